// NRRD files: header, attached data, and the way back into a file.
#include "tests/fuzz/fuzz_image.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    tessera::test::readAndWrite("fuzz.nrrd", data, size);
    return 0;
}
