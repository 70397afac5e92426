#pragma once

#include "core/base/progress.h"
#include "core/engine/inputs.h"
#include "core/engine/model_runner.h"
#include "core/engine/run_record.h"
#include "core/preprocess/registration.h"
#include "core/quantify/volume_files.h"

#include <optional>

namespace tessera::engine {

/// Everything that one scan yields, before it is written.
struct JobResult {
    LabelVolume labels;                 ///< on the scan's grid, label numbers
    FloatVolume agreement;              ///< on the scan's grid, 0..1; no voxels where one network saw the whole scan
    std::vector<std::uint8_t> coverage; ///< on the scan's grid, number of covering tiles; empty likewise
    std::int64_t cubeEdgeVoxels = 0;    ///< of a whole-volume bundle: labelled voxels on the conformed cube's faces
    quantify::Measurement measurement;
    labels::LabelTable measuredTable; ///< the bundle's, or the one by sides
    quantify::Quality quality;
    quantify::Laterality laterality = quantify::Laterality::Verified;
    std::optional<quantify::IntracranialEstimate> intracranial;
    Affine templateFromScan;
    preprocess::RegistrationMeasures registration;
    std::vector<std::string> warnings; ///< of the reader
    std::vector<RunRecord::Stage> stages;
};

/// Read, register, correct, resample, label the tiles, vote, bring the labels home, measure; with a whole-volume bundle
/// read, register, conform, label, bring home, measure. Works on the calling
/// thread and on up to `threads` of its own; can be cancelled between steps and tiles.
/// @throws Error of every stage, with the scan's file as its first argument
[[nodiscard]] JobResult runJob(const Input& scan, ModelRunner& runner, int threads, Progress& progress);

/// Writes the files of a result, eight or (without agreement and coverage, which then also go where an earlier result
/// had them) six: all appear together, the run record last, or none does. `record` comes with its
/// inputs, bundle, options, device and start filled in; the result's part is added here.
/// @throws Error{WriteFailed, DiskFull, Cancelled}
void writeResult(const OutputFiles& files, const JobResult& result, const model::Bundle& bundle, RunRecord& record,
                 Progress& progress);

/// Says in a record which files make a scan (with SHA-256 and size) and how they are read.
void describeInput(const Input& scan, RunRecord& record);
/// The scan that a record was made from.
[[nodiscard]] Input inputOf(const RunRecord& record);

} // namespace tessera::engine
