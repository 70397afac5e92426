#include "core/engine/scan_steps.h"

#include "core/base/error.h"
#include "core/engine/stage_clock.h"
#include "core/fusion/vote.h"
#include "core/image/resample.h"
#include "core/preprocess/network_scaling.h"
#include "core/preprocess/prepare.h"
#include "core/preprocess/sampling.h"
#include "core/quantify/sides.h"

#include <cmath>
#include <utility>

namespace tessera::engine {
namespace {

preprocess::Prepared prepareImage(const Volume& scan, const std::string& name, const Model& model, int threads,
                                  Progress progress) {
    const model::Bundle& bundle = model.bundle;
    if (bundle.wholeVolume) {
        return preprocess::prepareWhole(scan, name, model.templateImage, model.templateMask, bundle.plan.grid, threads,
                                        progress);
    }
    const preprocess::PrepareSettings settings{.biasCorrection = bundle.biasCorrection, .threads = threads};
    return preprocess::prepare(scan, name, model.templateImage, model.templateMask, bundle.grid(), settings, progress);
}

void bringHome(fusion::Fused fused, const Geometry& grid, const Geometry& native, int threads, ScanResult& result) {
    result.labels = resampleLabels({grid, std::move(fused.labels)}, result.templateFromScan, native, threads);
    result.agreement = resampleLinear({grid, std::move(fused.agreement)}, result.templateFromScan, native, threads);
    result.coverage = resampleNearest(fused.coverage, grid, result.templateFromScan, native, threads);
}

/// Voxels of a labelled box that lie on the faces of the cube that it was cut from.
std::int64_t countCubeEdge(const LabelVolume& box, const Geometry& cube) {
    const Vec3 corner = cube.worldFromVoxel.inverse().apply(box.geometry.worldFromVoxel.apply({}));
    const Size3 origin{std::llround(corner[0]), std::llround(corner[1]), std::llround(corner[2])};
    std::int64_t count = 0;
    std::size_t voxel = 0;
    Size3 at{};
    for (at[2] = 0; at[2] < box.geometry.size[2]; ++at[2]) {
        for (at[1] = 0; at[1] < box.geometry.size[1]; ++at[1]) {
            for (at[0] = 0; at[0] < box.geometry.size[0]; ++at[0], ++voxel) {
                bool edge = false;
                for (std::size_t axis = 0; axis < 3; ++axis) {
                    const std::int64_t place = origin[axis] + at[axis];
                    edge = edge || place == 0 || place == cube.size[axis] - 1;
                }
                count += edge && box.labels[voxel] != 0 ? 1 : 0;
            }
        }
    }
    return count;
}

void measureResult(const model::Bundle& bundle, ScanResult& result) {
    if (bundle.wholeVolume && bundle.wholeVolume->splitSides) {
        auto [table, measurement] = quantify::measureBySides(result.labels, bundle.labels, result.templateFromScan);
        result.measuredTable = std::move(table);
        result.measurement = std::move(measurement);
    } else {
        result.measuredTable = bundle.labels;
        result.measurement = quantify::measure(result.labels, bundle.labels, result.agreement.voxels, result.coverage);
    }
    if (bundle.intracranialMl) {
        result.intracranial = quantify::estimateIntracranial(*bundle.intracranialMl, result.templateFromScan);
    }
    result.laterality = quantify::lateralityOf(result.labels.geometry);
    result.quality = quantify::assess(result.measurement, result.measuredTable,
                                      {.laterality = result.laterality,
                                       .sidesDisputed = result.labels.geometry.sidesDisputed,
                                       .cubeEdgeVoxels = result.cubeEdgeVoxels,
                                       .registrationDoubts = preprocess::doubtsAbout(result.registration)});
}

ScanResult resultOf(const PreparedScan& scan) {
    ScanResult out;
    out.templateFromScan = scan.templateFromScan;
    out.registration = scan.measures;
    out.warnings = scan.warnings;
    out.stages = scan.stages;
    return out;
}

} // namespace

PreparedScan prepareScan(const Input& scan, const Model& model, int threads, const ScanWatch& watch,
                         Progress& progress) {
    PreparedScan out;
    {
        const StageClock clock(out.stages, "prepare");
        Progress part = progress.subtask(1, "reading");
        const Volume image = readInput(scan);
        out.native = image.geometry;
        out.warnings = image.warnings;
        if (watch) {
            watch(image);
        }
        preprocess::Prepared prepared =
            prepareImage(image, scan.file.string(), model, threads, part.subtask(1, "preparing"));
        out.onGrid = std::move(prepared.onGrid);
        out.templateFromScan = prepared.templateFromScan;
        out.measures = prepared.measures;
    }
    return out;
}

std::vector<float> scaledGrid(PreparedScan& scan, const model::Bundle& bundle) {
    std::vector<float> grid = std::move(scan.onGrid.voxels);
    scan.onGrid.voxels.clear();
    if (bundle.scaling == model::Scaling::GridPercentile) {
        preprocess::scaleByPercentile(grid, bundle.percentile, bundle.clip);
    }
    return grid;
}

LabelVolume labelWhole(PreparedScan& scan, Compute& compute, const Model& model, const std::string& name,
                       Progress& progress) {
    const StageClock clock(scan.stages, "network");
    const FloatVolume box =
        preprocess::croppedToContent(scan.onGrid, static_cast<float>(model.bundle.wholeVolume->boxThreshold));
    scan.onGrid.voxels = {};
    LabelVolume out{box.geometry, {}};
    out.labels.reserve(box.voxels.size());
    for (const std::uint8_t index : compute.labelBox(model, box, name, progress)) {
        out.labels.push_back(model.bundle.labelOfClass[index]);
    }
    return out;
}

ScanResult finishTiles(const PreparedScan& scan, const Model& model, std::span<const std::vector<std::uint8_t>> tiles,
                       int threads) {
    const model::Bundle& bundle = model.bundle;
    ScanResult out = resultOf(scan);
    {
        const StageClock clock(out.stages, "home");
        bringHome(fusion::fuse(bundle.plan, tiles, bundle.labelOfClass, threads, bundle.name), bundle.grid(),
                  scan.native, threads, out);
    }
    measureResult(bundle, out);
    return out;
}

ScanResult finishWhole(const PreparedScan& scan, const Model& model, const LabelVolume& box, int threads) {
    ScanResult out = resultOf(scan);
    {
        const StageClock clock(out.stages, "home");
        out.cubeEdgeVoxels = countCubeEdge(box, scan.onGrid.geometry);
        out.labels = resampleLabels(box, Affine(), scan.native, threads);
    }
    measureResult(model.bundle, out);
    return out;
}

} // namespace tessera::engine
