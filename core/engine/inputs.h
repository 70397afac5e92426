#pragma once

#include "core/base/error.h"
#include "core/base/progress.h"
#include "core/engine/input.h"
#include "core/engine/output_files.h"
#include "core/image/dicom_series.h"

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace tessera::engine {

/// What a person says about the inputs of a batch beside naming them.
struct InputOptions {
    ReadOptions read{};
    std::string series{}; ///< number or UID of the DICOM series to take; empty: the T1 scan is chosen
};

/// What `collectInputs` found; an argument or a study that yields nothing is a failure of its own, not the end of the
/// batch.
struct Inputs {
    struct Problem {
        std::filesystem::path file;
        Error error;
        std::vector<DicomSeries> series{}; ///< all of the study where the error is SeriesUnclear
    };
    std::vector<Input> scans;
    std::vector<Problem> problems;
    std::vector<std::string> notes; ///< what was left out, for a person
};

/// Files as given, and of a folder: every image below it (see folder_contents.h, also for BIDS datasets), and one DICOM
/// series of each study below it (see dicom_inputs.h). A DICOM file that is given stands for its series in its folder.
/// A file that is named twice counts once. A scan is a problem (InputCollision, OutputIsInput) if an earlier one writes
/// the same outputs, or if an output of its would replace an input.
/// @throws Error{Cancelled}
[[nodiscard]] Inputs collectInputs(std::span<const std::filesystem::path> arguments,
                                   const std::filesystem::path& outputFolder, const InputOptions& options,
                                   Progress& progress);

/// The scan that an argument means: an image, a DICOM file, or a folder with one DICOM study.
/// @throws Error of `collectInputs`, Error{Usage} if the folder holds several scans
[[nodiscard]] Input oneInput(const std::filesystem::path& argument, const InputOptions& options, Progress progress);

} // namespace tessera::engine
