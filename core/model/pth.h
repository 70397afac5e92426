#pragma once

#include "core/model/pickle.h"
#include "core/model/safetensors.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace tessera::model {

/// A tensor of a .pth file: elements of a storage, `stride` elements apart along each axis.
struct PthTensor {
    TensorType type = TensorType::F32;
    std::vector<std::int64_t> shape, stride;
    std::span<const std::byte> bytes; ///< from the tensor's first element to the end of its last
    bool swapped = false;             ///< big-endian
};

/// The weights in a file that PyTorch's `torch.save` wrote, in its zip format (1.6 and later) or the one before it
/// (pickles, then raw storages). Read once and checked wholly, without Python and without executing anything: see
/// `Pickle` and `ZipArchive`. Takes the file's own state dict, or the one under `state_dict`, `model_state_dict`,
/// `model` or `net`; Parameters count as tensors, and DataParallel's `module.` before all names is removed.
/// Each tensor lies in its storage and shares no memory with itself or another. Const use from any thread.
class PthFile {
  public:
    /// @throws Error{FileMissing, FileUnreadable, WeightsInvalid, PickleRefused}
    [[nodiscard]] static PthFile read(const std::filesystem::path& file);

    [[nodiscard]] const std::map<std::string, PthTensor>& tensors() const noexcept { return m_tensors; }
    /// The values in C order, converted to float32; the tensor must be one of `tensors()`.
    [[nodiscard]] std::vector<float> floats(const std::string& name) const;

  private:
    class Reader;
    PthFile() = default;

    std::unique_ptr<const std::string> m_bytes;               // of the file
    std::map<std::string, std::vector<std::byte>> m_unpacked; // deflated storages by key
    std::map<std::string, PthTensor> m_tensors;
};

} // namespace tessera::model
