#include "core/image/patient_tag.h"

#include "core/base/utf8.h"
#include "core/image/dicom_dataset.h"
#include "core/image/dicom_series.h"

#include <algorithm>
#include <cctype>

namespace tessera {
namespace {

constexpr std::size_t kMostInflated = 16 << 20;

std::string decoded(const std::string& text, const std::string& characterSet) {
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7F) {
            continue;
        }
        if (byte < 0x80 || characterSet == "ISO_IR 192") {
            out += c;
        } else if (characterSet == "ISO_IR 100") { // Latin-1: the code points themselves
            out += static_cast<char>(0xC0 | byte >> 6);
            out += static_cast<char>(0x80 | (byte & 0x3F));
        } else {
            out += '?';
        }
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
            out.name = nameOf(decoded(data.text(0x00100010), characterSet));
            out.id = decoded(data.text(0x00100020), characterSet);
            out.studyDate = dateOf(data.text(0x00080020));
        }
    } catch (...) { // whoever reads the image hears what is wrong
        return {};
    }
    return out;
}

} // namespace tessera
