#pragma once

#include <utility>

namespace tessera::os {

/// Owns a file descriptor and closes it. Nothing that this process starts inherits it unless it is told to.
class Descriptor {
  public:
    Descriptor() = default;
    explicit Descriptor(int number) : m_number(number) {}
    Descriptor(Descriptor&& other) noexcept : m_number(std::exchange(other.m_number, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(m_number, other.m_number);
        return *this;
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor();

    [[nodiscard]] int number() const noexcept { return m_number; }
    [[nodiscard]] explicit operator bool() const noexcept { return m_number >= 0; }

  private:
    int m_number = -1; ///< -1: none
};

/// A descriptor that this process was started with. @throws Error{Usage} if there is none of that number
[[nodiscard]] Descriptor inheritedDescriptor(int number);

} // namespace tessera::os
