#include "tests/support/malformed_dicom.h"

#include "tests/support/dicom_builder.h"
#include "tests/support/shared_data.h"

#include <fstream>
#include <iterator>
#include <tuple>
#include <utility>

namespace tessera::test {
namespace {

namespace fs = std::filesystem;
using Code = ErrorCode;
using Slices = std::vector<DicomSlice>;
using Files = std::vector<std::string>;

constexpr std::size_t kBroken = 13; ///< the slice that is broken where one is

Slices goodSlices() {
    Slices out;
    for (int k = 0; k < 28; ++k) {
        out.emplace_back(k, 3 * k);
    }
    return out;
}

class Cases {
  public:
    std::vector<MalformedCase> take() { return std::move(m_cases); }

    /// A series whose slices are changed before they are written.
    void series(const char* name, Code code, const char* text, const std::function<void(Slices&)>& change) {
        add(name, code, text, [change] {
            Slices slices = goodSlices();
            change(slices);
            Files out;
            for (const DicomSlice& slice : slices) {
                out.push_back(slice.bytes());
            }
            return out;
        });
    }
    /// A series one of whose slices is changed.
    void slice(const char* name, Code code, const char* text, const std::function<void(DicomSlice&)>& change) {
        series(name, code, text, [change](Slices& slices) { change(slices[kBroken]); });
    }
    /// A series all of whose slices are changed in the same way.
    void all(const char* name, Code code, const char* text, const std::function<void(DicomSlice&)>& change) {
        series(name, code, text, [change](Slices& slices) {
            for (DicomSlice& slice : slices) {
                change(slice);
            }
        });
    }
    /// A series in which the bytes of one file are others.
    void file(const char* name, Code code, const char* text, const std::function<std::string()>& make) {
        add(name, code, text, [make] {
            Files out;
            for (const DicomSlice& slice : goodSlices()) {
                out.push_back(slice.bytes());
            }
            out[kBroken] = make();
            return out;
        });
    }
    /// One file.
    void single(const char* name, Code code, const char* text, const std::function<std::string()>& make) {
        add(name, code, text, [make] { return Files{make()}; });
    }

  private:
    void add(const char* name, Code code, const char* text, const std::function<Files()>& make) {
        m_cases.push_back({std::string("dicom_") + name,
                           [make](const fs::path& folder) {
                               const Files files = make();
                               for (std::size_t i = 0; i < files.size(); ++i) {
                                   DicomSlice::writeBytes(folder / ("IM" + std::to_string(100 + i)), files[i]);
                               }
                               return folder;
                           },
                           code, text});
    }

    std::vector<MalformedCase> m_cases;
};

const std::string kExplicit = "1.2.840.10008.1.2.1";

std::string good() {
    return goodSlices()[kBroken].bytes();
}

/// A header that goes on with these elements and has no pixels.
std::string headerWith(const DicomBytes& more) {
    return DicomSlice::meta(kExplicit) + DicomBytes().put(0x00080060, "CS", "MR").bytes() + more.bytes();
}

void addContainers(Cases& cases) {
    cases.file("empty_file", Code::FileEmpty, "IM113", [] { return std::string(); });
    cases.file("short_file", Code::NotAnImage, "IM113", [] { return std::string(131, '\0'); });
    cases.file("text_file", Code::NotAnImage, "mark", [] { return std::string(2000, 'x'); });
    cases.file("no_preamble", Code::NotAnImage, "mark", [] { return good().substr(128); });
    cases.file("mark_alone", Code::HeaderInvalid, "no transfer syntax", [] { return good().substr(0, 132); });
    cases.file("no_transfer_syntax", Code::HeaderInvalid, "no transfer syntax",
               [] { return std::string(128, '\0') + "DICM" + DicomSlice(1).header(); });
    cases.all("private_syntax", Code::TransferSyntaxNotSupported, "1.2.840.113619.5.2",
              [](DicomSlice& s) { s.syntax("1.2.840.113619.5.2"); });
    cases.slice("video_syntax", Code::TransferSyntaxNotSupported, "1.2.840.10008.1.2.4.100",
                [](DicomSlice& s) { s.syntax("1.2.840.10008.1.2.4.100"); });
    cases.slice("unknown_syntax", Code::TransferSyntaxNotSupported, "ban?ana",
                [](DicomSlice& s) { s.syntax("ban\nana"); });
    cases.file("cut_in_meta", Code::FileTruncated, "IM113", [] { return good().substr(0, 135); });
    cases.file("cut_in_element", Code::FileTruncated, "IM113", [] { return good().substr(0, 300); });
    cases.file("cut_before_pixels", Code::FileTruncated, "before the pixels",
               [] { return DicomSlice::meta(kExplicit) + goodSlices()[kBroken].header(); });
    cases.series("truncated_last_file", Code::FileTruncated, "1000 of 1568 bytes of pixels", [](Slices& slices) {
        slices.back().end(DicomBytes().head(0x7FE00010, "OW", 1568).raw(std::string(1000, '\1')).bytes());
    });
    cases.file("element_beyond_file", Code::FileTruncated, "4294967294 bytes",
               [] { return headerWith(DicomBytes().head(0x00091001, "OB", 0xFFFFFFFE).raw("abc")); });
    cases.file("no_vr", Code::HeaderInvalid, "no value representation",
               [] { return headerWith(DicomBytes().raw(std::string("\x18\0\x10\0lo\4\0abcd", 12))); });
    cases.file("value_without_length", Code::HeaderInvalid, "without a length",
               [] { return headerWith(DicomBytes().head(0x0008103E, "UN", 0xFFFFFFFF)); });
    cases.file("huge_value", Code::HeaderInvalid, "of 70000 bytes",
               [] { return headerWith(DicomBytes().head(0x0008103E, "UT", 70000).raw(std::string(70000, 'T'))); });
    cases.file("odd_number", Code::HeaderInvalid, "(0028,0010) of 3 bytes",
               [] { return headerWith(DicomBytes().head(0x00280010, "US", 3).raw("abcd")); });
}

void addSequences(Cases& cases) {
    const auto sequence = [] { return DicomBytes().head(0x00081140, "SQ", 0xFFFFFFFF); };
    cases.file("deep_nesting", Code::HeaderInvalid, "nested more than 32", [] {
        DicomBytes out;
        for (int i = 0; i < 200'000; ++i) { // DCMTK 3.6.7 overflows its stack on this
            out.head(0x00081140, "SQ", 0xFFFFFFFF).head(0xFFFEE000, "", 0xFFFFFFFF);
        }
        return headerWith(out);
    });
    cases.file("no_item", Code::HeaderInvalid, "instead of an item",
               [=] { return headerWith(sequence().put(0x00080060, "CS", "MR")); });
    cases.file("open_sequence", Code::FileTruncated, "inside the sequence", [=] { return headerWith(sequence()); });
    cases.file("open_item", Code::FileTruncated, "inside a sequence",
               [=] { return headerWith(sequence().head(0xFFFEE000, "", 0xFFFFFFFF).put(0x00080060, "CS", "MR")); });
    cases.file("item_beyond_sequence", Code::FileTruncated, "inside the sequence (5200,9229)", [] {
        return headerWith(DicomBytes().head(0x52009229, "SQ", 16).head(0xFFFEE000, "", 9999).raw("12345678"));
    });
    cases.file("item_end_outside", Code::HeaderInvalid, "outside a sequence",
               [] { return headerWith(DicomBytes().head(0xFFFEE00D, "", 0)); });
    cases.file("icon_fragment_without_length", Code::HeaderInvalid, "without a length", [=] {
        return headerWith(
            sequence().head(0xFFFEE000, "", 0xFFFFFFFF).head(0x7FE00010, "OB", 0xFFFFFFFF).head(0xFFFEE000, "", ~0U));
    });
}

void addPixels(Cases& cases) {
    cases.slice("no_rows", Code::HeaderInvalid, "rows", [](DicomSlice& s) { s.remove(0x00280010); });
    cases.slice("no_matrix", Code::FileTruncated, "header",
                [](DicomSlice& s) { s.remove(0x00280010).remove(0x00280011); });
    cases.slice("zero_columns", Code::HeaderInvalid, "(0028,0011) is 0",
                [](DicomSlice& s) { s.setShort(0x00280011, 0); });
    cases.all("twelve_bits_packed", Code::VoxelTypeNotSupported, "12-bit",
              [](DicomSlice& s) { s.setShort(0x00280100, 12).setShort(0x00280101, 12).setShort(0x00280102, 11); });
    cases.all("one_bit", Code::VoxelTypeNotSupported, "1-bit",
              [](DicomSlice& s) { s.setShort(0x00280100, 1).setShort(0x00280101, 1).setShort(0x00280102, 0); });
    cases.slice("bits_beyond_allocated", Code::HeaderInvalid, "(0028,0101) is 17",
                [](DicomSlice& s) { s.setShort(0x00280101, 17); });
    cases.slice("high_bit_beyond", Code::HeaderInvalid, "(0028,0102) is 16",
                [](DicomSlice& s) { s.setShort(0x00280102, 16); });
    cases.slice("high_bit_too_low", Code::HeaderInvalid, "(0028,0102) is 7",
                [](DicomSlice& s) { s.setShort(0x00280102, 7); });
    cases.slice("signedness_two", Code::HeaderInvalid, "(0028,0103) is 2",
                [](DicomSlice& s) { s.setShort(0x00280103, 2); });
    cases.all("rgb", Code::VoxelTypeNotSupported, "RGB",
              [](DicomSlice& s) { s.setShort(0x00280002, 3).set(0x00280004, "CS", "RGB"); });
    cases.all("palette", Code::VoxelTypeNotSupported, "palette",
              [](DicomSlice& s) { s.set(0x00280004, "CS", "PALETTE COLOR"); });
    cases.slice("short_pixels", Code::FileTruncated, "100 of 1568",
                [](DicomSlice& s) { s.pixels(std::string(100, 'x')); });
    cases.slice("long_pixels", Code::HeaderInvalid, "9000 bytes of pixels",
                [](DicomSlice& s) { s.pixels(std::string(9000, 'x')); });
    cases.all("huge_matrix", Code::ImageTooLarge, "65535 x 65535 x 28",
              [](DicomSlice& s) { s.setShort(0x00280010, 65535).setShort(0x00280011, 65535); });
    cases.all("large_matrix_small_file", Code::FileTruncated, "1568 of 18000000",
              [](DicomSlice& s) { s.setShort(0x00280010, 3000).setShort(0x00280011, 3000); });
    cases.all("several_frames_classic", Code::SeveralFrames, "28 frames",
              [](DicomSlice& s) { s.set(0x00280008, "IS", "28"); });
    cases.slice("frames_in_words", Code::HeaderInvalid, "(0028,0008) is no number",
                [](DicomSlice& s) { s.set(0x00280008, "IS", "many"); });
    cases.slice("frames_zero", Code::HeaderInvalid, "(0028,0008) is 0",
                [](DicomSlice& s) { s.set(0x00280008, "IS", "0"); });
    cases.slice("slope_zero", Code::HeaderInvalid, "rescale slope is 0",
                [](DicomSlice& s) { s.set(0x00281053, "DS", "0").set(0x00281052, "DS", "0"); });
    cases.all("lookup_table", Code::FormatNotSupported, "table", [](DicomSlice& s) { s.set(0x00283000, "SQ", ""); });
    cases.all("mosaic", Code::FormatNotSupported, "Siemens mosaic",
              [](DicomSlice& s) { s.set(0x00080008, "CS", "ORIGINAL\\PRIMARY\\M\\ND\\MOSAIC"); });
}

void addPlaces(Cases& cases) {
    cases.slice("no_spacing", Code::SlicesInvalid, "1 of 28 slices", [](DicomSlice& s) { s.remove(0x00280030); });
    cases.all("zero_spacing", Code::SpacingInvalid, "0 x 3", [](DicomSlice& s) { s.set(0x00280030, "DS", "3\\0"); });
    cases.all("negative_spacing", Code::SpacingInvalid, "-3", [](DicomSlice& s) { s.set(0x00280030, "DS", "-3\\3"); });
    cases.all("spacing_of_metres", Code::SpacingInvalid, "3000",
              [](DicomSlice& s) { s.set(0x00280030, "DS", "3000\\3"); });
    cases.slice("spacing_nan", Code::HeaderInvalid, "(0028,0030)",
                [](DicomSlice& s) { s.set(0x00280030, "DS", "nan\\3"); });
    cases.slice("no_position", Code::SlicesInvalid, "1 of 28 slices", [](DicomSlice& s) { s.remove(0x00200032); });
    cases.slice("position_of_two", Code::HeaderInvalid, "3 plausible numbers",
                [](DicomSlice& s) { s.set(0x00200032, "DS", "1\\2"); });
    cases.slice("position_in_words", Code::HeaderInvalid, "(0020,0032)",
                [](DicomSlice& s) { s.set(0x00200032, "DS", "left\\front\\top"); });
    cases.slice("position_infinite", Code::HeaderInvalid, "(0020,0032)",
                [](DicomSlice& s) { s.set(0x00200032, "DS", "inf\\0\\0"); });
    cases.slice("position_far_away", Code::HeaderInvalid, "(0020,0032)",
                [](DicomSlice& s) { s.set(0x00200032, "DS", "1e300\\0\\0"); });
    cases.slice("orientation_of_five", Code::HeaderInvalid, "6 plausible numbers",
                [](DicomSlice& s) { s.set(0x00200037, "DS", "0\\1\\0\\0\\0"); });
    cases.slice("no_orientation", Code::SlicesInvalid, "1 of 28", [](DicomSlice& s) { s.remove(0x00200037); });
    cases.all("orientation_zero", Code::HeaderInvalid, "perpendicular",
              [](DicomSlice& s) { s.set(0x00200037, "DS", "0\\0\\0\\0\\0\\0"); });
    cases.all("orientation_parallel", Code::HeaderInvalid, "perpendicular",
              [](DicomSlice& s) { s.set(0x00200037, "DS", "0\\1\\0\\0\\1\\0"); });
    cases.all("orientation_long", Code::HeaderInvalid, "perpendicular",
              [](DicomSlice& s) { s.set(0x00200037, "DS", "0\\2\\0\\0\\0\\-2"); });
    cases.series("one_slice", Code::NotThreeDimensional, "28 x 28 x 1", [](Slices& s) { s.resize(1, DicomSlice(0)); });
    cases.series("missing_slice", Code::SlicesInvalid, "lie 6 mm instead of 3 mm; 1 slice is missing",
                 [](Slices& s) { s.erase(s.begin() + 20); });
    cases.series("missing_slices", Code::SlicesInvalid, "4 slices are missing", [](Slices& s) {
        s.erase(s.begin() + 20, s.begin() + 23);
        s.erase(s.begin() + 5);
    });
    cases.series("duplicated_file", Code::SlicesInvalid, "IM109 and IM128 at", [](Slices& s) { s.push_back(s[9]); });
    cases.series("all_files_twice", Code::SlicesInvalid, "28 of 28 positions", [](Slices& s) {
        const Slices again = s;
        s.insert(s.end(), again.begin(), again.end());
    });
    cases.series("two_echoes", Code::SeveralFrames, "2 frames", [](Slices& s) {
        Slices second = s;
        for (DicomSlice& slice : second) {
            s.push_back(slice.set(0x00180081, "DS", "5.6"));
        }
    });
    cases.series("uneven_gap", Code::SlicesInvalid, "lie 3.5 mm instead of 3 mm",
                 [](Slices& s) { s[27].set(0x00200032, "DS", "81.5\\-100\\100"); });
    cases.series("gantry_tilt", Code::SlicesInvalid, "gantry tilt of 18.43 degrees", [](Slices& s) {
        for (std::size_t k = 0; k < s.size(); ++k) {
            s[k].set(0x00200032, "DS", std::to_string(3 * k) + "\\" + std::to_string(k) + "\\100");
        }
    });
    cases.slice("slice_aside", Code::SlicesInvalid, "lies 5 mm beside",
                [](DicomSlice& s) { s.set(0x00200032, "DS", "39\\-95\\100"); });
}

void addMixtures(Cases& cases) {
    cases.slice("mixed_orientation", Code::SlicesInvalid, "2 different directions",
                [](DicomSlice& s) { s.set(0x00200037, "DS", "1\\0\\0\\0\\1\\0"); });
    cases.slice("mixed_spacing", Code::SlicesInvalid, "3 mm large",
                [](DicomSlice& s) { s.set(0x00280030, "DS", "3\\2.5"); });
    cases.slice("mixed_matrix", Code::SlicesInvalid, "14 x 28", [](DicomSlice& s) { s.setShort(0x00280011, 14); });
    cases.slice("mixed_bits", Code::SlicesInvalid, "12 of 16 bits",
                [](DicomSlice& s) { s.setShort(0x00280101, 12).setShort(0x00280102, 11); });
    cases.slice("mixed_signs", Code::SlicesInvalid, "signed", [](DicomSlice& s) { s.setShort(0x00280103, 1); });
    cases.slice("mixed_photometric", Code::SlicesInvalid, "MONOCHROME1",
                [](DicomSlice& s) { s.set(0x00280004, "CS", "MONOCHROME1"); });
    cases.slice("mixed_series", Code::SlicesInvalid, "2 series", [](DicomSlice& s) { s.set(0x0020000E, "UI", "1.9"); });
    cases.slice("two_patients", Code::PatientsMixed, "2 patients",
                [](DicomSlice& s) { s.set(0x00100010, "PN", "Roe^Jo"); });
    cases.slice("no_series_uid", Code::HeaderInvalid, "Series Instance UID",
                [](DicomSlice& s) { s.remove(0x0020000E); });
    cases.slice("series_number_text", Code::HeaderInvalid, "(0020,0011)",
                [](DicomSlice& s) { s.set(0x00200011, "IS", "three"); });
    for (const auto& [name, sopClass, words] :
         {std::tuple("report", "88.11", "a structured report"), std::tuple("dicomdir", "", "a DICOMDIR"),
          std::tuple("segmentation", "66.4", "a segmentation"),
          std::tuple("presentation", "11.1", "a presentation state"),
          std::tuple("document", "104.1", "an encapsulated document")}) {
        const std::string uid =
            *sopClass != 0 ? std::string("1.2.840.10008.5.1.4.1.1.") + sopClass : "1.2.840.10008.1.3.10";
        cases.slice(name, Code::NotAnImage, words, [uid](DicomSlice& s) { s.set(0x00080016, "UI", uid); });
    }
}

/// 28 frames with functional groups; `change` gets the items of the frames.
std::string enhanced(const std::function<void(std::vector<DicomBytes>&)>& change, int stated = 28) {
    std::vector<DicomBytes> frames;
    for (int k = 0; k < 28; ++k) {
        frames.emplace_back().sequence(0x00209113,
                                       {DicomBytes().put(0x00200032, "DS", std::to_string(3 * k) + "\\-100\\100")});
    }
    change(frames);
    DicomSlice out(0);
    out.set(0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.4.1").set(0x00280008, "IS", std::to_string(stated));
    DicomBytes shared;
    shared.sequence(0x00209116, {DicomBytes().put(0x00200037, "DS", "0\\1\\0\\0\\0\\-1")});
    shared.sequence(0x00289110, {DicomBytes().put(0x00280030, "DS", "3\\3")});
    DicomBytes groups;
    groups.sequence(0x52009229, {shared}).sequence(0x52009230, frames);
    return out.end(groups.bytes() + DicomBytes().put(0x7FE00010, "OW", std::string(28 * 1568, '\2')).bytes()).bytes();
}

void addEnhanced(Cases& cases) {
    cases.single("enhanced_too_few_described", Code::HeaderInvalid, "28 frames, but 27 are described",
                 [] { return enhanced([](auto& frames) { frames.pop_back(); }); });
    cases.single("enhanced_too_many_described", Code::HeaderInvalid, "2 frames, but 28 are described",
                 [] { return enhanced([](auto&) {}, 2); });
    cases.single("enhanced_without_position", Code::SlicesInvalid, "1 of 28 slices",
                 [] { return enhanced([](auto& frames) { frames[5] = DicomBytes(); }); });
    cases.single("enhanced_two_stacks", Code::SlicesInvalid, "2 stacks", [] {
        return enhanced([](auto& frames) {
            for (std::size_t k = 0; k < frames.size(); ++k) {
                frames[k].sequence(0x00209111, {DicomBytes().put(0x00209056, "SH", k < 14 ? "1" : "2")});
            }
        });
    });
    cases.single("enhanced_volumes", Code::SeveralFrames, "2 frames", [] {
        return enhanced([](auto& frames) {
            for (std::size_t k = 0; k < frames.size(); ++k) {
                frames[k] = DicomBytes().sequence(
                    0x00209113, {DicomBytes().put(0x00200032, "DS", std::to_string(3 * (k % 14)) + "\\-100\\100")});
                frames[k].sequence(
                    0x00209111, {DicomBytes().put(0x00209128, "UL", DicomBytes().number(std::uint32_t(1 + k / 14)))});
            }
        });
    });
    cases.single("enhanced_frame_twice", Code::SlicesInvalid, "frames 5 and 6",
                 [] { return enhanced([](auto& frames) { frames[5] = frames[4]; }); });
    cases.single("enhanced_cut_in_groups", Code::FileTruncated, "(5200,9230)", [] {
        const std::string whole = enhanced([](auto&) {});
        return whole.substr(0, whole.size() - 28 * 1568 - 400);
    });
    cases.single("enhanced_cut_in_pixels", Code::FileTruncated, "of 43904 bytes of pixels",
                 [] { return enhanced([](auto&) {}).substr(0, 20000); });
}

/// The compressed stream of the first slice of a fixture of 16 x 12 or 36 x 33 pixels.
std::string streamOf(const std::string& fixture) {
    const fs::path file = sourcePath("tests/fixtures/dicom/" + fixture + "/I000.dcm");
    std::ifstream in(file, std::ios::binary);
    const std::string all{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    const std::string item("\xFE\xFF\x00\xE0", 4), end("\xFE\xFF\xDD\xE0", 4);
    const std::size_t table = all.find(item, all.find(std::string("\xE0\x7F\x10\x00", 4)));
    const std::size_t first = all.find(item, table + 8);
    return all.substr(first + 8, all.rfind(end) - first - 8);
}

struct Fixture {
    const char* name;
    std::uint16_t columns, rows, bits;
    const char* syntax;
};
constexpr Fixture kJpeg{"jpeg_70", 16, 12, 16, "1.2.840.10008.1.2.4.70"},
    kRle{"rle", 16, 12, 16, "1.2.840.10008.1.2.5"}, kJpegLs{"jpegls_80", 16, 12, 16, "1.2.840.10008.1.2.4.80"},
    kWavelet{"j2k_90", 36, 33, 16, "1.2.840.10008.1.2.4.90"}, kByte{"jpeg_50", 16, 12, 8, "1.2.840.10008.1.2.4.50"};

/// Changes of a slice whose sound stream is given.
auto replaced(const std::string& bytes) {
    return [bytes](DicomSlice& s, const std::string&) { s.fragments({bytes}); };
}
void cut(DicomSlice& s, const std::string& sound) {
    s.fragments({sound.substr(0, sound.size() / 2)});
}
void resized(DicomSlice& s, const std::string& /*sound*/) {
    s.fragments({streamOf("jpeg_70")});
}

void addCompressed(Cases& cases) {
    // every slice is sound but one, whose stream is changed
    const auto stream = [&](const char* name, Code code, const char* text, const Fixture& fixture,
                            const std::function<void(DicomSlice&, std::string)>& change) {
        cases.series(name, code, text, [fixture, change](Slices& slices) {
            const std::string sound = streamOf(fixture.name);
            for (DicomSlice& slice : slices) {
                slice.setShort(0x00280010, fixture.rows).setShort(0x00280011, fixture.columns);
                slice.setShort(0x00280100, fixture.bits).setShort(0x00280101, fixture.bits);
                slice.setShort(0x00280102, fixture.bits - 1).syntax(fixture.syntax).fragments({sound});
            }
            change(slices[kBroken], sound);
        });
    };
    stream("jpeg_not_in_fragments", Code::HeaderInvalid, "aren't in fragments", kJpeg,
           [](DicomSlice& s, const std::string& sound) { s.end(DicomBytes().put(0x7FE00010, "OB", sound).bytes()); });
    cases.slice("uncompressed_in_fragments", Code::HeaderInvalid, "uncompressed",
                [](DicomSlice& s) { s.fragments({std::string(1568, 'x')}); });
    stream("fragment_beyond_file", Code::FileTruncated, "4294967280 bytes", kJpeg,
           [](DicomSlice& s, const std::string&) {
               s.end(DicomBytes()
                         .head(0x7FE00010, "OB", 0xFFFFFFFF)
                         .head(0xFFFEE000, "", 0)
                         .head(0xFFFEE000, "", 0xFFFFFFF0)
                         .raw("abcd")
                         .bytes());
           });
    stream("fragments_without_end", Code::FileTruncated, "IM113", kJpeg, [](DicomSlice& s, const std::string& sound) {
        DicomBytes out;
        out.head(0x7FE00010, "OB", 0xFFFFFFFF).head(0xFFFEE000, "", 0);
        s.end(out.head(0xFFFEE000, "", static_cast<std::uint32_t>(sound.size())).raw(sound).bytes());
    });
    stream("fragments_of_something", Code::HeaderInvalid, "something else", kJpeg,
           [](DicomSlice& s, const std::string&) {
               s.end(DicomBytes().head(0x7FE00010, "OB", 0xFFFFFFFF).raw("this isn't an item").bytes());
           });
    stream("no_fragments", Code::HeaderInvalid, "0 fragments of pixels for 1 frames", kJpeg,
           [](DicomSlice& s, const std::string&) { s.fragments({}); });
    stream("jpeg_garbage", Code::HeaderInvalid, "no JPEG stream", kJpeg, replaced(std::string(300, 'x')));
    stream("jpeg_without_frame", Code::HeaderInvalid, "no frame header", kJpeg,
           replaced(std::string("\xFF\xD8\xFF\xFE\x00\x04hi\xFF\xD9", 10)));
    stream("jpeg_cut", Code::HeaderInvalid, "compressed pixels", kJpeg, cut);
    stream("jpeg_baseline_cut", Code::HeaderInvalid, "compressed pixels", kByte, cut);
    stream("jpeg_other_size", Code::HeaderInvalid, "16 x 99 pixels", kJpeg, [](DicomSlice& s, std::string sound) {
        const std::size_t frame = sound.find("\xFF\xC3");
        sound[frame + 6] = 99;
        s.fragments({sound});
    });
    stream("jpeg_colours", Code::HeaderInvalid, "3 colours", kJpeg, [](DicomSlice& s, std::string sound) {
        sound[sound.find("\xFF\xC3") + 9] = 3;
        s.fragments({sound});
    });
    stream("jpeg_more_bits", Code::HeaderInvalid, "12 bits", kByte, [](DicomSlice& s, std::string sound) {
        sound[sound.find("\xFF\xC0") + 4] = 12;
        s.fragments({sound});
    });
    stream("jpegls_cut", Code::HeaderInvalid, "compressed pixels", kJpegLs, cut);
    stream("jpegls_of_jpeg", Code::HeaderInvalid, "compressed pixels", kJpegLs, resized);
    stream("j2k_garbage", Code::HeaderInvalid, "no JPEG 2000", kWavelet, replaced(std::string(300, 'x')));
    stream("j2k_cut", Code::HeaderInvalid, "compressed pixels", kWavelet, cut);
    stream("j2k_other_size", Code::HeaderInvalid, "32 x 33 pixels, the header says 36 x 33", kWavelet,
           [](DicomSlice& s, std::string sound) {
               sound[11] = 32; // Xsiz
               s.fragments({sound});
           });
    stream("j2k_of_jpeg", Code::HeaderInvalid, "no JPEG 2000", kWavelet, resized);
    stream("rle_garbage", Code::HeaderInvalid, "compressed pixels", kRle, replaced(std::string(300, '\x7F')));
    stream("rle_cut", Code::HeaderInvalid, "compressed pixels", kRle, cut);
    stream("rle_short", Code::HeaderInvalid, "compressed pixels", kRle, replaced("\1\0"));
    cases.all("bomb", Code::HeaderExceedsFile, "bytes of voxels", [](DicomSlice& s) {
        s.setShort(0x00280010, 3000)
            .setShort(0x00280011, 3000)
            .syntax("1.2.840.10008.1.2.4.90")
            .fragments({"\xFF\x4F"});
    });
    cases.file("deflated_garbage", Code::FileTruncated, "deflated",
               [] { return DicomSlice::meta("1.2.840.10008.1.2.1.99") + std::string(500, '\xFF'); });
}

} // namespace

std::vector<MalformedCase> malformedDicom() {
    Cases cases;
    addContainers(cases);
    addSequences(cases);
    addPixels(cases);
    addPlaces(cases);
    addMixtures(cases);
    addEnhanced(cases);
    addCompressed(cases);
    return cases.take();
}

} // namespace tessera::test
