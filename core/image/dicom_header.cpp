#include "core/image/dicom_header.h"

#include "core/base/error.h"
#include "core/base/sha256.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <random>
#include <utility>

namespace tessera {
namespace {

constexpr std::size_t kLongestDescription = 64; // that of VR LO

std::string upperCase(std::string text) {
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return text;
}

/// A hash with a salt of this process, so that nobody can find the identity by trying names.
std::string patientOf(const DicomDataset& data) {
    static const std::string kSalt = [] {
        std::random_device random;
        return std::to_string(random()) + std::to_string(random()) + std::to_string(random());
    }();
    Sha256 hash;
    hash.update(kSalt);
    for (const std::uint32_t tag : {0x00100020U, 0x00100010U, 0x00100030U}) {
        std::string text = upperCase(data.text(tag));
        text.erase(text.find_last_not_of("^ ") + 1);
        hash.update(text + '\0');
    }
    return hash.finish();
}

/// Letters that aren't ASCII become '?': their upper case depends on an encoding that files state wrongly, too.
std::string plainAscii(std::string text) {
    std::ranges::replace_if(
        text, [](unsigned char c) { return c < 0x20 || c > 0x7E; }, '?');
    return text;
}

bool isWordPart(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '?';
}

/// Parts of the patient's name, ID and birth date that would give them away in a description, in upper case.
std::vector<std::string> identityOf(const DicomDataset& data) {
    std::vector<std::string> out;
    for (const std::uint32_t tag : {0x00100020U, 0x00100010U, 0x00100030U}) {
        std::string part;
        for (const char c : upperCase(plainAscii(data.text(tag))) + " ") {
            if (isWordPart(c)) {
                part += c;
            } else if (!part.empty()) {
                out.push_back(std::exchange(part, {}));
            }
        }
    }
    return out;
}

/// Parts of one or two letters are masked only as words of their own: an initial stands in every description.
std::string forPeople(std::string text, const std::vector<std::string>& identity) {
    text = plainAscii(std::move(text));
    for (const std::string& part : identity) {
        for (std::size_t at = 0; (at = upperCase(text).find(part, at)) != std::string::npos;) {
            const std::size_t end = at + part.size();
            const bool isWord =
                (at == 0 || !isWordPart(text[at - 1])) && (end == text.size() || !isWordPart(text[end]));
            if (part.size() >= 3 || isWord) {
                text.replace(at, part.size(), "***");
                at += 3;
            } else {
                ++at;
            }
        }
    }
    text.resize(std::min(text.size(), kLongestDescription));
    return text;
}

/// Words for objects that aren't images, by the part of the SOP class UID behind 1.2.840.10008.
std::string objectName(const std::string& sopClass) {
    static const std::vector<std::pair<std::string, std::string>> kNames{
        {"1.3.10", "a DICOMDIR"},
        {"5.1.4.1.1.11.", "a presentation state"},
        {"5.1.4.1.1.88.59", "a key object selection"},
        {"5.1.4.1.1.88.", "a structured report"},
        {"5.1.4.1.1.104.", "an encapsulated document"},
        {"5.1.4.1.1.66.4", "a segmentation"},
        {"5.1.4.1.1.66.5", "a segmentation"},
        {"5.1.4.1.1.66.1", "a registration"},
        {"5.1.4.1.1.66.2", "a list of fiducials"},
        {"5.1.4.1.1.66.6", "tractography"},
        {"5.1.4.1.1.66", "raw data"},
        {"5.1.4.1.1.67", "a real-world value mapping"},
        {"5.1.4.1.1.30", "a parametric map"},
        {"5.1.4.1.1.4.2", "spectroscopy"},
        {"5.1.4.1.1.9.", "a waveform"},
        {"5.1.4.1.1.481.", "a radiotherapy object"},
    };
    constexpr const char* kRoot = "1.2.840.10008.";
    for (const auto& [part, name] : kNames) {
        const std::string uid = kRoot + part;
        const bool isRange = part.back() == '.';
        if ((isRange && sopClass.starts_with(uid)) || sopClass == uid) {
            return name;
        }
    }
    return {};
}

class HeaderReader {
  public:
    HeaderReader(const DicomFile& file, const std::filesystem::path& path) : m_file(file), m_data(file.data) {
        m_out.file = path;
    }
    DicomHeader read();

  private:
    [[noreturn]] void invalid(const std::string& what) const {
        throw Error(ErrorCode::HeaderInvalid, {m_out.file.string(), what});
    }
    std::int64_t whole(std::uint32_t tag, std::int64_t fallback, std::int64_t least, std::int64_t most) const;
    template <std::size_t N>
    std::optional<std::array<double, N>> vector(const DicomDataset& in, std::uint32_t tag) const;
    void readPixels();
    void readSequence();
    void readEnhancedSequence(const DicomDataset& shared, const DicomDataset& first);
    void readFrames();
    DicomFrame classicFrame() const;
    DicomFrame enhancedFrame(const DicomDataset& shared, const DicomDataset& own) const;
    void readScaling(const DicomDataset& in, DicomFrame& out) const;

    const DicomFile& m_file;
    const DicomDataset& m_data;
    DicomHeader m_out;
};

std::int64_t HeaderReader::whole(std::uint32_t tag, std::int64_t fallback, std::int64_t least,
                                 std::int64_t most) const {
    if (m_data.text(tag).empty() && m_data.numbers(tag).empty()) {
        return fallback;
    }
    const std::optional<double> value = m_data.number(tag);
    if (!value || *value < static_cast<double>(least) || *value > static_cast<double>(most) ||
        *value != std::floor(*value)) {
        invalid(tagText(tag) + " is " + (value ? std::to_string(*value) : "no number"));
    }
    return static_cast<std::int64_t>(*value);
}

template <std::size_t N>
std::optional<std::array<double, N>> HeaderReader::vector(const DicomDataset& in, std::uint32_t tag) const {
    if (in.text(tag).empty()) {
        return std::nullopt;
    }
    const std::vector<double> values = in.numbers(tag);
    if (values.size() != N || !std::ranges::all_of(values, [](double v) { return std::abs(v) < 1e6; })) {
        invalid(tagText(tag) + " isn't " + std::to_string(N) + " plausible numbers");
    }
    std::array<double, N> out{};
    std::ranges::copy(values, out.begin());
    return out;
}

void HeaderReader::readPixels() {
    DicomPixels& out = m_out.pixels;
    out.rows = whole(0x00280010, 0, 1, 65535);
    out.columns = whole(0x00280011, 0, 1, 65535);
    if (out.rows == 0 || out.columns == 0) {
        invalid("no number of rows or of columns");
    }
    out.samples = static_cast<int>(whole(0x00280002, 1, 1, 4));
    out.bitsAllocated = static_cast<int>(whole(0x00280100, 16, 1, 64));
    out.bitsStored = static_cast<int>(whole(0x00280101, out.bitsAllocated, 1, out.bitsAllocated));
    out.highBit = static_cast<int>(whole(0x00280102, out.bitsStored - 1, out.bitsStored - 1, out.bitsAllocated - 1));
    out.isSigned = whole(0x00280103, 0, 0, 1) == 1;
    out.photometric = m_data.text(0x00280004);
    const auto stored = [&](std::uint32_t tag) -> std::optional<std::uint16_t> {
        const std::optional<double> value = m_data.number(tag);
        return value ? std::optional(static_cast<std::uint16_t>(static_cast<std::int32_t>(*value))) : std::nullopt;
    };
    out.padding = stored(0x00280120);
    out.paddingLimit = stored(0x00280121);
    m_out.hasPixels = m_file.hasPixels;
    m_out.hasLookupTable = m_data.has(0x00283000);
    m_out.frameCount = whole(0x00280008, 1, 1, 1'000'000'000);
}

void HeaderReader::readSequence() {
    DicomSequence& out = m_out.sequence;
    out.modality = m_data.text(0x00080060);
    out.sopClass = m_data.text(0x00080016);
    out.imageType = m_data.texts(0x00080008);
    out.description = m_data.text(0x0008103E);
    out.protocol = m_data.text(0x00181030);
    out.sequenceName = m_data.text(0x00180024) + m_data.text(0x00189005);
    out.scanning = m_data.texts(0x00180020);
    out.variant = m_data.texts(0x00180021);
    out.acquisitionType = m_data.text(0x00180023);
    out.angio = m_data.text(0x00180025);
    out.contrastAgent = m_data.text(0x00180010);
    out.contrast = m_data.text(0x00089209);
    out.repetitionTime = m_data.number(0x00180080);
    out.echoTime = m_data.number(0x00180081);
    out.inversionTime = m_data.number(0x00180082);
    out.diffusion = m_data.number(0x00189087);
    if (const std::string said = upperCase(out.contrastAgent); said == "NO" || said == "NONE" || said == "N") {
        out.contrastAgent.clear();
    }
    if (out.contrastAgent.empty() && !m_data.items(0x00180012).empty()) {
        out.contrastAgent = "stated";
    }
    if (m_data.text(0x00189008) == "GRADIENT") {
        out.scanning.emplace_back("GR");
    } else if (m_data.text(0x00189008) == "SPIN") {
        out.scanning.emplace_back("SE");
    }
}

void HeaderReader::readEnhancedSequence(const DicomDataset& shared, const DicomDataset& first) {
    DicomSequence& out = m_out.sequence;
    for (const DicomDataset* group : {&shared, &first}) {
        if (const DicomDataset* timing = group->item(0x00189112)) {
            out.repetitionTime = timing->number(0x00180080);
        }
        if (const DicomDataset* echo = group->item(0x00189114)) {
            out.echoTime = echo->number(0x00189082);
        }
        if (const DicomDataset* modifier = group->item(0x00189115)) {
            out.inversionRecovery = modifier->text(0x00189009) == "YES";
            out.inversionTime = modifier->number(0x00189079);
        }
        if (const DicomDataset* diffusion = group->item(0x00189117)) {
            out.diffusion = diffusion->number(0x00189087);
        }
        if (const DicomDataset* type = group->item(0x00189226); type != nullptr && out.contrast.empty()) {
            out.contrast = type->text(0x00089209);
        }
    }
}

void HeaderReader::readScaling(const DicomDataset& in, DicomFrame& out) const {
    out.slope = in.number(0x00281053).value_or(1);
    out.intercept = in.number(0x00281052).value_or(0);
    if (out.slope == 0 || !std::isfinite(out.slope) || !std::isfinite(out.intercept)) {
        invalid("the rescale slope is " + std::to_string(out.slope));
    }
}

DicomFrame HeaderReader::classicFrame() const {
    DicomFrame out;
    out.position = vector<3>(m_data, 0x00200032);
    out.orientation = vector<6>(m_data, 0x00200037);
    out.spacing = vector<2>(m_data, 0x00280030);
    readScaling(m_data, out);
    for (const std::uint32_t
             tag : // echo number, echo, inversion and trigger time, temporal position, acquisition, type
         {0x00180086U, 0x00180081U, 0x00180082U, 0x00181060U, 0x00200100U, 0x00200012U, 0x00080008U}) {
        out.volume += m_data.text(tag) + ';';
    }
    out.volume += std::to_string(m_data.number(0x00189087).value_or(-1));
    return out;
}

/// A frame's own functional group counts before the shared one.
DicomFrame HeaderReader::enhancedFrame(const DicomDataset& shared, const DicomDataset& own) const {
    const auto group = [&](std::uint32_t tag) {
        const DicomDataset* const item = own.item(tag);
        return item != nullptr ? item : shared.item(tag);
    };
    DicomFrame out;
    if (const DicomDataset* plane = group(0x00209113)) {
        out.position = vector<3>(*plane, 0x00200032);
    }
    if (const DicomDataset* plane = group(0x00209116)) {
        out.orientation = vector<6>(*plane, 0x00200037);
    }
    if (const DicomDataset* measures = group(0x00289110)) {
        out.spacing = vector<2>(*measures, 0x00280030);
    }
    if (const DicomDataset* scaling = group(0x00289145)) {
        readScaling(*scaling, out);
    }
    const auto note = [&](std::uint32_t sequence, std::uint32_t tag) {
        const DicomDataset* const item = group(sequence);
        out.volume += item != nullptr ? std::to_string(item->number(tag).value_or(-1)) + ";" : ";";
    };
    note(0x00189114, 0x00189082); // echo time
    note(0x00189115, 0x00189079); // inversion time
    note(0x00189117, 0x00189087); // b-value
    note(0x00209111, 0x00209128); // temporal position
    note(0x00209111, 0x00209156); // acquisition
    if (const DicomDataset* type = group(0x00189226)) {
        out.volume += type->text(0x00089007);
    }
    if (const DicomDataset* content = own.item(0x00209111)) {
        out.stack = content->text(0x00209056);
        for (const double index : content->numbers(0x00209157)) {
            out.volume += ";" + std::to_string(index);
        }
    }
    return out;
}

void HeaderReader::readFrames() {
    const std::vector<DicomDataset>& own = m_data.items(0x52009230);
    if (own.empty()) {
        m_out.frames.push_back(classicFrame());
        return;
    }
    if (static_cast<std::int64_t>(own.size()) != m_out.frameCount) {
        invalid(std::to_string(m_out.frameCount) + " frames, but " + std::to_string(own.size()) + " are described");
    }
    static const DicomDataset kNone;
    const DicomDataset* const item = m_data.item(0x52009229);
    const DicomDataset& shared = item != nullptr ? *item : kNone;
    readEnhancedSequence(shared, own.front());
    m_out.frames.reserve(own.size());
    for (const DicomDataset& frame : own) {
        m_out.frames.push_back(enhancedFrame(shared, frame));
    }
}

DicomHeader HeaderReader::read() {
    const std::string sopClass =
        m_data.text(0x00080016).empty() ? m_file.meta.text(0x00020002) : m_data.text(0x00080016);
    if (const std::string name = objectName(sopClass); !name.empty()) {
        throw Error(ErrorCode::NotAnImage, {m_out.file.string(), name});
    }
    if (!m_data.has(0x00280010) && !m_data.has(0x00280011)) {
        if (sopClass == "1.2.840.10008.5.1.4.1.1.4" || sopClass.starts_with("1.2.840.10008.5.1.4.1.1.4.")) { // MR
            throw Error(ErrorCode::FileTruncated, {m_out.file.string(), "inside the header"});
        }
        throw Error(ErrorCode::NotAnImage, {m_out.file.string(), "DICOM without pixels"});
    }
    m_out.transferSyntax = forPeople(m_file.transferSyntax, {});
    m_out.patient = patientOf(m_data);
    m_out.studyUid = m_data.text(0x0020000D);
    m_out.seriesUid = m_data.text(0x0020000E);
    if (m_out.seriesUid.empty()) {
        invalid("no Series Instance UID");
    }
    m_out.seriesNumber = static_cast<int>(whole(0x00200011, 0, -2'147'483'647, 2'147'483'647));
    m_out.description =
        forPeople(m_data.text(m_data.text(0x0008103E).empty() ? 0x00181030 : 0x0008103E), identityOf(m_data));
    readPixels();
    readSequence();
    m_out.sequence.sopClass = sopClass;
    readFrames();
    return std::move(m_out);
}

} // namespace

DicomHeader readHeader(const DicomFile& file, const std::filesystem::path& path) {
    return HeaderReader(file, path).read();
}

} // namespace tessera
