#pragma once

#include "core/base/error.h"
#include "core/engine/input.h"
#include "core/image/dicom_series.h"

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace tessera::engine {

/// The series of one study, and the folder that holds all of their files.
struct DicomStudy {
    std::filesystem::path folder;
    std::vector<DicomSeries> series; ///< by number
};

/// DICOM files by study.
struct DicomStudies {
    std::vector<DicomStudy> studies;
    /// PatientsMixed for each folder with files of several patients: no series with a file in it is among the studies.
    std::vector<Error> problems;
    std::vector<DicomListing::Other> others; ///< no part of a series
};

/// @throws Error{Cancelled}
[[nodiscard]] DicomStudies listStudies(std::span<const std::filesystem::path> files, Progress& progress);

/// The series of a study to segment.
/// @param wanted its number or its Series Instance UID, as a person gave it; empty: the T1 scan is chosen
/// @throws Error{SeriesUnclear} with the candidates, Error{NoSuitableSeries} with the reasons, Error{SeriesMissing}
[[nodiscard]] const DicomSeries& chooseSeries(const DicomStudy& study, const std::string& wanted);

/// The lines of `describeSeries` about a study.
[[nodiscard]] std::string describeStudy(const DicomStudy& study);

/// What `listStudies` found as inputs: one for each study, or why there is none.
struct DicomInputs {
    std::vector<Input> scans;
    std::vector<Error> problems;
    std::vector<DicomStudy> unclear; ///< those whose problem is SeriesUnclear: a person has to choose
};

/// Chooses one series of each study. A UID means the study that has it, and only that. A series with a damaged DICOM
/// file beside its own is a problem (SlicesInvalid): it may be the last slice.
/// @param root the folder that was given: the names are relative to it
[[nodiscard]] DicomInputs inputsOf(const DicomStudies& found, const std::string& wanted,
                                   const std::filesystem::path& root);

/// The input that a DICOM file means: an enhanced multi-frame file by itself, a classic slice its series in its folder.
/// @param inFolder the studies in the file's folder
/// @throws Error{NotAnImage, PatientsMixed, SlicesInvalid}
[[nodiscard]] Input inputOfFile(const std::filesystem::path& file, const DicomStudies& inFolder);

} // namespace tessera::engine
