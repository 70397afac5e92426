// NIfTI-1/2 headers: parsing, the checks of the grid, and the way back into a header.
#include "core/base/error.h"
#include "core/image/nifti_header.h"

#include <span>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace tessera;
    try {
        const NiftiHeader header = parseNiftiHeader(std::as_bytes(std::span(data, size)), "fuzz.nii");
        std::vector<std::string> warnings;
        const Geometry grid = geometryOf(header, "fuzz.nii", warnings);
        (void)axisDirections(grid);
        (void)encodeNiftiHeader(grid, header.datatype, 16, 0);
    } catch (const Error&) {
        return 0; // refused with words, as it should be
    }
    return 0;
}
