// safetensors: a file that is accepted holds what its header says.
#include "core/base/error.h"
#include "core/model/safetensors.h"
#include "tests/fuzz/fuzz_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const tessera::test::FuzzFolder folder;
    try {
        const auto file = tessera::model::TensorFile::read(folder.write("fuzz.safetensors", data, size));
        unsigned sum = 0;
        for (const auto& [name, tensor] : file.tensors()) {
            for (const std::byte value : tensor.bytes) {
                sum += static_cast<unsigned>(value);
            }
        }
        static_cast<void>(sum);
    } catch (const tessera::Error&) {
        return 0;
    }
    return 0;
}
