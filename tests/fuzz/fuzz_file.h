#pragma once

#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

namespace tessera::test {

/// A folder of this process in memory, for targets whose reader takes a path. Emptied at the end.
class FuzzFolder {
  public:
    FuzzFolder() : m_folder("/dev/shm/tessera-fuzz-" + std::to_string(::getpid())) {
        std::filesystem::create_directories(m_folder);
    }
    ~FuzzFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(m_folder, ignored);
    }
    FuzzFolder(const FuzzFolder&) = delete;
    FuzzFolder& operator=(const FuzzFolder&) = delete;

    /// The path of a file of that name with these bytes.
    [[nodiscard]] std::filesystem::path write(const std::string& name, const std::uint8_t* data,
                                              std::size_t size) const {
        std::filesystem::path path = m_folder / name;
        std::ofstream(path, std::ios::binary)
            .write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
        return path;
    }

  private:
    std::filesystem::path m_folder;
};

} // namespace tessera::test
