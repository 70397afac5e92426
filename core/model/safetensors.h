#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace tessera::model {

enum class TensorType { F64, F32, F16, BF16, I64, I32, I16, I8, U8, Bool };

/// The name of a type in a file ("F32").
[[nodiscard]] const char* typeName(TensorType type) noexcept;
/// "133 x 24 x 3 x 3 x 3", or "a single value".
[[nodiscard]] std::string shapeText(std::span<const std::int64_t> shape);

/// One tensor, C-contiguous and little-endian; the memory is another's.
struct TensorData {
    TensorType type = TensorType::F32;
    std::vector<std::int64_t> shape;
    std::span<const std::byte> bytes;
};

/// Tensors by name.
using TensorMap = std::map<std::string, TensorData>;

/// A .safetensors file in memory, read once and checked wholly: each tensor lies in the file, is as long as its shape
/// says, and none overlaps another or leaves a hole. Spans that it hands out live as long as the object, also when it
/// is moved. Const use from any thread. Format: https://huggingface.co/docs/safetensors
class TensorFile {
  public:
    /// @throws Error{FileMissing, FileUnreadable, TensorFileInvalid}
    [[nodiscard]] static TensorFile read(const std::filesystem::path& file);

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return m_path; }
    [[nodiscard]] const TensorMap& tensors() const noexcept { return m_tensors; }

    /// @throws Error{TensorMissing}
    [[nodiscard]] const TensorData& at(const std::string& name) const;
    /// The values of an F32 tensor. @throws Error{TensorMissing}, Error{TensorFileInvalid} if it is of another type
    [[nodiscard]] std::span<const float> floats(const std::string& name) const;
    /// The values of an I64 tensor. @throws Error{TensorMissing}, Error{TensorFileInvalid} if it is of another type
    [[nodiscard]] std::vector<std::int64_t> integers(const std::string& name) const;

  private:
    explicit TensorFile(std::filesystem::path file) : m_path(std::move(file)) {}
    const TensorData& typed(const std::string& name, TensorType type) const;
    void parseHeader(const std::string& header, std::uint64_t dataBytes);
    void checkLayout(std::uint64_t dataBytes) const;

    std::filesystem::path m_path;
    std::unique_ptr<std::byte[]> m_data; // what follows the header
    TensorMap m_tensors;
};

/// Writes tensors as a .safetensors file, the same bytes for the same tensors: the widest types first, then by name.
/// Check the stream's state afterwards.
void writeTensors(std::ostream& out, const TensorMap& tensors);
/// The same as a file that appears whole or not at all, without a second copy of the tensors in memory.
/// @throws Error{WriteFailed, DiskFull}
void writeTensors(const std::filesystem::path& file, const TensorMap& tensors);

} // namespace tessera::model
