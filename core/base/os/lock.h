#pragma once

#include <filesystem>

namespace tessera::os {

/// An advisory lock on a file (flock), between programs as between objects of one program. The kernel drops it when its
/// process ends, however it ends, so that whoever gets the lock knows that the other is gone, whatever its process
/// number is given to next. One thread at a time; a child made by fork without exec keeps its parent's locks alive.
class FileLock {
  public:
    enum class Missing { Create, Refuse };

    /// Opens the file and locks nothing yet.
    /// @throws Error{WriteFailed, DiskFull}, Error{FileMissing} if it isn't there and isn't to be made
    explicit FileLock(std::filesystem::path file, Missing missing = Missing::Create);
    ~FileLock();
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;

    /// True if nobody else had a lock and this object has the only one now. If it had a shared one, that is gone
    /// either way. @throws Error{WriteFailed} where the file system has no locks
    [[nodiscard]] bool tryExclusive();
    /// Waits until nobody else has a lock. @throws as `tryExclusive`
    void exclusive();
    /// Waits until nobody has an exclusive lock, then shares. @throws as `tryExclusive`
    void shared();

    /// False once another program removed the file: a lock on it says nothing then.
    [[nodiscard]] bool isStillThere() const;
    [[nodiscard]] const std::filesystem::path& file() const noexcept { return m_file; }

  private:
    void wait(int operation);

    std::filesystem::path m_file;
    int m_descriptor = -1;
};

} // namespace tessera::os
