// One DICOM file: header, listing facts, slice geometry, and pixels of every encoding (DCMTK's and OpenJPEG's decoders
// included, which aren't instrumented).
#include "core/base/error.h"
#include "core/image/dicom_pixels.h"
#include "core/image/dicom_series.h"
#include "core/image/dicom_slices.h"
#include "tests/fuzz/fuzz_file.h"

#include <span>

namespace {

template <typename Work>
void refusing(const Work& work) {
    try {
        work();
    } catch (const tessera::Error&) { // refused with words, as it should be
        return;
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace tessera;
    static const test::FuzzFolder folder;
    const std::filesystem::path file = folder.write("fuzz.dcm", data, size);
    refusing([&] {
        Progress progress;
        const DicomListing listing = listDicom(std::span(&file, 1), progress);
        for (const DicomSeries& series : listing.series) {
            (void)describeSeries(std::vector{&series});
        }
    });
    refusing([&] { (void)readDicomSeries(std::span(&file, 1), "fuzz"); });
    refusing([&] { // a slice has pixels, although it is no volume
        DicomSource source(file);
        const DicomHeader header = readHeader(parseDicom(source, 1 << 20), file);
        checkDicomPixels(header);
        const DicomStack stack{sortSlices(std::span(&header, 1)), {}};
        constexpr std::int64_t kMost = 1 << 22; // voxels, for speed
        if (header.pixels.rows * header.pixels.columns <= kMost / static_cast<std::int64_t>(header.frames.size())) {
            (void)readDicomVoxels(std::span(&header, 1), stack);
        }
    });
    return 0;
}
