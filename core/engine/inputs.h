#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace tessera::engine {

/// One scan of a batch.
struct Input {
    std::filesystem::path file;
    /// Where its outputs go below the output folder: NAME, with the relative folder in front where the input was found
    /// in a folder ("sub-01/anat/sub-01_T1w").
    std::filesystem::path name;
};

/// What `collectInputs` found; an argument that yields nothing is a failure of its own, not the end of the batch.
struct Inputs {
    struct Problem {
        std::filesystem::path file;
        std::string code, message;
    };
    std::vector<Input> scans;
    std::vector<Problem> problems;
};

/// Files as given, and every image below a folder (sorted; without `derivatives/`, hidden folders, the output folder
/// and outputs of ours, which are known by the NAME_run.json beside them). A file that is named twice counts once.
/// Folder links are not followed.
/// @throws Error{InputCollision} if two scans would write the same outputs or an output would replace an input
[[nodiscard]] Inputs collectInputs(std::span<const std::filesystem::path> arguments,
                                   const std::filesystem::path& outputFolder);

/// The files that a finished job consists of, in the order in which they appear; the run record is last and makes the
/// result valid. Whole-path: `outputFolder / NAME` + suffix.
struct OutputFiles {
    std::filesystem::path dseg, table, agreement, coverage, csv, tsv, json, run;

    OutputFiles(const std::filesystem::path& outputFolder, const std::filesystem::path& name);
    [[nodiscard]] std::vector<std::filesystem::path> all() const;
};

} // namespace tessera::engine
