#include "tests/support/malformed_images.h"

namespace tessera::test {
namespace {

const std::string kHeader = "ObjectType = Image\nNDims = 3\nBinaryData = True\nBinaryDataByteOrderMSB = False\n"
                            "CompressedData = False\nTransformMatrix = 1 0 0 0 1 0 0 0 1\nOffset = 0 0 0\n"
                            "ElementSpacing = 1 1 1\nDimSize = 4 3 2\nElementType = MET_SHORT\n"
                            "ElementDataFile = LOCAL\n";
const std::string kVoxels(48, 'v');

class Cases {
  public:
    void file(const std::string& name, const std::string& bytes, ErrorCode code, const std::string& text = {}) {
        cases.push_back(malformedFile("metaimage-" + name, "broken.mha", bytes, code, text));
    }
    /// A header with one part replaced.
    void edit(const std::string& name, std::string_view part, std::string_view by, ErrorCode code,
              const std::string& text = {}) {
        file(name, replaced(kHeader, part, by) + kVoxels, code, text);
    }
    std::vector<MalformedCase> cases;
};

void addText(Cases& out) {
    using enum ErrorCode;
    out.file("empty", "", FileEmpty);
    out.file("text", "hello\n", NotAnImage, "MetaImage");
    out.file("zeros", std::string(1000, '\0'), NotAnImage);
    out.file("line-end-only", "\n", NotAnImage);
    out.file("half-a-header", kHeader.substr(0, 100), HeaderInvalid, "elementdatafile");
    out.file("no-data-file", kHeader.substr(0, kHeader.find("ElementDataFile")), HeaderInvalid, "elementdatafile");
    out.file("endless-line", "ObjectType = Image\nComment = " + std::string(2U << 20, 'x'), HeaderInvalid,
             "doesn't end");
    std::string lines = "ObjectType = Image\n";
    while (lines.size() < (2U << 20)) {
        lines += "\n";
    }
    out.file("endless-lines", lines, HeaderInvalid, "doesn't end");
    out.edit("no-sign", "NDims =", "NDims", HeaderInvalid, "not a field");
    out.edit("zero-byte", "MET_SHORT", std::string_view("MET\0SHORT", 9), HeaderInvalid, "zero byte");
    out.edit("twice", "NDims = 3", "NDims = 3\nndims = 3", HeaderInvalid, "twice");
    out.edit("no-dimensions", "NDims = 3\n", "", HeaderInvalid, "ndims");
    out.edit("no-sizes", "DimSize = 4 3 2\n", "", HeaderInvalid, "dimsize");
    out.edit("no-type", "ElementType = MET_SHORT\n", "", HeaderInvalid, "elementtype");
    out.edit("no-spacing", "ElementSpacing = 1 1 1\n", "", HeaderInvalid, "elementsize");
    out.edit("other-object", "Image", "Tube", FormatNotSupported, "Tube");
    out.edit("text-voxels", "BinaryData = True", "BinaryData = False", FormatNotSupported, "text");
    out.edit("binary-perhaps", "BinaryData = True", "BinaryData = Perhaps", HeaderInvalid, "binarydata");
    out.edit("byte-order-odd", "MSB = False", "MSB = Middle", HeaderInvalid, "byteorder");
    out.edit("byte-orders", "CompressedData = False", "ElementByteOrderMSB = True", HeaderInvalid, "contradict");
}

void addSizes(Cases& out) {
    using enum ErrorCode;
    out.edit("size-text", "4 3 2", "4 3 two", HeaderInvalid, "two");
    out.edit("size-fraction", "4 3 2", "4 3.5 2", HeaderInvalid, "3.5");
    out.edit("size-overflow", "4 3 2", "4 3 18446744073709551617", HeaderInvalid, "whole number");
    out.edit("size-zero", "4 3 2", "0 3 2", HeaderInvalid, "0 voxels");
    out.edit("size-negative", "4 3 2", "-4 -3 2", HeaderInvalid, "-4 voxels");
    out.edit("sizes-few", "4 3 2", "4 3", HeaderInvalid, "2 numbers");
    out.edit("sizes-many", "4 3 2", "4 3 2 1", HeaderInvalid, "4 numbers");
    out.edit("dimensions-0", "NDims = 3", "NDims = 0", HeaderInvalid, "0 dimensions");
    out.edit("dimensions-11", "NDims = 3", "NDims = 11", HeaderInvalid, "11 dimensions");
    out.edit("dimensions-text", "NDims = 3", "NDims = many", HeaderInvalid, "many");
    out.file("two-dimensions",
             "NDims = 2\nDimSize = 4 3\nElementSpacing = 1 1\nElementType = MET_UCHAR\nElementDataFile = LOCAL\n" +
                 kVoxels,
             NotThreeDimensional, "4 x 3");
    out.edit("one-slice", "4 3 2", "4 6 1", NotThreeDimensional);
    out.file("frames",
             "NDims = 4\nDimSize = 2 3 2 2\nElementSpacing = 1 1 1 1\nElementType = MET_UCHAR\n"
             "ElementDataFile = LOCAL\n" +
                 kVoxels,
             SeveralFrames, "2 frames");
    out.edit("channels", "CompressedData = False", "ElementNumberOfChannels = 3", SeveralFrames, "3 frames");
    out.edit("no-channels", "CompressedData = False", "ElementNumberOfChannels = 0", SeveralFrames);
    out.edit("product-overflow", "4 3 2", "3037000500 3037000500 3037000500", ImageTooLarge);
    out.edit("too-large", "4 3 2", "1000 1000 1000", ImageTooLarge);
    out.edit("lying-size", "4 3 2", "400 400 400", HeaderExceedsFile, "128000000");
    out.edit("type-text", "MET_SHORT", "MET_ASCII_CHAR", VoxelTypeNotSupported, "met_ascii_char");
    out.edit("type-array", "MET_SHORT", "MET_FLOAT_MATRIX", VoxelTypeNotSupported);
    out.edit("type-other", "MET_SHORT", "MET_OTHER", VoxelTypeNotSupported);
    out.edit("type-nothing", "MET_SHORT", "", VoxelTypeNotSupported);
}

void addWorld(Cases& out) {
    using enum ErrorCode;
    const std::string_view matrix = "1 0 0 0 1 0 0 0 1";
    out.edit("matrix-few", matrix, "1 0 0 0 1 0 0 0", HeaderInvalid, "8 numbers");
    out.edit("matrix-text", matrix, "1 0 0 0 one 0 0 0 1", HeaderInvalid, "one");
    out.edit("matrix-nan", matrix, "1 0 0 0 nan 0 0 0 1", MatrixSingular, "not finite");
    out.edit("matrix-zero", matrix, "0 0 0 0 0 0 0 0 0", MatrixSingular);
    out.edit("matrix-singular", matrix, "1 0 0 1 0 0 0 0 1", MatrixSingular);
    out.edit("matrix-huge", matrix, "1e150 0 0 0 1 0 0 0 1", SpacingInvalid);
    out.edit("matrices", "Offset = 0 0 0", "Rotation = 0 1 0 1 0 0 0 0 1", HeaderInvalid, "contradict");
    out.edit("offset-few", "Offset = 0 0 0", "Offset = 0 0", HeaderInvalid, "2 numbers");
    out.edit("offset-nan", "Offset = 0 0 0", "Offset = 0 0 nan", MatrixSingular, "not finite");
    out.edit("offsets", "Offset = 0 0 0", "Offset = 0 0 0\nOrigin = 1 2 3", HeaderInvalid, "contradict");
    out.edit("spacing-negative", "Spacing = 1 1 1", "Spacing = 1 1 -1", SpacingInvalid);
    out.edit("spacing-nan", "Spacing = 1 1 1", "Spacing = nan 1 1", SpacingInvalid);
    out.edit("spacing-zero", "Spacing = 1 1 1", "Spacing = 1 0 1", SpacingInvalid);
    out.edit("spacing-huge", "Spacing = 1 1 1", "Spacing = 1 1e300 1", SpacingInvalid);
    out.edit("spacing-text", "Spacing = 1 1 1", "Spacing = 1 1 a", HeaderInvalid, "\"a\"");
    out.edit("spacing-few", "Spacing = 1 1 1", "Spacing = 1 1", HeaderInvalid, "2 numbers");
    out.edit("unit", "CompressedData = False", "DistanceUnits = furlong", HeaderInvalid, "furlong");
}

void addVoxels(Cases& out) {
    using enum ErrorCode;
    out.file("no-voxels", kHeader, HeaderExceedsFile, "48 bytes");
    out.file("some-voxels", kHeader + kVoxels.substr(20), HeaderExceedsFile, "48 bytes");
    const std::string zlib = replaced(kHeader, "CompressedData = False", "CompressedData = True");
    const std::string good = packed(kVoxels, true);
    out.file("zlib-cut", zlib + good.substr(0, 6), FileTruncated, "compressed");
    out.file("zlib-without-end", zlib + good.substr(0, good.size() - 2), FileTruncated, "compressed");
    std::string wrong = good;
    wrong.back() = static_cast<char>(wrong.back() ^ 1);
    out.file("zlib-checksum", zlib + wrong, FileTruncated, "damaged");
    out.file("zlib-isnt", zlib + kVoxels, FileTruncated, "damaged");
    out.file("zlib-too-short", zlib + packed("few", true), FileTruncated, "3 of 48");
    out.file("zlib-claims-much", replaced(zlib, "4 3 2", "400 400 400") + good, HeaderExceedsFile, "128000000");
    out.file("zlib-bomb", replaced(zlib, "4 3 2", "100 100 100") + packed(std::string(1999000, '\0'), true),
             FileTruncated, "1999000 of 2000000");
    out.edit("compressed-perhaps", "CompressedData = False", "CompressedData = Maybe", HeaderInvalid, "compresseddata");
    out.edit("header-size-negative", "CompressedData = False", "HeaderSize = -2", HeaderInvalid, "HeaderSize -2");
    out.edit("header-size-local", "CompressedData = False", "HeaderSize = 10", HeaderInvalid, "HeaderSize 10");
    out.edit("header-size-text", "CompressedData = False", "HeaderSize = long", HeaderInvalid, "long");
    out.file("header-size-of-compressed", "HeaderSize = -1\n" + zlib + good, HeaderInvalid, "HeaderSize -1");
    const auto detached = [](const std::string& dataFile) { return replaced(kHeader, "LOCAL", dataFile); };
    addDataFileCases(out.cases, "metaimage-", "broken.mhd", detached);
    out.cases.push_back(malformedFile("metaimage-header-size-beyond", "broken.mhd",
                                      "HeaderSize = 9000000000000000000\n" + detached("broken.mhd"), FileTruncated,
                                      "before the first voxel"));
}

} // namespace

std::vector<MalformedCase> malformedMetaImage() {
    Cases out;
    addText(out);
    addSizes(out);
    addWorld(out);
    addVoxels(out);
    return out.cases;
}

} // namespace tessera::test
