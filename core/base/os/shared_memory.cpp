#include "core/base/os/shared_memory.h"

#include "core/base/error.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <cerrno>
#include <new>

namespace tessera::os {
namespace {

std::size_t sizeOf(const Descriptor& descriptor) {
    struct stat status {};
    return ::fstat(descriptor.number(), &status) == 0 ? static_cast<std::size_t>(status.st_size) : 0;
}

} // namespace

SharedMemory::SharedMemory() : m_descriptor(::memfd_create("tessera-tile", MFD_CLOEXEC | MFD_ALLOW_SEALING)) {
    if (!m_descriptor || ::fcntl(m_descriptor.number(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_SEAL) != 0) {
        throw std::bad_alloc();
    }
}

SharedMemory::~SharedMemory() {
    if (m_begin != nullptr) {
        ::munmap(m_begin, m_mapped);
    }
}

void SharedMemory::map(std::size_t bytes) {
    if (bytes <= m_mapped) {
        return;
    }
    void* const begin = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, m_descriptor.number(), 0);
    if (begin == MAP_FAILED) {
        throw std::bad_alloc();
    }
    if (m_begin != nullptr) {
        ::munmap(m_begin, m_mapped);
    }
    m_begin = static_cast<std::byte*>(begin);
    m_mapped = bytes;
}

void SharedMemory::grow(std::size_t bytes) {
    if (bytes > sizeOf(m_descriptor)) {
        int code = 0;
        do { // not ftruncate: memory that isn't there would be noticed by a signal when it is written to
            code = ::posix_fallocate(m_descriptor.number(), 0, static_cast<off_t>(bytes));
        } while (code == EINTR);
        if (code != 0) {
            throw std::bad_alloc();
        }
    }
    map(bytes);
}

std::span<std::byte> SharedMemory::first(std::size_t bytes) {
    if (bytes > sizeOf(m_descriptor)) {
        throw Error(ErrorCode::Internal, {"shared memory", "it is smaller than it should be"});
    }
    map(bytes);
    return {m_begin, bytes};
}

} // namespace tessera::os
