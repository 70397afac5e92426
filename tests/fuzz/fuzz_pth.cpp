// PyTorch's files, zip archives included: every tensor of a file that is accepted can be read.
#include "core/base/error.h"
#include "core/model/pth.h"
#include "tests/fuzz/fuzz_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const tessera::test::FuzzFolder folder;
    try {
        const auto file = tessera::model::PthFile::read(folder.write("fuzz.pth", data, size));
        for (const auto& [name, tensor] : file.tensors()) {
            (void)file.floats(name);
        }
    } catch (const tessera::Error&) {
        return 0; // refused with words, as it should be
    }
    return 0;
}
