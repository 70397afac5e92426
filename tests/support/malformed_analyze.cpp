#include "tests/support/malformed_images.h"

#include "tests/support/nifti_builder.h"

#include <cmath>
#include <cstring>

namespace tessera::test {
namespace {

namespace fs = std::filesystem;

/// An Analyze 7.5 header of 4 x 3 x 2 int16 voxels of 1 mm: NIfTI's fields without its mark.
NiftiBuilder header() {
    NiftiBuilder out({4, 3, 2}, 4, 16);
    return out.put<float>(108, 0).put<std::int32_t>(344, 0).setSform(0, {}).put<float>(112, 0);
}

const std::string kVoxels(48, 'v');

MalformedCase pair(const std::string& name, const std::string& headerBytes, const std::string& voxels, ErrorCode code,
                   const std::string& text, const std::string& extension = ".img") {
    const auto write = [=](const fs::path& folder) {
        NiftiBuilder::writeBytes(folder / "broken.hdr", headerBytes);
        NiftiBuilder::writeBytes(folder / ("broken" + extension), voxels);
        return folder / "broken.hdr";
    };
    return {"analyze-" + name, write, code, text};
}

} // namespace

std::vector<MalformedCase> malformedAnalyze() {
    using enum ErrorCode;
    std::vector<MalformedCase> out;
    const auto edit = [&](const std::string& name, const NiftiBuilder& changed, ErrorCode code,
                          const std::string& text = {}) {
        out.push_back(pair(name, changed.header().substr(0, 348), kVoxels, code, text));
    };
    const auto bytes = [&](const std::string& name, const std::string& headerBytes, ErrorCode code) {
        out.push_back(pair(name, headerBytes, kVoxels, code, ""));
    };
    const std::string good = header().header().substr(0, 348);
    bytes("empty", "", FileEmpty);
    bytes("three-bytes", "abc", NotAnImage);
    bytes("text", std::string(400, 'x'), NotAnImage);
    bytes("zeros", std::string(348, '\0'), NotAnImage);
    bytes("half-a-header", good.substr(0, 200), FileTruncated);
    bytes("one-byte-short", good.substr(0, 347), FileTruncated);
    edit("length", header().put<std::int32_t>(0, 349), NotAnImage);
    edit("no-dimensions", header().setDim({0, 4, 3, 2, 1, 1, 1, 1}), HeaderInvalid, "0 dimensions");
    edit("nine-dimensions", header().setDim({9, 4, 3, 2, 1, 1, 1, 1}), HeaderInvalid, "9 dimensions");
    edit("negative-axis", header().setDim({3, 4, -3, 2, 1, 1, 1, 1}), HeaderInvalid, "-3 voxels");
    edit("zero-axis", header().setDim({3, 0, 3, 2, 1, 1, 1, 1}), HeaderInvalid, "0 voxels");
    edit("no-frames", header().setDim({4, 4, 3, 2, 0, 1, 1, 1}), HeaderInvalid, "axis 4");
    edit("two-dimensions", header().setDim({2, 6, 4, 1, 1, 1, 1, 1}), NotThreeDimensional, "6 x 4");
    edit("one-slice", header().setDim({4, 6, 4, 1, 1, 1, 1, 1}), NotThreeDimensional);
    edit("frames", header().setDim({4, 2, 3, 2, 2, 1, 1, 1}), SeveralFrames, "2 frames");
    edit("too-large", header().setDim({3, 32767, 32767, 32767, 1, 1, 1, 1}), ImageTooLarge);
    edit("lying-size", header().setDim({3, 400, 400, 400, 1, 1, 1, 1}), HeaderExceedsFile, "128000000");
    edit("type-none", header().put<std::int16_t>(70, 0), VoxelTypeNotSupported, "code 0");
    edit("type-bits", header().put<std::int16_t>(70, 1), VoxelTypeNotSupported, "code 1");
    edit("type-complex", header().put<std::int16_t>(70, 32), VoxelTypeNotSupported, "complex");
    edit("type-colour", header().put<std::int16_t>(70, 128), VoxelTypeNotSupported, "RGB");
    edit("type-mixed", header().put<std::int16_t>(70, 255), VoxelTypeNotSupported, "code 255");
    edit("bits-lie", header().put<std::int16_t>(72, 8), HeaderInvalid, "8 bits");
    edit("spacing-negative", header().setPixdim({0, 1, -1, 1, 0, 0, 0, 0}), SpacingInvalid);
    edit("spacing-nan", header().setPixdim({0, 1, 1, NAN, 0, 0, 0, 0}), SpacingInvalid);
    edit("spacing-zero", header().setPixdim({0, 0, 1, 1, 0, 0, 0, 0}), SpacingInvalid);
    edit("spacing-huge", header().setPixdim({0, 1, 1, 1e20F, 0, 0, 0, 0}), SpacingInvalid);
    edit("spacing-tiny", header().setPixdim({0, 1, 1, 1e-10F, 0, 0, 0, 0}), SpacingInvalid);
    edit("offset-negative", header().put<float>(108, -1), HeaderInvalid, "offset");
    edit("offset-nan", header().put<float>(108, NAN), HeaderInvalid, "offset");
    edit("offset-beyond", header().put<float>(108, 1e9F), HeaderInvalid, "offset");
    edit("offset-some", header().put<float>(108, 4), FileTruncated, "44 of 48");
    out.push_back(malformedFile("analyze-no-voxel-file", "broken.hdr", good, FileMissing, "broken.img"));
    out.push_back(malformedFile("analyze-named-nifti", "broken.nii", good + kVoxels, FormatNotSupported, "Analyze"));
    out.push_back(pair("no-voxels", good, "", FileEmpty, "broken.img"));
    out.push_back(pair("some-voxels", good, kVoxels.substr(1), HeaderExceedsFile, "48 bytes"));
    const std::string gzip = packed(kVoxels);
    out.push_back(pair("gzip-cut", good, gzip.substr(0, 12), FileTruncated, "compressed", ".img.gz"));
    out.push_back(pair("gzip-too-short", good, packed("few"), FileTruncated, "3 of 48", ".img.gz"));
    std::string swapped = good;
    std::swap(swapped[0], swapped[3]);
    std::swap(swapped[1], swapped[2]);
    bytes("length-alone-swapped", swapped, HeaderInvalid);
    const auto folder = [=](const fs::path& at) {
        NiftiBuilder::writeBytes(at / "broken.hdr", good);
        fs::create_directory(at / "broken.img");
        return at / "broken.hdr";
    };
    out.push_back({"analyze-folder-of-voxels", folder, FileUnreadable, "broken.img"});
    return out;
}

} // namespace tessera::test
