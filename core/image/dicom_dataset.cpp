#include "core/image/dicom_dataset.h"

#include "core/base/error.h"
#include "core/image/dicom_codec.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>
#include <string_view>

namespace tessera {
namespace {

constexpr std::uint32_t kItem = 0xFFFEE000, kItemEnd = 0xFFFEE00D, kSequenceEnd = 0xFFFEE0DD;
constexpr std::uint32_t kPixelData = 0x7FE00010;
constexpr std::uint32_t kUndefined = 0xFFFFFFFF;
constexpr int kDeepest = 32;                     // sequences in sequences; enhanced MR needs 3
constexpr std::size_t kMostElements = 2'000'000; // an enhanced MR image of 5000 frames has 500 000
constexpr std::size_t kLongestValue = 1 << 16;
constexpr std::array<char, 2> kSequence{'S', 'Q'};

struct Known {
    std::uint32_t tag;
    char vr[3];
};

/// What Tessera looks at, in ascending order, with the value representation of PS3.6 for files that don't state it.
constexpr Known kKnown[] = {
    {0x00020002, "UI"}, {0x00020010, "UI"}, {0x00080005, "CS"}, {0x00080008, "CS"}, {0x00080016, "UI"},
    {0x00080018, "UI"}, {0x00080020, "DA"}, {0x00080060, "CS"}, {0x0008103E, "LO"}, {0x00089007, "CS"},
    {0x00089205, "CS"}, {0x00089206, "CS"}, {0x00089209, "CS"}, {0x00100010, "PN"}, {0x00100020, "LO"},
    {0x00100030, "DA"}, {0x00180010, "LO"}, {0x00180012, "SQ"}, {0x00180020, "CS"}, {0x00180021, "CS"},
    {0x00180023, "CS"}, {0x00180024, "SH"}, {0x00180025, "CS"}, {0x00180080, "DS"}, {0x00180081, "DS"},
    {0x00180082, "DS"}, {0x00180086, "IS"}, {0x00181030, "LO"}, {0x00181060, "DS"}, {0x00181314, "DS"},
    {0x00189005, "SH"}, {0x00189008, "CS"}, {0x00189009, "CS"}, {0x00189079, "FD"}, {0x00189082, "FD"},
    {0x00189087, "FD"}, {0x00189112, "SQ"}, {0x00189114, "SQ"}, {0x00189115, "SQ"}, {0x00189117, "SQ"},
    {0x00189226, "SQ"}, {0x0020000D, "UI"}, {0x0020000E, "UI"}, {0x00200011, "IS"}, {0x00200012, "IS"},
    {0x00200032, "DS"}, {0x00200037, "DS"}, {0x00200100, "IS"}, {0x00209056, "SH"}, {0x00209111, "SQ"},
    {0x00209113, "SQ"}, {0x00209116, "SQ"}, {0x00209128, "UL"}, {0x00209156, "US"}, {0x00209157, "UL"},
    {0x00280002, "US"}, {0x00280004, "CS"}, {0x00280008, "IS"}, {0x00280010, "US"}, {0x00280011, "US"},
    {0x00280030, "DS"}, {0x00280100, "US"}, {0x00280101, "US"}, {0x00280102, "US"}, {0x00280103, "US"},
    {0x00280120, "US"}, {0x00280121, "US"}, {0x00281052, "DS"}, {0x00281053, "DS"}, {0x00283000, "SQ"},
    {0x00289110, "SQ"}, {0x00289145, "SQ"}, {0x52009229, "SQ"}, {0x52009230, "SQ"},
};
static_assert(std::ranges::is_sorted(kKnown, {}, &Known::tag));

const Known* known(std::uint32_t tag) {
    const auto* const at = std::ranges::lower_bound(kKnown, tag, {}, &Known::tag);
    return at != std::end(kKnown) && at->tag == tag ? at : nullptr;
}

/// Bytes of one number in a value representation; 1 for text.
std::size_t unitOf(const std::array<char, 2>& vr) {
    const std::string_view name(vr.data(), 2);
    if (name == "US" || name == "SS") {
        return 2;
    }
    if (name == "UL" || name == "SL" || name == "FL") {
        return 4;
    }
    return name == "FD" ? 8 : 1;
}

bool hasLongLength(const std::array<char, 2>& vr) { // PS3.5 table 7.1-1; newer ones are long
    constexpr std::string_view kShort = "AE AS AT CS DA DS DT FL FD IS LO LT PN SH SL SS ST TM UI UL US ";
    return kShort.find(std::string_view(vr.data(), 2)) == std::string_view::npos;
}

struct Coding {
    bool implicitVr = false;
    bool bigEndian = false;
};

class Parser {
  public:
    explicit Parser(DicomSource& source) : m_in(source) {}

    DicomFile parse(std::size_t most);

  private:
    struct Head {
        std::uint32_t tag = 0;
        std::array<char, 2> vr{};
        std::uint32_t length = 0;
    };

    template <typename T>
    T next(bool bigEndian) {
        std::array<std::byte, sizeof(T)> raw{};
        m_in.read(m_at, raw);
        m_at += sizeof(T);
        if (bigEndian) {
            std::reverse(raw.begin(), raw.end());
        }
        T value;
        std::memcpy(&value, raw.data(), sizeof(T));
        return value;
    }

    std::uint32_t nextTag(bool bigEndian) {
        const auto group = next<std::uint16_t>(bigEndian);
        return static_cast<std::uint32_t>(group) << 16 | next<std::uint16_t>(bigEndian);
    }

    Head head(Coding coding);
    void meta(DicomFile& out);
    void guessVr(Coding& coding);
    void dataset(DicomDataset* into, Coding coding, std::uint64_t end, bool delimited, int depth);
    bool takePixels(const Head& at);
    void element(DicomDataset* into, const Head& at, Coding coding, std::uint64_t end, int depth);
    void sequence(std::vector<DicomDataset>* into, const Head& at, Coding coding, std::uint64_t end, int depth);
    DicomElement valueOf(const Head& at, bool bigEndian);
    [[noreturn]] void invalid(const std::string& what) const {
        throw Error(ErrorCode::HeaderInvalid, {m_in.name(), what});
    }

    DicomSource& m_in;
    DicomFile m_out;
    std::uint64_t m_at = 0;
    std::size_t m_elements = 0;
};

Parser::Head Parser::head(Coding coding) {
    if (++m_elements > kMostElements) {
        invalid("more than " + std::to_string(kMostElements) + " elements");
    }
    Head out;
    out.tag = nextTag(coding.bigEndian);
    if (coding.implicitVr || out.tag >> 16 == 0xFFFE) { // marks of sequences never state a VR
        const Known* const entry = known(out.tag);
        out.vr = entry != nullptr ? std::array{entry->vr[0], entry->vr[1]} : std::array{'U', 'N'};
        out.length = next<std::uint32_t>(coding.bigEndian);
        return out;
    }
    out.vr[0] = next<char>(false);
    out.vr[1] = next<char>(false);
    const auto isCapital = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (!isCapital(out.vr[0]) || !isCapital(out.vr[1])) {
        invalid("element " + tagText(out.tag) + " has no value representation");
    }
    if (hasLongLength(out.vr)) {
        (void)next<std::uint16_t>(false);
        out.length = next<std::uint32_t>(coding.bigEndian);
    } else {
        out.length = next<std::uint16_t>(coding.bigEndian);
    }
    return out;
}

DicomElement Parser::valueOf(const Head& at, bool bigEndian) {
    if (at.length > kLongestValue) {
        invalid("element " + tagText(at.tag) + " of " + std::to_string(at.length) + " bytes");
    }
    DicomElement out;
    out.tag = at.tag;
    out.vr = at.vr;
    const Known* const entry = known(at.tag);
    if (entry != nullptr && out.vr == std::array{'U', 'N'}) {
        out.vr = {entry->vr[0], entry->vr[1]};
        bigEndian = false; // CP 246: the value of an unknown VR is little endian
    }
    out.value.resize(at.length);
    m_in.read(m_at, std::as_writable_bytes(std::span(out.value)));
    const std::size_t unit = unitOf(out.vr);
    if (at.length % unit != 0) {
        invalid("element " + tagText(at.tag) + " of " + std::to_string(at.length) + " bytes");
    }
    if (bigEndian) {
        for (std::size_t i = 0; unit > 1 && i < out.value.size(); i += unit) {
            std::reverse(out.value.begin() + static_cast<std::ptrdiff_t>(i),
                         out.value.begin() + static_cast<std::ptrdiff_t>(i + unit));
        }
    }
    return out;
}

/// The items of a sequence, or the fragments of encapsulated pixels in an icon, which are skipped.
void Parser::sequence(std::vector<DicomDataset>* into, const Head& at, Coding coding, std::uint64_t end, int depth) {
    if (depth >= kDeepest) {
        invalid("sequences nested more than " + std::to_string(kDeepest) + " deep");
    }
    const bool delimited = at.length == kUndefined;
    const bool fragments = at.vr[0] == 'O';
    if (at.vr == std::array{'U', 'N'}) {
        coding.implicitVr = true; // CP 246: a sequence whose VR the writer didn't know
        coding.bigEndian = false;
    }
    while (m_at < end) {
        const Head mark = head(coding);
        if (delimited && mark.tag == kSequenceEnd) {
            return;
        }
        if (mark.tag != kItem) {
            invalid("in the sequence " + tagText(at.tag) + " stands " + tagText(mark.tag) + " instead of an item");
        }
        const bool openItem = mark.length == kUndefined;
        if (!openItem && mark.length > end - m_at) {
            throw Error(ErrorCode::FileTruncated, {m_in.name(), "inside the sequence " + tagText(at.tag)});
        }
        if (openItem && fragments) {
            invalid("a fragment of pixels without a length");
        }
        const std::uint64_t itemEnd = openItem ? end : m_at + mark.length;
        if (into != nullptr) {
            into->emplace_back();
            dataset(&into->back(), coding, itemEnd, openItem, depth + 1);
        } else if (openItem) {
            dataset(nullptr, coding, itemEnd, true, depth + 1);
        } else {
            m_at = itemEnd;
        }
    }
    if (delimited) {
        throw Error(ErrorCode::FileTruncated, {m_in.name(), "inside the sequence " + tagText(at.tag)});
    }
}

void Parser::element(DicomDataset* into, const Head& at, Coding coding, std::uint64_t end, int depth) {
    const Known* const entry = into != nullptr ? known(at.tag) : nullptr;
    const bool wanted = entry != nullptr;
    const bool isSequence = wanted && entry->vr[0] == 'S' && entry->vr[1] == 'Q';
    if (wanted && !isSequence && at.length == kUndefined) {
        invalid("element " + tagText(at.tag) + " without a length");
    }
    if (at.length != kUndefined && at.length > end - m_at) {
        throw Error(ErrorCode::FileTruncated,
                    {m_in.name(), "element " + tagText(at.tag) + " has " + std::to_string(at.length) + " bytes, " +
                                      std::to_string(end - m_at) + " are left"});
    }
    if (at.length == kUndefined || isSequence) {
        DicomElement kept;
        kept.tag = at.tag;
        kept.vr = kSequence;
        sequence(isSequence ? &kept.items : nullptr, at, coding, at.length == kUndefined ? end : m_at + at.length,
                 depth);
        if (isSequence) {
            into->add(std::move(kept));
        }
        return;
    }
    if (wanted) {
        into->add(valueOf(at, coding.bigEndian));
    }
    m_at += at.length;
}

/// True for the element that ends the header.
bool Parser::takePixels(const Head& at) {
    if (at.tag != kPixelData) {
        return false;
    }
    m_out.hasPixels = true;
    m_out.encapsulated = at.length == kUndefined;
    m_out.pixelsAt = m_at;
    m_out.pixelsBytes = m_out.encapsulated ? 0 : at.length;
    m_out.pixelsVr = at.vr;
    return true;
}

void Parser::dataset(DicomDataset* into, Coding coding, std::uint64_t end, bool delimited, int depth) {
    while (m_at < end) {
        if (end - m_at < 8) {
            throw Error(ErrorCode::FileTruncated, {m_in.name(), "inside the header"});
        }
        const Head at = head(coding);
        if (depth == 0 && takePixels(at)) {
            return;
        }
        if (delimited && at.tag == kItemEnd) {
            return;
        }
        if (at.tag >> 16 == 0xFFFE) {
            invalid("the mark " + tagText(at.tag) + " outside a sequence");
        }
        element(into, at, coding, end, depth);
    }
    if (delimited) {
        throw Error(ErrorCode::FileTruncated, {m_in.name(), "inside a sequence"});
    }
}

void Parser::meta(DicomFile& out) {
    std::array<char, 4> mark{};
    if (m_in.size() >= 132) {
        m_in.read(128, std::as_writable_bytes(std::span(mark)));
    }
    if (std::memcmp(mark.data(), "DICM", 4) != 0) {
        throw Error(ErrorCode::NotAnImage, {m_in.name(), "it lacks DICOM's mark, DICM after 128 bytes"});
    }
    m_at = 132;
    while (m_at < m_in.size()) { // group 2 is explicit little endian whatever follows
        const std::uint64_t start = m_at;
        const auto group = next<std::uint16_t>(false);
        m_at = start;
        if (group != 2) {
            break;
        }
        element(&out.meta, head({}), {}, m_in.size(), 1);
    }
    out.transferSyntax = out.meta.text(0x00020010);
    if (out.transferSyntax.empty()) {
        invalid("no transfer syntax");
    }
}

/// Old exporters declare an explicit VR and write none: then the first element has no letters where its VR should be.
void Parser::guessVr(Coding& coding) {
    if (coding.bigEndian || m_at + 6 > m_in.size()) {
        return;
    }
    std::array<char, 2> vr{};
    m_in.read(m_at + 4, std::as_writable_bytes(std::span(vr)));
    const auto isCapital = [](char c) { return c >= 'A' && c <= 'Z'; };
    coding.implicitVr = !isCapital(vr[0]) || !isCapital(vr[1]);
}

DicomFile Parser::parse(std::size_t most) {
    meta(m_out);
    Coding coding;
    switch (dicomEncoding(m_out.transferSyntax)) {
    case DicomEncoding::ImplicitLittle:
        coding.implicitVr = true;
        break;
    case DicomEncoding::BigEndian:
        coding.bigEndian = true;
        break;
    case DicomEncoding::Deflated:
        m_in.inflateFrom(m_at, most);
        m_at = 0;
        break;
    default: // all others state the VR, compressed and private ones, too
        guessVr(coding);
        break;
    }
    m_out.bigEndian = coding.bigEndian;
    dataset(&m_out.data, coding, m_in.size(), false, 0);
    return std::move(m_out);
}

std::string trimmed(std::string_view text) {
    constexpr std::string_view kPadding(" \0\t\r\n", 5);
    const std::size_t first = text.find_first_not_of(kPadding);
    if (first == std::string_view::npos) {
        return {};
    }
    return std::string(text.substr(first, text.find_last_not_of(kPadding) - first + 1));
}

template <typename T>
std::vector<double> decoded(const std::string& value) {
    std::vector<double> out(value.size() / sizeof(T));
    for (std::size_t i = 0; i < out.size(); ++i) {
        T number;
        std::memcpy(&number, value.data() + i * sizeof(T), sizeof(T));
        out[i] = static_cast<double>(number);
    }
    return out;
}

} // namespace

const DicomElement* DicomDataset::find(std::uint32_t tag) const {
    for (const DicomElement& element : m_elements) {
        if (element.tag == tag) {
            return &element;
        }
    }
    return nullptr;
}

void DicomDataset::add(DicomElement element) {
    if (!has(element.tag)) {
        m_elements.push_back(std::move(element));
    }
}

std::string DicomDataset::text(std::uint32_t tag) const {
    const DicomElement* const at = find(tag);
    return at != nullptr ? trimmed(at->value) : std::string();
}

std::vector<std::string> DicomDataset::texts(std::uint32_t tag) const {
    std::vector<std::string> out;
    const std::string all = text(tag);
    for (std::size_t begin = 0; !all.empty() && begin <= all.size();) {
        const std::size_t end = std::min(all.find('\\', begin), all.size());
        out.push_back(trimmed(std::string_view(all).substr(begin, end - begin)));
        begin = end + 1;
    }
    return out;
}

std::vector<double> DicomDataset::numbers(std::uint32_t tag) const {
    const DicomElement* const at = find(tag);
    if (at == nullptr) {
        return {};
    }
    const std::string_view vr(at->vr.data(), 2);
    if (vr == "US") {
        return decoded<std::uint16_t>(at->value);
    }
    if (vr == "SS") {
        return decoded<std::int16_t>(at->value);
    }
    if (vr == "UL") {
        return decoded<std::uint32_t>(at->value);
    }
    if (vr == "SL") {
        return decoded<std::int32_t>(at->value);
    }
    if (vr == "FL") {
        return decoded<float>(at->value);
    }
    if (vr == "FD") {
        return decoded<double>(at->value);
    }
    std::vector<double> out;
    for (const std::string& part : texts(tag)) {
        const char* first = part.data() + (part.starts_with('+') ? 1 : 0);
        double value = 0;
        const auto [end, code] = std::from_chars(first, part.data() + part.size(), value);
        if (code != std::errc() || end != part.data() + part.size() || !std::isfinite(value)) {
            return {};
        }
        out.push_back(value);
    }
    return out;
}

std::optional<double> DicomDataset::number(std::uint32_t tag) const {
    const std::vector<double> all = numbers(tag);
    return all.empty() ? std::nullopt : std::optional(all.front());
}

const std::vector<DicomDataset>& DicomDataset::items(std::uint32_t tag) const {
    static const std::vector<DicomDataset> kNone;
    const DicomElement* const at = find(tag);
    return at != nullptr ? at->items : kNone;
}

const DicomDataset* DicomDataset::item(std::uint32_t tag) const {
    const std::vector<DicomDataset>& all = items(tag);
    return all.empty() ? nullptr : &all.front();
}

DicomFile parseDicom(DicomSource& source, std::size_t most) {
    return Parser(source).parse(most);
}

std::string tagText(std::uint32_t tag) {
    constexpr char kDigits[] = "0123456789ABCDEF";
    std::string out = "(";
    for (int shift = 28; shift >= 0; shift -= 4) {
        out += kDigits[tag >> shift & 15];
        out += shift == 16 ? "," : "";
    }
    return out + ")";
}

} // namespace tessera
