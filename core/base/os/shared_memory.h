#pragma once

#include "core/base/os/descriptor.h"

#include <cstddef>
#include <span>

namespace tessera::os {

/// Memory that two processes see, without a name in any folder: the kernel frees it with the last of them. It only ever
/// grows, and neither side can shrink it, so that no access to it can fail. One thread at a time.
class SharedMemory {
  public:
    /// A new, empty one. @throws std::bad_alloc
    SharedMemory();
    /// The other process's side of one. @param descriptor of `descriptor()` there
    explicit SharedMemory(Descriptor descriptor) : m_descriptor(std::move(descriptor)) {}
    ~SharedMemory();
    SharedMemory(const SharedMemory&) = delete;
    SharedMemory& operator=(const SharedMemory&) = delete;

    /// Makes it at least so large; the memory is taken at once. Spans of before are void.
    /// @throws std::bad_alloc
    void grow(std::size_t bytes);
    /// The first bytes of it, as far as the other side made it grow. Spans of before are void.
    /// @throws Error{Internal} if it is smaller, std::bad_alloc
    [[nodiscard]] std::span<std::byte> first(std::size_t bytes);

    [[nodiscard]] const Descriptor& descriptor() const noexcept { return m_descriptor; }

  private:
    void map(std::size_t bytes);

    Descriptor m_descriptor;
    std::byte* m_begin = nullptr;
    std::size_t m_mapped = 0;
};

} // namespace tessera::os
