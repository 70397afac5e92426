#include "tests/support/malformed_images.h"

namespace tessera::test {
namespace {

const std::string kHeader = "NRRD0004\ntype: short\ndimension: 3\nspace: left-posterior-superior\nsizes: 4 3 2\n"
                            "space directions: (1,0,0) (0,1,0) (0,0,1)\nkinds: domain domain domain\n"
                            "endian: little\nencoding: raw\nspace origin: (0,0,0)\n";
const std::string kPlain = "NRRD0001\ntype: uchar\ndimension: 3\nsizes: 4 3 2\nspacings: 1 1 1\nencoding: raw\n";
const std::string kVoxels(48, 'v');

class Cases {
  public:
    /// A whole attached file.
    void file(const std::string& name, const std::string& bytes, ErrorCode code, const std::string& text = {}) {
        cases.push_back(malformedFile("nrrd-" + name, "broken.nrrd", bytes, code, text));
    }
    /// An oriented header with one part replaced.
    void edit(const std::string& name, std::string_view part, std::string_view by, ErrorCode code,
              const std::string& text = {}) {
        file(name, replaced(kHeader, part, by) + "\n" + kVoxels, code, text);
    }
    /// A header with spacings with one part replaced.
    void plain(const std::string& name, std::string_view part, std::string_view by, ErrorCode code,
               const std::string& text = {}) {
        file(name, replaced(kPlain, part, by) + "\n" + kVoxels, code, text);
    }
    std::vector<MalformedCase> cases;
};

void addText(Cases& out) {
    using enum ErrorCode;
    out.file("empty", "", FileEmpty);
    out.file("text", "hello\n", NotAnImage, "NRRD");
    out.file("zeros", std::string(1000, '\0'), NotAnImage);
    out.file("binary", std::string("\x1f\x8b\x08\x00\xff\xfe", 6), NotAnImage);
    out.file("three-bytes", "NRR", NotAnImage);
    out.file("magic-only", "NRRD0004", HeaderInvalid, "no empty line");
    out.file("no-end", kHeader, HeaderInvalid, "no empty line");
    out.file("half-a-header", kHeader.substr(0, 70), HeaderInvalid);
    out.file("endless-line", "NRRD0004\n# " + std::string(2U << 20, 'x'), HeaderInvalid, "doesn't end");
    std::string lines = "NRRD0004\n";
    while (lines.size() < (2U << 20)) {
        lines += "# once more\n";
    }
    out.file("endless-lines", lines, HeaderInvalid, "doesn't end");
    out.edit("version-9", "NRRD0004", "NRRD0009", FormatNotSupported, "version");
    out.edit("version-0", "NRRD0004", "NRRD0000", FormatNotSupported, "version");
    out.edit("version-text", "NRRD0004", "NRRDabcd", FormatNotSupported, "version");
    out.edit("no-colon", "kinds:", "kinds", HeaderInvalid, "not a field");
    out.edit("zero-byte", "little", std::string_view("lit\0tle", 7), HeaderInvalid, "zero byte");
    out.edit("twice", "endian: little", "endian: little\nendian: big", HeaderInvalid, "twice");
    out.edit("twice-in-two-spellings", "endian: little", "spacedirections: none none none", HeaderInvalid, "twice");
    out.edit("no-type", "type: short\n", "", HeaderInvalid, "type");
    out.edit("no-dimension", "dimension: 3\n", "", HeaderInvalid, "dimension");
    out.edit("no-sizes", "sizes: 4 3 2\n", "", HeaderInvalid, "sizes");
    out.edit("no-encoding", "encoding: raw\n", "", HeaderInvalid, "encoding");
    out.edit("no-endian", "endian: little\n", "", HeaderInvalid, "endian");
    out.edit("odd-endian", "little", "middle", HeaderInvalid, "middle");
}

void addSizes(Cases& out) {
    using enum ErrorCode;
    out.edit("size-text", "4 3 2", "4 3 two", HeaderInvalid, "two");
    out.edit("size-fraction", "4 3 2", "4 3 2.5", HeaderInvalid, "2.5");
    out.edit("size-overflow", "4 3 2", "4 3 99999999999999999999", HeaderInvalid, "whole number");
    out.edit("size-zero", "4 3 2", "4 0 2", HeaderInvalid, "0 voxels");
    out.edit("size-negative", "4 3 2", "4 -3 2", HeaderInvalid, "-3 voxels");
    out.edit("sizes-few", "4 3 2", "4 3", HeaderInvalid, "2 numbers");
    out.edit("sizes-many", "4 3 2", "4 3 2 1", HeaderInvalid, "4 numbers");
    out.edit("dimension-0", "dimension: 3", "dimension: 0", HeaderInvalid, "0 dimensions");
    out.edit("dimension-17", "dimension: 3", "dimension: 17", HeaderInvalid, "17 dimensions");
    out.edit("dimension-negative", "dimension: 3", "dimension: -3", HeaderInvalid, "-3 dimensions");
    out.edit("dimension-text", "dimension: 3", "dimension: three", HeaderInvalid, "three");
    out.edit("dimension-nothing", "dimension: 3", "dimension:", HeaderInvalid, "0 numbers");
    out.plain("two-dimensions", "3\nsizes: 4 3 2\nspacings: 1 1 1", "2\nsizes: 6 4\nspacings: 1 1", NotThreeDimensional,
              "6 x 4");
    out.edit("one-slice", "4 3 2", "4 6 1", NotThreeDimensional, "4 x 6 x 1");
    out.edit("product-overflow", "4 3 2", "4000000000000 4000000000000 4000000000000", ImageTooLarge);
    out.edit("too-large", "4 3 2", "2000 2000 2000", ImageTooLarge, "2000 x 2000 x 2000");
    out.edit("lying-size", "4 3 2", "400 400 400", HeaderExceedsFile, "128000000");
    out.plain("frames", "3\nsizes: 4 3 2\nspacings: 1 1 1", "4\nsizes: 2 3 2 2\nspacings: 1 1 1 nan", SeveralFrames,
              "2 frames");
    out.plain("vectors", "3\nsizes: 4 3 2\nspacings: 1 1 1",
              "4\nsizes: 3 2 2 2\nspacings: nan 1 1 1\nkinds: vector space space space", SeveralFrames, "3 frames");
    out.plain("frames-overflow", "3\nsizes: 4 3 2\nspacings: 1 1 1",
              "6\nsizes: 2 2 2 9000000000000000000 9000000000000000000 9\nspacings: 1 1 1 1 1 1", SeveralFrames,
              "too many");
    out.edit("kinds-few", "domain domain domain", "domain domain", HeaderInvalid, "2 kinds");
    out.edit("block", "type: short", "type: block", VoxelTypeNotSupported, "block");
    out.edit("complex", "type: short", "type: complex float", VoxelTypeNotSupported, "complex");
    out.edit("type-nothing", "type: short", "type:", VoxelTypeNotSupported);
    out.edit("type-comma", "type: short", "type: short,int", VoxelTypeNotSupported);
}

void addWorld(Cases& out) {
    using enum ErrorCode;
    const std::string_view axes = "(1,0,0) (0,1,0) (0,0,1)";
    out.edit("unknown-space", "left-posterior-superior", "upside-down", FormatNotSupported, "upside-down");
    out.edit("space-with-time", "left-posterior-superior", "left-posterior-superior-time", FormatNotSupported, "time");
    out.edit("space-dimension-4", "space: left-posterior-superior", "space dimension: 4", FormatNotSupported, "4");
    out.edit("no-space", "space: left-posterior-superior\n", "", HeaderInvalid, "without a space");
    out.edit("two-directions", axes, "(1,0,0) (0,1,0)", HeaderInvalid, "2 space directions");
    out.edit("short-vector", axes, "(1,0) (0,1,0) (0,0,1)", HeaderInvalid, "three numbers");
    out.edit("long-vector", axes, "(1,0,0,0) (0,1,0) (0,0,1)", HeaderInvalid, "three numbers");
    out.edit("open-vector", axes, "(1,0,0) (0,1,0) (0,0,1", HeaderInvalid, "not a vector");
    out.edit("no-vector", axes, "1 0 0", HeaderInvalid, "not a vector");
    out.edit("direction-text", axes, "(1,0,0) (0,one,0) (0,0,1)", HeaderInvalid, "one");
    out.edit("direction-nan", axes, "(1,0,0) (0,nan,0) (0,0,1)", MatrixSingular, "not finite");
    out.edit("direction-infinite", axes, "(1,0,0) (0,inf,0) (0,0,1)", MatrixSingular, "not finite");
    out.edit("direction-zero", axes, "(1,0,0) (0,0,0) (0,0,1)", MatrixSingular);
    out.edit("directions-in-a-plane", axes, "(1,0,0) (0,1,0) (1,1,0)", MatrixSingular);
    out.edit("direction-missing", axes, "(1,0,0) (0,1,0) none", HeaderInvalid, "2 axes");
    out.edit("direction-huge", axes, "(1,0,0) (0,1e200,0) (0,0,1)", SpacingInvalid);
    out.edit("direction-tiny", axes, "(1,0,0) (0,1e-5,0) (0,0,1)", SpacingInvalid);
    out.edit("spacing-and-direction", "kinds: domain domain domain", "spacings: 1 1 2", HeaderInvalid,
             "a spacing and a space direction");
    out.edit("origin-text", "(0,0,0)", "somewhere", HeaderInvalid, "somewhere");
    out.edit("two-origins", "(0,0,0)", "(0,0,0) (1,1,1)", HeaderInvalid, "origin");
    out.edit("origin-nan", "(0,0,0)", "(0,nan,0)", MatrixSingular, "not finite");
    out.edit("origin-infinite", "(0,0,0)", "(-inf,0,0)", MatrixSingular, "not finite");
    out.edit("unit-of-time", "kinds: domain domain domain", R"(space units: "mm" "s" "mm")", HeaderInvalid,
             "no length");
    out.edit("units-few", "kinds: domain domain domain", R"(space units: "mm" "mm")", HeaderInvalid, "2 units");
    out.plain("no-spacing", "spacings: 1 1 1\n", "", HeaderInvalid, "neither spacings");
    out.plain("spacing-negative", "1 1 1", "1 -1 1", SpacingInvalid);
    out.plain("spacing-nan", "1 1 1", "1 1 nan", SpacingInvalid);
    out.plain("spacing-infinite", "1 1 1", "inf 1 1", SpacingInvalid);
    out.plain("spacing-zero", "1 1 1", "1 1 0", SpacingInvalid);
    out.plain("spacing-huge", "1 1 1", "1 1 5000", SpacingInvalid);
    out.plain("spacing-text", "1 1 1", "1 1mm 1", HeaderInvalid, "1mm");
    out.plain("spacings-few", "1 1 1", "1 1", HeaderInvalid, "2 numbers");
}

void addVoxels(Cases& out) {
    using enum ErrorCode;
    out.edit("ascii", "encoding: raw", "encoding: ascii", FormatNotSupported, "ascii");
    out.edit("hex", "encoding: raw", "encoding: hex", FormatNotSupported, "hex");
    out.edit("bzip2", "encoding: raw", "encoding: bzip2", FormatNotSupported, "bzip2");
    out.edit("unknown-encoding", "encoding: raw", "encoding: magic", FormatNotSupported, "magic");
    out.file("no-voxels", kHeader + "\n", HeaderExceedsFile, "48 bytes");
    out.file("some-voxels", kHeader + "\n" + kVoxels.substr(1), HeaderExceedsFile, "48 bytes");
    const std::string gzip = replaced(kHeader, "raw", "gzip") + "\n", good = packed(kVoxels);
    out.file("gzip-cut", gzip + good.substr(0, 12), FileTruncated, "compressed");
    out.file("gzip-without-end", gzip + good.substr(0, good.size() - 5), FileTruncated, "compressed");
    std::string wrong = good;
    wrong[wrong.size() - 7] = static_cast<char>(wrong[wrong.size() - 7] ^ 0x55);
    out.file("gzip-checksum", gzip + wrong, FileTruncated, "damaged");
    out.file("gzip-isnt", gzip + kVoxels, FileTruncated, "damaged");
    out.file("gzip-too-short", gzip + packed("few"), FileTruncated, "3 of 48 bytes");
    out.file("gzip-claims-much", replaced(gzip, "4 3 2", "400 400 400") + good, HeaderExceedsFile, "128000000");
    out.file("gzip-bomb", replaced(gzip, "4 3 2", "100 100 100") + packed(std::string(1999000, '\0')), FileTruncated,
             "1999000 of 2000000");
    out.edit("skip-beyond", "kinds: domain domain domain", "byte skip: 100", HeaderInvalid, "offset 100");
    out.edit("skip-far-beyond", "kinds: domain domain domain", "byte skip: 9000000000000000000", HeaderInvalid,
             "offset");
    out.edit("skip-negative", "kinds: domain domain domain", "byte skip: -5", HeaderInvalid, "-5 bytes");
    out.edit("skip-some", "kinds: domain domain domain", "byte skip: 1", FileTruncated, "47 of 48");
    out.file("skip-to-end-of-gzip", replaced(gzip, "kinds: domain domain domain", "byte skip: -1") + good,
             HeaderInvalid, "-1 bytes");
    out.edit("lines-beyond", "kinds: domain domain domain", "line skip: 1", FileTruncated, "before the first voxel");
    out.edit("lines-far-beyond", "kinds: domain domain domain", "line skip: 9000000000000000000", FileTruncated);
    out.edit("lines-negative", "kinds: domain domain domain", "line skip: -1", HeaderInvalid, "-1 lines");
    const auto detached = [](const std::string& dataFile) {
        return replaced(kHeader, "space origin: (0,0,0)", "data file: " + dataFile);
    };
    addDataFileCases(out.cases, "nrrd-", "broken.nhdr", detached);
    out.cases.push_back(malformedFile("nrrd-end-of-short-file", "broken.nhdr",
                                      replaced(detached("broken.nhdr"), "4 3 2", "40 30 20") + "byte skip: -1\n",
                                      HeaderExceedsFile, "48000"));
}

} // namespace

std::vector<MalformedCase> malformedNrrd() {
    Cases out;
    addText(out);
    addSizes(out);
    addWorld(out);
    addVoxels(out);
    return out.cases;
}

} // namespace tessera::test
