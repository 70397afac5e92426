#include "core/image/dicom_choice.h"

#include "core/image/dicom_codec.h"
#include "core/image/dicom_slices.h"

#include <algorithm>
#include <cctype>
#include <initializer_list>
#include <utility>

namespace tessera {
namespace {

constexpr double kThickest = 3.01; // mm; a 3-D T1 scan has 0.8 to 2; gaps between decimal positions are rounded
constexpr std::int64_t kFewSlices = 20;
constexpr double kSmallestExtent = 80; // mm
constexpr double kClearly = 1.0;       // difference in preference
constexpr std::size_t kLongestText = 256;

/// Description, protocol and sequence name as lower-case words between single spaces: " t1 mprage sag p2 ".
std::string wordsOf(const DicomSequence& sequence) {
    std::string out = " ";
    for (const std::string* text : {&sequence.description, &sequence.protocol, &sequence.sequenceName}) {
        for (const char c : text->substr(0, kLongestText)) {
            const auto byte = static_cast<unsigned char>(c);
            if (std::isalnum(byte) != 0) {
                out += static_cast<char>(std::tolower(byte));
            } else if (out.back() != ' ') {
                out += ' ';
            }
        }
        out += out.back() != ' ' ? " " : "";
    }
    return out;
}

bool hasAny(const std::string& words, std::initializer_list<const char*> parts) {
    return std::ranges::any_of(parts, [&](const char* part) { return words.find(part) != std::string::npos; });
}

bool isAny(const std::vector<std::string>& values, std::initializer_list<const char*> wanted) {
    return std::ranges::any_of(values, [&](const std::string& value) {
        return std::ranges::any_of(wanted, [&](const char* other) { return value == other; });
    });
}

/// What one series was acquired with and for, from names that vendors and hospitals give and from the physics.
class Judge {
  public:
    explicit Judge(const DicomSequence& sequence) : m_sequence(sequence), m_words(wordsOf(sequence)) {}

    /// Why it isn't an original T1 image, or "".
    [[nodiscard]] std::string otherKind() const {
        for (const auto check : {&Judge::otherModality, &Judge::namedOther, &Judge::derived, &Judge::otherContrast}) {
            if (std::string reason = (this->*check)(); !reason.empty()) {
                return reason;
            }
        }
        return isT1() ? "" : "nothing in its header says that it is T1-weighted";
    }

    /// Larger for what is more like an original whole-head T1 scan.
    [[nodiscard]] double preference() const {
        const bool inverted = isAny(m_sequence.scanning, {"IR"}) || isAny(m_sequence.variant, {"MP"}) ||
                              m_sequence.inversionRecovery || m_sequence.inversionTime.value_or(0) > 0 ||
                              hasAny(m_words, {"mprage", "mp rage", "bravo", "tfl3d"});
        const bool bodySequence = hasAny(m_words, {"vibe", "lava", "thrive", "dixon", "fame", "quick3d"});
        double out = bodySequence ? 1 : inverted ? 3 : 2;
        if (!m_sequence.contrastAgent.empty()) {
            out -= 1.5; // vessels, dura and lesions are bright; the scan before it is better if there is one
        }
        return out;
    }

  private:
    [[nodiscard]] std::string otherModality() const {
        if (m_sequence.sopClass.starts_with("1.2.840.10008.5.1.4.1.1.7")) {
            return "a screenshot (secondary capture)";
        }
        return m_sequence.modality == "MR" ? "" : "not MR";
    }

    [[nodiscard]] bool named(std::initializer_list<const char*> parts) const { return hasAny(m_words, parts); }
    [[nodiscard]] bool typed(std::initializer_list<const char*> values) const {
        return isAny(m_sequence.imageType, values);
    }
    [[nodiscard]] bool namedT1() const {
        return named({" t1", "mprage", "mp rage", "bravo", "spgr", " tfe", " flash", "vibe", "lava", "thrive", "mpr ",
                      "fspgr", "tfl3d", "ir fspgr", "quick3d", " 3dt1", " ffe3d"});
    }

    [[nodiscard]] std::string namedOther() const {
        if (typed({"LOCALIZER"}) || named({"localiz", "localis", "scout", "survey", " loc ", "3 plane", "3plane"})) {
            return "localiser";
        }
        if (named({"flair", "dark fluid", "darkfluid", " tirm"}) || m_sequence.contrast == "FLUID_ATTENUATED") {
            return "FLAIR";
        }
        if (typed({"DIFFUSION", "ADC", "TRACEW", "FA", "TENSOR"}) || m_sequence.contrast == "DIFFUSION" ||
            m_sequence.diffusion.value_or(0) > 0 || named({"dwi", " dti", " diff", " adc", "tracew", " tensor"})) {
            return "diffusion";
        }
        if (typed({"FMRI"}) || named({"bold", "fmri", " rest ", "resting"})) {
            return "functional MRI";
        }
        if (m_sequence.contrast == "PERFUSION" || named({" asl", "pcasl", " pasl", " perf", " dsc ", " dce", " cbf"})) {
            return "perfusion";
        }
        if (typed({"SWI", "QSM"}) || named({" swi", " swan", "venbold", " qsm", "suscept", "t2 star", "t2star"})) {
            return "susceptibility-weighted";
        }
        if (m_sequence.angio == "Y" || m_sequence.contrast == "FLOW_ENCODED" ||
            named({" tof", "angio", " mra ", " mrv ", " pca "})) {
            return "angiography";
        }
        if (named({"field map", "fieldmap", "b0 map", "b0map", "b1 map", "b1map"})) {
            return "a field map";
        }
        if (typed({"T1 MAP"}) || named({"t1 map", "t1map", "t1 images"})) {
            return "a map of T1 times, not a T1-weighted image";
        }
        if (named({" inv1 ", " inv2 "})) {
            return "one inversion of an MP2RAGE";
        }
        return {};
    }

    [[nodiscard]] std::string derived() const {
        const std::vector<std::string>& type = m_sequence.imageType;
        if (typed({"MOSAIC"})) {
            return "a Siemens mosaic";
        }
        if (typed({"MIP", "MNIP", "MINIP", "PROJECTION IMAGE", "MAX_IP", "MIN_IP"})) {
            return "a projection";
        }
        if (typed({"MPR", "CSA MPR", "REFORMATTED", "RESAMPLED"})) {
            return "a reformat";
        }
        if (typed({"P", "PHASE", "PHASE MAP", "VELOCITY", "I", "IMAGINARY"})) {
            return "a phase image";
        }
        if ((!type.empty() && type[0] == "DERIVED") || (type.size() > 1 && type[1] == "SECONDARY")) {
            return "derived from another series";
        }
        return {};
    }

    [[nodiscard]] std::string otherContrast() const {
        const bool t1 = namedT1() || m_sequence.contrast == "T1";
        const double echo = m_sequence.echoTime.value_or(0);
        const bool gradient = isAny(m_sequence.scanning, {"GR"});
        if (isAny(m_sequence.scanning, {"EP"})) {
            return "echo-planar";
        }
        if (!t1 && (named({" t2", "t2w", "ciss", "fiesta", "drive"}) || m_sequence.contrast == "T2" ||
                    (!gradient && echo >= 60))) {
            return "T2-weighted";
        }
        if (!t1 && (named({" pd ", " pdw", "proton", " pd t2"}) || m_sequence.contrast == "PROTON_DENSITY")) {
            return "proton density";
        }
        if (gradient && echo > 15) {
            return "T2*-weighted (TE " + shortNumber(echo) + " ms)";
        }
        if (named({" stir"}) || m_sequence.contrast == "STIR") {
            return "STIR";
        }
        return {};
    }

    /// Named so, or a short gradient echo that is spoiled or prepared by an inversion, or a spin echo of short TR.
    [[nodiscard]] bool isT1() const {
        if (namedT1() || m_sequence.contrast == "T1") {
            return true;
        }
        const bool prepared = isAny(m_sequence.variant, {"SP", "MP"}) || isAny(m_sequence.scanning, {"IR"}) ||
                              m_sequence.inversionRecovery || m_sequence.inversionTime.value_or(0) > 0;
        const double echo = m_sequence.echoTime.value_or(1e9);
        if (isAny(m_sequence.scanning, {"GR"})) {
            return prepared && echo < 10;
        }
        return isAny(m_sequence.scanning, {"SE"}) && echo < 30 && m_sequence.repetitionTime.value_or(1e9) < 1000;
    }

    const DicomSequence& m_sequence;
    std::string m_words;
};

/// Why the grid isn't that of a 3-D scan of a head, or "".
std::string otherShape(const DicomSequence& sequence, const DicomSeries& series) {
    const std::string slices = std::to_string(series.size[2]) + (series.size[2] == 1 ? " slice" : " slices");
    if (sequence.acquisitionType == "2D") {
        return "2-D, " + slices + (series.spacing[2] > 0 ? " of " + shortNumber(series.spacing[2]) + " mm" : "");
    }
    if (series.size[2] < kFewSlices) {
        return "only " + slices;
    }
    for (int axis = 0; axis < 3; ++axis) {
        if (series.spacing[axis] > kThickest) {
            return "voxels of " + shortNumber(series.spacing[axis]) + " mm";
        }
        const double extent = static_cast<double>(series.size[axis]) * series.spacing[axis];
        if (series.spacing[axis] > 0 && extent < kSmallestExtent) {
            return "covers only " + shortNumber(extent) + " mm";
        }
    }
    return {};
}

std::string sizeText(const DicomSeries& series) {
    std::string out;
    for (const std::int64_t size : series.size) {
        out += (out.empty() ? "" : " x ") + std::to_string(size);
    }
    out += ", ";
    for (int axis = 0; axis < 3; ++axis) {
        out += (axis == 0 ? "" : " x ") + (series.spacing[axis] > 0 ? shortNumber(series.spacing[axis]) : "?");
    }
    return out + " mm";
}

} // namespace

void judgeSeries(std::span<const DicomHeader> headers, std::size_t doubled, DicomSeries& series) {
    const DicomHeader& first = headers.front();
    const Judge judge(first.sequence);
    series.unsuitable = judge.otherKind();
    if (series.unsuitable.empty() && dicomEncoding(first.transferSyntax) == DicomEncoding::Unknown) {
        series.unsuitable = "its transfer syntax " + first.transferSyntax + " can't be read";
    }
    if (series.unsuitable.empty()) {
        series.unsuitable = otherShape(first.sequence, series);
    }
    series.contrastAgent = !first.sequence.contrastAgent.empty();
    series.preference = judge.preference();
    series.preference -= std::max(0.0, *std::ranges::max_element(series.spacing) - 1.2);
    if (doubled > 0) {
        series.preference -=
            3; // several echoes or a series copied twice: refused with numbers if nothing else is there
    }
}

const DicomSeries* chooseT1(std::span<const DicomSeries* const> series) {
    const DicomSeries* best = nullptr;
    const DicomSeries* second = nullptr;
    for (const DicomSeries* const each : series) {
        if (!each->unsuitable.empty()) {
            continue;
        }
        if (best == nullptr || each->preference > best->preference) {
            second = std::exchange(best, each);
        } else if (second == nullptr || each->preference > second->preference) {
            second = each;
        }
    }
    return second == nullptr || best->preference - second->preference >= kClearly ? best : nullptr;
}

std::string describeSeries(std::span<const DicomSeries* const> series) {
    std::string out;
    for (const DicomSeries* const each : series) {
        out += (out.empty() ? "" : "\n") + std::to_string(each->number) + ": " +
               (each->description.empty() ? "(no description)" : each->description) + " (" + sizeText(*each) + "), ";
        if (!each->unsuitable.empty()) {
            out += each->unsuitable;
        } else {
            out += each->contrastAgent ? "T1 with contrast agent" : "T1";
        }
        const auto sameNumber =
            std::ranges::count(series, each->number, [](const auto* other) { return other->number; });
        if (sameNumber > 1) { // only its UID tells it from the other
            out += ", UID " + each->seriesUid;
        }
    }
    return out;
}

} // namespace tessera
