#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/model/architecture.h"

/// Writes .pth files opcode by opcode, right ones and wrong ones, for tests. PyTorch's own are in tests/fixtures.
namespace tessera::test {

/// The lowest `bytes` bytes of a number, little-endian.
[[nodiscard]] std::string littleEndian(std::uint64_t value, int bytes);

// Opcodes of a pickle.
[[nodiscard]] std::string textOpcode(const std::string& text);
[[nodiscard]] std::string integerOpcode(std::int64_t value);
[[nodiscard]] std::string globalOpcode(const std::string& module, const std::string& name);
[[nodiscard]] std::string tupleOpcodes(const std::vector<std::string>& items);
[[nodiscard]] std::string pickleOf(const std::string& opcodes); ///< with protocol 2 and STOP

/// A tensor as torch.save pickles it; every number may be wrong.
struct PickledTensor {
    std::string name;
    std::string key = "0";
    std::int64_t elements = 4; ///< of the storage
    std::int64_t offset = 0;
    std::vector<std::int64_t> shape{4}, stride{1};
    std::string type = "FloatStorage";
};
[[nodiscard]] std::string tensorOpcodes(const PickledTensor& tensor);
[[nodiscard]] std::string statePickle(const std::vector<PickledTensor>& tensors);

struct RawStorage {
    std::string key = "0";
    std::string bytes = std::string(16, '\0');
    std::uint64_t elements = 4; ///< that the old format states
};
/// The format before PyTorch 1.6.
[[nodiscard]] std::string oldPth(const std::string& object, const std::vector<RawStorage>& storages);

/// An entry of a zip file; what the directory says about it may be wrong.
struct ZipPart {
    std::string name;
    std::string bytes;
    bool deflated = false;
    std::uint16_t flags = 0;
    std::int64_t claimedSize = -1;   ///< instead of the number of bytes
    std::int64_t claimedPacked = -1; ///< instead of the number of packed bytes, in both headers
    std::int64_t claimedPlace = -1;  ///< instead of the local header's
};
[[nodiscard]] std::string zipOf(const std::vector<ZipPart>& parts);
/// The zip format: archive/data.pkl and archive/data/KEY.
[[nodiscard]] std::string zipPth(const std::string& object, const std::vector<RawStorage>& storages);

/// A whole state dict in the old format.
[[nodiscard]] std::string stateDictPth(const std::vector<model::FloatTensor>& tensors);

} // namespace tessera::test
