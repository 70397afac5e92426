#pragma once

#include "core/base/progress.h"
#include "core/engine/compute.h"
#include "core/engine/input.h"
#include "core/engine/run_record.h"
#include "core/preprocess/registration.h"
#include "core/quantify/volume_files.h"

#include <functional>
#include <optional>
#include <span>

/// The steps from a scan to its result, each on the calling thread and on up to `threads` of its own.
namespace tessera::engine {

/// A scan that is ready for its networks, and what bringing the labels home will need.
struct PreparedScan {
    FloatVolume onGrid; ///< on the bundle's working grid; of a whole-volume bundle the conformed scan
    Affine templateFromScan;
    preprocess::RegistrationMeasures measures;
    Geometry native;                   ///< the scan's own grid
    std::vector<std::string> warnings; ///< of the reader
    std::vector<RunRecord::Stage> stages;
};

/// Everything that one scan yields, before it is written.
struct ScanResult {
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

/// Hears what is unusual about a scan once it is read; what it throws ends the preparation.
using ScanWatch = std::function<void(const Volume& scan)>;

/// Reads, standardises, registers, corrects and resamples, or for a whole-volume bundle reads, registers and conforms.
/// @throws Error of every stage, with the scan's file as its first argument
[[nodiscard]] PreparedScan prepareScan(const Input& scan, const Model& model, int threads, const ScanWatch& watch,
                                       Progress& progress);

/// The grid that tiles are cut from, after the bundle's grid-wide scaling; the scan's voxels go into it.
[[nodiscard]] std::vector<float> scaledGrid(PreparedScan& scan, const model::Bundle& bundle);

/// A whole-volume network's labels (numbers) of the box that it saw; the scan's voxels go into it, its grid stays.
/// @param name the scan's file, for errors @throws as `Compute::labelBox`
[[nodiscard]] LabelVolume labelWhole(PreparedScan& scan, Compute& compute, const Model& model, const std::string& name,
                                     Progress& progress);

/// Fuses the tiles' class indices (in the plan's order), brings the labels home and measures them.
[[nodiscard]] ScanResult finishTiles(const PreparedScan& scan, const Model& model,
                                     std::span<const std::vector<std::uint8_t>> tiles, int threads);
/// Brings `labelWhole`'s labels home and measures them.
[[nodiscard]] ScanResult finishWhole(const PreparedScan& scan, const Model& model, const LabelVolume& box, int threads);

} // namespace tessera::engine
