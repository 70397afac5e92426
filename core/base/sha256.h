#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>

namespace tessera {

/// SHA-256 (FIPS 180-4) as 64 lower-case hexadecimal digits, fed in pieces. One thread at a time.
class Sha256 {
  public:
    Sha256();
    ~Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;

    void update(std::span<const std::byte> bytes);
    void update(const std::string& text);
    [[nodiscard]] std::string finish(); ///< once

  private:
    void* m_context;
};

/// @throws Error{FileMissing, FileUnreadable}
[[nodiscard]] std::string sha256OfFile(const std::filesystem::path& path);
[[nodiscard]] std::string sha256OfBytes(std::span<const std::byte> bytes);

} // namespace tessera
