#pragma once

#include "core/image/dicom_dataset.h"
#include "core/image/geometry.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

/// What the attributes of a DICOM file say, classic (one slice a file) and enhanced (functional groups) alike.
/// Standard: PS3.3, sections C.7.6.2, C.7.6.3, C.7.6.16 and C.8.13. Positions are LPS mm as stored.
namespace tessera {

/// How the pixels are stored.
struct DicomPixels {
    std::int64_t rows = 0;
    std::int64_t columns = 0;
    int samples = 1;
    int bitsAllocated = 0;
    int bitsStored = 0;
    int highBit = 0;
    bool isSigned = false;
    std::string photometric;
    std::optional<std::uint16_t> padding;      ///< stored value of pixels outside the image
    std::optional<std::uint16_t> paddingLimit; ///< the other end of a range of such values
    bool operator==(const DicomPixels&) const = default;
};

/// One slice.
struct DicomFrame {
    std::optional<Vec3> position;                     ///< centre of the first pixel
    std::optional<std::array<double, 6>> orientation; ///< cosines along a row (rising column), then along a column
    std::optional<std::array<double, 2>> spacing;     ///< mm between rows, between columns
    double slope = 1;
    double intercept = 0;
    std::string stack;
    std::string volume; ///< what tells this slice from others at its position: echo, time, b-value ...; as text
};

/// What tells one kind of acquisition from another; of the first frame.
struct DicomSequence {
    std::string modality, sopClass, description, protocol, sequenceName, acquisitionType, contrastAgent, contrast,
        angio;
    std::vector<std::string> imageType, scanning, variant;
    std::optional<double> repetitionTime, echoTime, inversionTime, diffusion; ///< ms, ms, ms, s/mm^2
    bool inversionRecovery = false;
};

struct DicomHeader {
    std::filesystem::path file;
    std::string transferSyntax;
    std::string patient; ///< hash
    std::string studyUid, seriesUid;
    int seriesNumber = 0;
    std::string description; ///< for people: printable, short, without the patient's name and ID
    DicomSequence sequence;
    DicomPixels pixels;
    std::int64_t frameCount = 1;
    std::vector<DicomFrame> frames; ///< `frameCount` of them, or one where the file describes no single frames
    bool hasPixels = false;
    bool hasLookupTable = false; ///< stored values mean something only through a table (Modality LUT)
};

/// @throws Error{NotAnImage} for reports, segmentations and other objects, Error{HeaderInvalid} for values out of their
///   range and series without a UID, Error{FileTruncated}; argument 1 says so in words that fit behind the file's name
///   in a list
[[nodiscard]] DicomHeader readHeader(const DicomFile& file, const std::filesystem::path& path);

} // namespace tessera
