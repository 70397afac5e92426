#pragma once

#include "core/base/error.h"
#include "core/base/progress.h"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace tessera::engine {

/// What lies below a folder and may be an input.
struct FolderContents {
    std::vector<std::filesystem::path> images; ///< by name, sorted; a header with a data file counts once
    std::vector<std::filesystem::path> dicom;  ///< by content, sorted
    std::vector<Error> problems;               ///< folders that can't be listed
    std::vector<std::string> notes;            ///< what was left out of BIDS datasets, one sentence a dataset
};

/// Looks through a folder and those below it. Left out everywhere: hidden files and folders, `derivatives/`, the output
/// folder, links to folders (so that loops don't matter) and outputs of ours: NAME_dseg, NAME_agreement and
/// NAME_coverage beside NAME_run.json, and label maps beside the label table that our commands write with them.
/// A folder with a dataset_description.json is a BIDS dataset, wherever it lies: its images are the *_T1w.nii[.gz],
/// DICOM files in it are only counted, and `sourcedata/`, `code/` and `stimuli/` are left out, too; one whose
/// description says that it is a derivative gives nothing unless it is `folder` itself.
/// @throws Error{Cancelled}
[[nodiscard]] FolderContents listFolder(const std::filesystem::path& folder, const std::filesystem::path& outputFolder,
                                        Progress& progress);

/// The DICOM files among those of one folder and, if there are any, the files that are called like them but have lost
/// DICOM's mark: slices that were cut to (nearly) nothing, which nobody may leave out without a word.
[[nodiscard]] std::vector<std::filesystem::path> slicesAmong(const std::vector<std::filesystem::path>& files);

/// The path without links and `..` as far as it exists: one spelling for a file.
[[nodiscard]] std::filesystem::path canonicalPath(const std::filesystem::path& path);

} // namespace tessera::engine
