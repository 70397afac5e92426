#include "tests/support/malformed_images.h"

#include "tests/support/nifti_builder.h"

#include <cmath>

namespace tessera::test {
namespace {

NiftiBuilder small() {
    return NiftiBuilder({4, 3, 2}, 4, 16).setVoxels(std::vector<std::int16_t>(24, 7));
}

class Cases {
  public:
    void file(const std::string& name, const std::string& bytes, ErrorCode code, const std::string& text = {}) {
        cases.push_back(malformedFile("nifti-" + name, "broken.nii", bytes, code, text));
    }
    void edit(const std::string& name, const NiftiBuilder& changed, ErrorCode code, const std::string& text = {}) {
        file(name, changed.bytes(), code, text);
    }
    std::vector<MalformedCase> cases;
};

void addFiles(Cases& out) {
    using enum ErrorCode;
    out.file("empty", "", FileEmpty);
    out.file("three-bytes", "abc", NotAnImage);
    out.file("text", std::string(1000, 'x'), NotAnImage);
    out.file("zeros", std::string(1000, '\0'), NotAnImage);
    out.file("half-a-header", small().bytes().substr(0, 200), FileTruncated);
    out.file("no-voxels", small().header(), FileTruncated);
    out.file("some-voxels", small().bytes().substr(0, 380), FileTruncated, "of 48 bytes");
    out.edit("pairs-mark-in-a-single-file", small().put<char>(345, 'i'), HeaderInvalid);
    out.edit("second-versions-length", small().put<std::int32_t>(0, 540), FileTruncated, "NIfTI-2");
    out.file("second-versions-length-alone", small().put<std::int32_t>(0, 540).bytes() + std::string(300, '\0'),
             NotAnImage);
    const std::string big = NiftiBuilder({64, 64, 64}, 4, 16).setVoxels(std::vector<std::int16_t>(262144, 3)).bytes();
    const std::string gzip = packed(big);
    out.file("gzip-cut-short", gzip.substr(0, 300), HeaderExceedsFile);
    out.file("gzip-without-its-end", gzip.substr(0, gzip.size() - 6), FileTruncated);
    std::string wrong = gzip;
    wrong[wrong.size() - 7] = static_cast<char>(wrong[wrong.size() - 7] ^ 0x55);
    out.file("gzip-with-a-wrong-checksum", wrong, FileTruncated, "damaged");
    out.file("gzip-of-nothing-useful", std::string("\x1f\x8b\x08\0\0\0\0\0\0\x03garbage", 17), FileTruncated);
    out.file("gzip-bomb", packed(big.substr(0, 352) + std::string(500000, '\0')), FileTruncated, "500000 of 524288");
}

void addDimensions(Cases& out) {
    using enum ErrorCode;
    out.edit("no-dimensions", small().setDim({0, 4, 3, 2, 1, 1, 1, 1}), HeaderInvalid);
    out.edit("nine-dimensions", small().setDim({9, 4, 3, 2, 1, 1, 1, 1}), HeaderInvalid);
    out.edit("negative-axis", small().setDim({3, 4, -3, 2, 1, 1, 1, 1}), HeaderInvalid);
    out.edit("zero-axis", small().setDim({3, 4, 0, 2, 1, 1, 1, 1}), HeaderInvalid);
    out.edit("two-dimensions", small().setDim({2, 6, 4, 1, 1, 1, 1, 1}), NotThreeDimensional, "6 x 4");
    out.edit("one-slice", small().setDim({3, 6, 4, 1, 1, 1, 1, 1}), NotThreeDimensional);
    out.edit("frames", small().setDim({4, 2, 3, 2, 2, 1, 1, 1}), SeveralFrames, "2 frames");
    out.edit("channels", small().setDim({5, 2, 3, 2, 1, 2, 1, 1}), SeveralFrames);
    out.edit("negative-frames", small().setDim({4, 2, 3, 2, -2, 1, 1, 1}), HeaderInvalid);
    out.edit("too-many-voxels", small().setDim({3, 32767, 32767, 32767, 1, 1, 1, 1}), ImageTooLarge);
    out.edit("lying-size", small().setDim({3, 400, 400, 400, 1, 1, 1, 1}), HeaderExceedsFile, "128000000");
}

void addTypesAndOffsets(Cases& out) {
    using enum ErrorCode;
    out.edit("colour", small().put<std::int16_t>(70, 128), VoxelTypeNotSupported, "RGB");
    out.edit("colour-with-alpha", small().put<std::int16_t>(70, 2304), VoxelTypeNotSupported, "RGB");
    out.edit("complex", small().put<std::int16_t>(70, 32), VoxelTypeNotSupported, "complex");
    out.edit("binary", small().put<std::int16_t>(70, 1), VoxelTypeNotSupported, "code 1");
    out.edit("float128", small().put<std::int16_t>(70, 1536), VoxelTypeNotSupported);
    out.edit("unknown-type", small().put<std::int16_t>(70, -7), VoxelTypeNotSupported);
    out.edit("offset-inside-the-header", small().put<float>(108, 100), HeaderInvalid);
    out.edit("offset-beyond-the-file", small().put<float>(108, 1e9F), HeaderInvalid);
    out.edit("offset-negative", small().put<float>(108, -5), HeaderInvalid);
    out.edit("offset-nan", small().put<float>(108, NAN), HeaderInvalid);
}

void addWorld(Cases& out) {
    using enum ErrorCode;
    out.edit("spacing-zero", small().setPixdim({1, 1, 0, 1, 0, 0, 0, 0}), SpacingInvalid);
    out.edit("spacing-negative", small().setPixdim({1, 1, 1, -1, 0, 0, 0, 0}), SpacingInvalid);
    out.edit("spacing-nan", small().setPixdim({1, NAN, 1, 1, 0, 0, 0, 0}), SpacingInvalid);
    out.edit("spacing-absurd", small().setPixdim({1, 1, 5000, 1, 0, 0, 0, 0}), SpacingInvalid);
    out.edit("spacing-in-metres", small().put<std::uint8_t>(123, 1), SpacingInvalid);
    out.edit("matrix-absurd", small().setSform(1, {500, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0}), SpacingInvalid);
    out.edit("matrix-tiny", small().setSform(1, {1e-5F, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0}), SpacingInvalid);
    out.edit("matrix-zero", small().setSform(1, {}), MatrixSingular);
    out.edit("matrix-in-a-plane", small().setSform(1, {1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0}), MatrixSingular);
    out.edit("matrix-nan", small().setSform(1, {NAN, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0}), MatrixSingular);
    out.edit("quaternion-nan", small().setSform(0, {}).setQform(1, {NAN, 0, 0, 0, 0, 0}), MatrixSingular);
}

} // namespace

std::vector<MalformedCase> malformedNifti() {
    Cases out;
    addFiles(out);
    addDimensions(out);
    addTypesAndOffsets(out);
    addWorld(out);
    std::string pair = small().put<float>(108, 0).put<char>(345, 'i').header().substr(0, 348);
    out.cases.push_back(malformedFile("nifti-no-voxel-file", "broken.hdr", pair, ErrorCode::FileMissing, "broken.img"));
    out.cases.push_back(
        malformedFile("nifti-single-files-mark-in-a-pair", "broken.hdr", small().bytes(), ErrorCode::HeaderInvalid));
    return out.cases;
}

} // namespace tessera::test
