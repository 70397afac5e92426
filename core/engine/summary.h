#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tessera::engine {

/// A scan that could not be segmented.
struct Failure {
    std::string file, code, message;
};

/// Brings `failures.tsv` (file as an absolute path, code, message) up to date: failures of earlier batches stay unless
/// the file, or one below that folder, was processed now; without any failure the file is removed.
/// @throws Error{WriteFailed, DiskFull}
void writeFailures(const std::filesystem::path& outputFolder, const std::vector<Failure>& failures,
                   const std::vector<std::filesystem::path>& processed);

/// Makes `volumes_all.tsv` anew from every NAME_run.json below the folder and the NAME_volumes.json beside it: one row
/// a scan (name, state, reasons, laterality, model, segmented_brain_mm3, etiv_ml), one column a region (mm^3). What
/// can't be read is left out. Removed where there is none. @throws Error{WriteFailed, DiskFull}
void writeVolumesOfAll(const std::filesystem::path& outputFolder);

} // namespace tessera::engine
