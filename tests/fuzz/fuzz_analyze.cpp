// Analyze 7.5 headers.
#include "core/base/error.h"
#include "core/image/analyze.h"

#include <span>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace tessera;
    const auto bytes = std::as_bytes(std::span(data, size));
    try {
        if (isAnalyze(bytes)) {
            (void)axisDirections(parseAnalyze(bytes, "fuzz.hdr").geometry);
        }
    } catch (const Error&) { // refused with words, as it should be
    }
    return 0;
}
