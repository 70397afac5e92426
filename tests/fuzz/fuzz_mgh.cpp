// MGH files, plain and gzipped, and the way back into a file.
#include "tests/fuzz/fuzz_image.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    tessera::test::readAndWrite("fuzz.mgh", data, size);
    return 0;
}
