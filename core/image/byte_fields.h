#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstring>
#include <span>
#include <utility>
#include <vector>

namespace tessera {

/// Reads numbers at byte offsets in either byte order; the caller has checked that there are enough bytes.
class FieldReader {
  public:
    FieldReader(std::span<const std::byte> bytes, bool swapped) : m_bytes(bytes), m_swapped(swapped) {}

    template <typename T>
    [[nodiscard]] T at(std::size_t offset) const {
        std::array<std::byte, sizeof(T)> raw{};
        std::copy_n(m_bytes.begin() + static_cast<std::ptrdiff_t>(offset), sizeof(T), raw.begin());
        if (m_swapped) {
            std::reverse(raw.begin(), raw.end());
        }
        return std::bit_cast<T>(raw);
    }

  private:
    std::span<const std::byte> m_bytes;
    bool m_swapped;
};

/// Zeros with numbers put at byte offsets, in either byte order.
class FieldWriter {
  public:
    explicit FieldWriter(std::size_t size, bool swapped = false) : m_bytes(size), m_swapped(swapped) {}

    template <typename T>
    void put(std::size_t offset, T value) {
        auto raw = std::bit_cast<std::array<std::byte, sizeof(T)>>(value);
        if (m_swapped) {
            std::reverse(raw.begin(), raw.end());
        }
        std::copy(raw.begin(), raw.end(), m_bytes.begin() + static_cast<std::ptrdiff_t>(offset));
    }
    void put(std::size_t offset, const char* text, std::size_t size) {
        std::memcpy(m_bytes.data() + offset, text, size);
    }
    std::vector<std::byte> take() { return std::move(m_bytes); }

  private:
    std::vector<std::byte> m_bytes;
    bool m_swapped;
};

} // namespace tessera
