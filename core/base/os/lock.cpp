#include "core/base/os/lock.h"

#include "core/base/error.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace tessera::os {
namespace {

[[noreturn]] void throwLockError(const std::filesystem::path& file, int code) {
    if (code == ENOENT) {
        throw Error(ErrorCode::FileMissing, {file.string()});
    }
    if (code == ENOSPC || code == EDQUOT) {
        throw Error(ErrorCode::DiskFull, {file.string()});
    }
    throw Error(ErrorCode::WriteFailed, {file.string(), std::generic_category().message(code)});
}

} // namespace

FileLock::FileLock(std::filesystem::path file, Missing missing) : m_file(std::move(file)) {
    const int create = missing == Missing::Create ? O_CREAT : 0;
    m_descriptor = ::open(m_file.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW | create, 0600);
    if (m_descriptor < 0) {
        throwLockError(m_file, errno);
    }
}

FileLock::~FileLock() {
    ::close(m_descriptor);
}

bool FileLock::tryExclusive() {
    while (::flock(m_descriptor, LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK) {
            return false;
        }
        if (errno != EINTR) {
            throwLockError(m_file, errno);
        }
    }
    return true;
}

void FileLock::wait(int operation) {
    while (::flock(m_descriptor, operation) != 0) {
        if (errno != EINTR) {
            throwLockError(m_file, errno);
        }
    }
}

void FileLock::exclusive() {
    wait(LOCK_EX);
}

void FileLock::shared() {
    wait(LOCK_SH);
}

bool FileLock::isStillThere() const {
    struct stat mine {};
    struct stat named {};
    return ::fstat(m_descriptor, &mine) == 0 && ::stat(m_file.c_str(), &named) == 0 && mine.st_dev == named.st_dev &&
           mine.st_ino == named.st_ino;
}

} // namespace tessera::os
