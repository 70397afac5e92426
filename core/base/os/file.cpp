#include "core/base/os/file.h"

#include "core/base/error.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <mutex>
#include <set>
#include <system_error>

namespace tessera::os {
namespace {

std::string reasonOf(int code) {
    return std::generic_category().message(code);
}

[[noreturn]] void throwWriteError(const std::filesystem::path& path, int code) {
    if (code == ENOSPC || code == EDQUOT) {
        throw Error(ErrorCode::DiskFull, {path.string()});
    }
    throw Error(ErrorCode::WriteFailed, {path.string(), reasonOf(code)});
}

/// Temporary files that exist now, so that a process that has to leave in a hurry can remove them.
struct TemporaryFiles {
    std::mutex mutex;
    std::set<std::filesystem::path> paths;
    unsigned long next = 0;
    bool abandoned = false;
};

TemporaryFiles& temporaryFiles() {
    static TemporaryFiles files;
    return files;
}

/// What a name ends with: ".gz" and one before it, or one.
std::string extensionsOf(const std::filesystem::path& path) {
    const std::string last = path.extension().string();
    const bool isPacked = last == ".gz" || last == ".GZ" || last == ".Gz" || last == ".gZ";
    const std::string all = isPacked ? path.stem().extension().string() + last : last;
    return all.size() <= 16 ? all : std::string(); // a long name may not grow
}

void syncFolder(const std::filesystem::path& folder) {
    const int descriptor = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor >= 0) { // some file systems can't flush a folder: the rename itself has happened
        ::fsync(descriptor);
        ::close(descriptor);
    }
}

} // namespace

InputFile::InputFile(const std::filesystem::path& path) : m_path(path) {
    // without waiting: a named pipe that nobody writes to would hold us for ever
    m_descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (m_descriptor < 0) {
        if (errno == ENOENT || errno == ENOTDIR) {
            throw Error(ErrorCode::FileMissing, {path.string()});
        }
        throw Error(ErrorCode::FileUnreadable, {path.string(), reasonOf(errno)});
    }
    struct stat info {};
    if (::fstat(m_descriptor, &info) != 0 || !S_ISREG(info.st_mode)) {
        ::close(m_descriptor);
        throw Error(ErrorCode::FileUnreadable, {path.string(), "not a regular file"});
    }
    m_size = static_cast<std::uint64_t>(info.st_size);
}

InputFile::~InputFile() {
    ::close(m_descriptor);
}

std::size_t InputFile::fill(std::span<std::byte> buffer, std::optional<std::uint64_t> offset) const {
    std::size_t done = 0;
    while (done < buffer.size()) {
        const std::span<std::byte> rest = buffer.subspan(done);
        const ssize_t got = offset ? ::pread(m_descriptor, rest.data(), rest.size(), static_cast<off_t>(*offset + done))
                                   : ::read(m_descriptor, rest.data(), rest.size());
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            throw Error(ErrorCode::FileUnreadable, {m_path.string(), reasonOf(errno)});
        }
        if (got == 0) {
            break;
        }
        done += static_cast<std::size_t>(got);
    }
    return done;
}

std::string readFile(const std::filesystem::path& path, std::uint64_t limit) {
    InputFile file(path);
    if (file.size() > limit) {
        throw Error(ErrorCode::FileUnreadable, {path.string(), "larger than " + std::to_string(limit) + " bytes"});
    }
    std::string text(static_cast<std::size_t>(file.size()), '\0');
    text.resize(file.read(std::as_writable_bytes(std::span(text))));
    return text;
}

AtomicFile::AtomicFile(std::filesystem::path target) : m_target(std::move(target)) {
    TemporaryFiles& files = temporaryFiles();
    const std::lock_guard lock(files.mutex);
    do { // a killed process of the same number (in containers often 1) may have left files
        m_temporary = m_target.parent_path() / (".tessera-" + std::to_string(::getpid()) + "-" +
                                                std::to_string(files.next++) + ".tmp" + extensionsOf(m_target));
        m_descriptor = ::open(m_temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    } while (m_descriptor < 0 && errno == EEXIST);
    if (m_descriptor < 0) {
        throwWriteError(m_target, errno);
    }
    files.paths.insert(m_temporary);
}

AtomicFile::~AtomicFile() {
    if (m_descriptor >= 0) {
        ::close(m_descriptor);
    }
    TemporaryFiles& files = temporaryFiles();
    const std::lock_guard lock(files.mutex);
    if (files.paths.erase(m_temporary) > 0) {
        ::unlink(m_temporary.c_str());
    }
}

void AtomicFile::write(std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
        const ssize_t put = ::write(m_descriptor, bytes.data(), bytes.size());
        if (put < 0 && errno == EINTR) {
            continue;
        }
        if (put < 0) {
            throwWriteError(m_target, errno);
        }
        bytes = bytes.subspan(static_cast<std::size_t>(put));
    }
}

void AtomicFile::write(std::string_view text) {
    write(std::as_bytes(std::span(text)));
}

void AtomicFile::flush(Flush when) {
    if (m_descriptor < 0) {
        return;
    }
    const bool synced = when == Flush::Later || ::fsync(m_descriptor) == 0;
    const int syncError = errno;
    const bool closed = ::close(m_descriptor) == 0;
    const int closeError = errno;
    m_descriptor = -1;
    if (!synced || !closed) {
        throwWriteError(m_target, synced ? closeError : syncError);
    }
}

void AtomicFile::rename() {
    TemporaryFiles& files = temporaryFiles();
    if (files.abandoned) {
        throw Error(ErrorCode::Cancelled);
    }
    if (std::rename(m_temporary.c_str(), m_target.c_str()) != 0) {
        throwWriteError(m_target, errno);
    }
    files.paths.erase(m_temporary);
}

void AtomicFile::commit(Flush when) {
    flush(when);
    {
        const std::lock_guard lock(temporaryFiles().mutex);
        rename();
    }
    if (when == Flush::Now) {
        syncFolder(m_target.parent_path());
    }
}

void commitAll(std::span<const std::unique_ptr<AtomicFile>> files, const std::vector<std::filesystem::path>& retract) {
    for (const auto& file : files) {
        file->flush();
    }
    std::set<std::filesystem::path> folders;
    {
        const std::lock_guard lock(temporaryFiles().mutex);
        for (std::size_t i = 0; i < retract.size() && !temporaryFiles().abandoned; ++i) {
            ::unlink(retract[i].c_str());
        }
        std::size_t done = 0;
        try {
            for (; done < files.size(); ++done) {
                files[done]->rename();
                folders.insert(files[done]->m_target.parent_path());
            }
        } catch (...) {
            for (std::size_t i = 0; i < done; ++i) {
                ::unlink(files[i]->m_target.c_str());
            }
            throw;
        }
    }
    for (const auto& folder : folders) {
        syncFolder(folder);
    }
}

void writeFileAtomically(const std::filesystem::path& target, std::span<const std::byte> bytes) {
    AtomicFile file(target);
    file.write(bytes);
    file.commit();
}

void writeFileAtomically(const std::filesystem::path& target, std::string_view text) {
    writeFileAtomically(target, std::as_bytes(std::span(text)));
}

void abandonTemporaryFiles() noexcept {
    TemporaryFiles& files = temporaryFiles();
    const std::lock_guard lock(files.mutex);
    files.abandoned = true;
    for (const auto& path : files.paths) {
        ::unlink(path.c_str());
    }
    files.paths.clear();
}

void makeFolder(const std::filesystem::path& folder) {
    std::error_code code;
    std::filesystem::create_directories(folder, code);
    if (code || !std::filesystem::is_directory(folder, code)) {
        throw Error(ErrorCode::WriteFailed, {folder.string(), code ? code.message() : "not a folder"});
    }
}

bool sameFile(const std::filesystem::path& a, const std::filesystem::path& b) noexcept {
    std::error_code code;
    return std::filesystem::equivalent(a, b, code) && !code;
}

} // namespace tessera::os
