#pragma once

#include "core/base/progress.h"
#include "core/image/volume.h"

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

/// DICOM files as series, and a series as one volume. Identity (name, ID, birth date) never leaves this room: patients
/// are told apart by a hash. Safe to call from any thread.
namespace tessera {

/// The image files of one Series Instance UID and what their headers say about them.
struct DicomSeries {
    std::string patient;   ///< equal for equal patients; a hash, not the identity
    std::string studyUid;  ///< Study Instance UID
    std::string seriesUid; ///< Series Instance UID
    int number = 0;        ///< Series Number; 0 if there is none
    std::string description;
    std::vector<std::filesystem::path> files; ///< sorted along the slice normal as far as they have positions
    Size3 size{};                             ///< columns, rows, slices (frames)
    Vec3 spacing{};                           ///< mm; between slices along the normal
    std::string orientation{};                ///< of its slices: axial, coronal, sagittal; empty if not stated
    /// Why it isn't taken for a T1 scan of the head, in words ("localiser", "FLAIR"); empty if it may be one.
    std::string unsuitable;
    bool contrastAgent = false; ///< acquired after one was given; preferred less than a series without
    double preference = 0;      ///< among suitable ones; larger is more like an original 3-D T1
};

/// What a set of files holds.
struct DicomListing {
    struct Other {
        std::filesystem::path file;
        std::string reason;   ///< "a structured report", "damaged: ...": why it is no part of a series
        bool damaged = false; ///< it should have been readable (empty files, too): a series beside it may lack a slice
    };
    std::vector<DicomSeries> series; ///< by patient, study and number
    std::vector<Other> others;
};

/// True if the file has DICOM's mark ("DICM" after 128 bytes). Never throws; unreadable files aren't DICOM.
[[nodiscard]] bool isDicomFile(const std::filesystem::path& file) noexcept;

/// Reads the headers (not the pixels) of DICOM files and groups them by series. A damaged file is among `others` and
/// doesn't stop the listing.
/// @throws Error{Cancelled}
[[nodiscard]] DicomListing listDicom(std::span<const std::filesystem::path> files, Progress& progress);

/// The one series to segment among those of one study: the suitable one if there is one, the clearly preferred one if
/// there are several, none if a person has to choose.
[[nodiscard]] const DicomSeries* chooseT1(std::span<const DicomSeries* const> series);

/// One line for a person about each series: number, description, size, spacing and why it is or isn't suitable; the
/// Series Instance UID where the number doesn't tell it from the others.
[[nodiscard]] std::string describeSeries(std::span<const DicomSeries* const> series);

/// Reads the files of one series (classic, one slice each, in any order; or one enhanced multi-frame file) as a volume
/// in RAS mm with rescale slope and intercept as the volume's scaling.
/// @param name the folder or file as a person knows it, for errors
/// @throws Error{SlicesInvalid} for gantry tilt, missing or duplicated slices (with numbers), Error{FormatNotSupported}
///   (Siemens mosaic), Error{TransferSyntaxNotSupported, FileTruncated, HeaderInvalid, ImageTooLarge, SpacingInvalid,
///   VoxelTypeNotSupported, SeveralFrames, NotThreeDimensional, PatientsMixed}
[[nodiscard]] Volume readDicomSeries(std::span<const std::filesystem::path> files, const std::string& name);

} // namespace tessera
