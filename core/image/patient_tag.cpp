#include "core/image/patient_tag.h"

#include "core/base/utf8.h"
#include "core/image/dicom_codec.h"
#include "core/image/dicom_dataset.h"
#include "core/image/dicom_series.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcspchrs.h>

#include <algorithm>
#include <cctype>

namespace tessera {
namespace {

constexpr std::size_t kMostInflated = 16 << 20;

/// Without control characters, of which a damaged header may have any.
std::string printable(std::string text) {
    std::erase_if(text, [](unsigned char c) { return c < 0x20 || c == 0x7F; });
    return text;
}

/// Texts of other character sets than ASCII and UTF-8 by DCMTK, which knows DICOM's names for them and its escapes;
/// what can't be converted gives question marks. @param delimiters at which an escaped character set ends
std::string decoded(const std::string& text, const std::string& characterSet, const char* delimiters) {
    if (characterSet != "ISO_IR 192" && !characterSet.empty()) {
        silenceDcmtk();
        DcmSpecificCharacterSet converter;
        OFString converted;
        if (converter.selectCharacterSet(characterSet.c_str()).good() &&
            converter.convertString(OFString(text.data(), text.size()), converted, delimiters).good()) {
            return asUtf8(printable(std::string(converted.data(), converted.size())));
        }
    }
    std::string out = printable(text);
    if (characterSet != "ISO_IR 192") {
        std::replace_if(
            out.begin(), out.end(), [](unsigned char c) { return c >= 0x80; }, '?');
    }
    return asUtf8(out);
}

/// The alphabetic form of a person's name, its parts with spaces between.
std::string nameOf(std::string text) {
    text = text.substr(0, text.find('='));
    std::replace(text.begin(), text.end(), '^', ' ');
    std::string out;
    for (const char c : text) {
        if (c != ' ' || (!out.empty() && out.back() != ' ')) {
            out += c;
        }
    }
    out.erase(out.find_last_not_of(' ') + 1);
    return out;
}

std::string dateOf(const std::string& text) {
    const bool isDate =
        text.size() == 8 && std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
    return isDate ? text.substr(0, 4) + "-" + text.substr(4, 2) + "-" + text.substr(6) : std::string();
}

} // namespace

PatientTag readPatientTag(const std::filesystem::path& file) noexcept {
    PatientTag out;
    try {
        if (isDicomFile(file)) {
            DicomSource source(file);
            const DicomDataset data = parseDicom(source, kMostInflated).data;
            const std::string characterSet = data.text(0x00080005);
            out.name = nameOf(decoded(data.text(0x00100010), characterSet, "\\^="));
            out.id = decoded(data.text(0x00100020), characterSet, "\\");
            out.studyDate = dateOf(data.text(0x00080020));
        }
    } catch (...) { // whoever reads the image hears what is wrong
        return {};
    }
    return out;
}

} // namespace tessera
