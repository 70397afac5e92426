#include "core/engine/job.h"

#include "core/base/error.h"
#include "core/base/os/file.h"
#include "core/base/os/process.h"
#include "core/base/sha256.h"
#include "core/fusion/vote.h"
#include "core/image/image_io.h"
#include "core/image/resample.h"
#include "core/labels/label_files.h"
#include "core/preprocess/network_scaling.h"
#include "core/preprocess/prepare.h"
#include "core/preprocess/sampling.h"
#include "core/quantify/sides.h"

#include <chrono>
#include <cmath>

namespace tessera::engine {
namespace {

/// Times a stage and takes its peak of memory; one at a time.
class StageClock {
  public:
    StageClock(std::vector<RunRecord::Stage>& stages, std::string name)
        : m_stages(stages), m_name(std::move(name)), m_begin(std::chrono::steady_clock::now()) {
        os::resetPeakMemory();
    }
    ~StageClock() {
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - m_begin;
        m_stages.push_back({m_name, seconds.count(), os::peakMemory()});
    }
    StageClock(const StageClock&) = delete;
    StageClock& operator=(const StageClock&) = delete;

  private:
    std::vector<RunRecord::Stage>& m_stages;
    std::string m_name;
    std::chrono::steady_clock::time_point m_begin;
};

preprocess::Prepared prepareScan(const Volume& scan, const std::string& name, const ModelRunner& runner, int threads,
                                 Progress progress) {
    if (runner.bundle().wholeVolume) {
        return preprocess::prepareWhole(scan, name, runner.templateImage(), runner.templateMask(),
                                        runner.bundle().plan.grid, threads, progress);
    }
    const preprocess::PrepareSettings settings{.biasCorrection = runner.bundle().biasCorrection, .threads = threads};
    return preprocess::prepare(scan, name, runner.templateImage(), runner.templateMask(), runner.bundle().grid(),
                               settings, progress);
}

fusion::Fused labelTiles(std::vector<float> grid, const std::string& name, ModelRunner& runner, int threads,
                         Progress progress) {
    const model::Bundle& bundle = runner.bundle();
    if (bundle.scaling == model::Scaling::GridPercentile) {
        preprocess::scaleByPercentile(grid, bundle.percentile, bundle.clip);
    }
    const std::vector<std::vector<std::uint8_t>> tiles = runner.labelTiles(std::move(grid), name, progress);
    return fusion::fuse(bundle.plan, tiles, bundle.labelOfClass, threads, bundle.name);
}

void bringHome(fusion::Fused fused, const Geometry& grid, const Geometry& native, int threads, JobResult& result) {
    result.labels = resampleLabels({grid, std::move(fused.labels)}, result.templateFromScan, native, threads);
    result.agreement = resampleLinear({grid, std::move(fused.agreement)}, result.templateFromScan, native, threads);
    result.coverage = resampleNearest(fused.coverage, grid, result.templateFromScan, native, threads);
}

/// The tiles' way from the working grid to labels on the scan's.
void segmentTiles(preprocess::Prepared prepared, const Geometry& native, const std::string& name, ModelRunner& runner,
                  int threads, Progress& progress, JobResult& result) {
    fusion::Fused fused;
    {
        const StageClock clock(result.stages, "tiles");
        fused = labelTiles(std::move(prepared.onGrid.voxels), name, runner, threads, progress.subtask(0.65, "tiles"));
    }
    const StageClock clock(result.stages, "home");
    Progress part = progress.subtask(0.05, "bringing labels home");
    bringHome(std::move(fused), runner.bundle().grid(), native, threads, result);
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

/// A whole-volume network's way from the conformed scan to labels on the scan's grid.
void segmentWhole(preprocess::Prepared prepared, const Geometry& native, const std::string& name, ModelRunner& runner,
                  int threads, Progress& progress, JobResult& result) {
    const model::Bundle& bundle = runner.bundle();
    const Geometry cube = prepared.onGrid.geometry;
    LabelVolume labelled;
    {
        const StageClock clock(result.stages, "network");
        Progress part = progress.subtask(0.65, "network");
        const FloatVolume box =
            preprocess::croppedToContent(prepared.onGrid, static_cast<float>(bundle.wholeVolume->boxThreshold));
        prepared.onGrid = {};
        labelled.geometry = box.geometry;
        labelled.labels.reserve(box.voxels.size());
        for (const std::uint8_t index : runner.labelBox(box, name, part)) {
            labelled.labels.push_back(bundle.labelOfClass[index]);
        }
    }
    const StageClock clock(result.stages, "home");
    Progress part = progress.subtask(0.05, "bringing labels home");
    result.cubeEdgeVoxels = countCubeEdge(labelled, cube);
    result.labels = resampleLabels(labelled, Affine(), native, threads);
}

void measureResult(const model::Bundle& bundle, JobResult& result) {
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

/// The encoded files of a result in the order in which they appear.
class ResultWriter {
  public:
    explicit ResultWriter(RunRecord& record) : m_record(record) {}

    void add(const char* name, const std::filesystem::path& path, std::span<const std::byte> bytes) {
        m_record.outputs[name] = {path.filename().string(), sha256OfBytes(bytes)};
        put(path, bytes);
    }
    void add(const char* name, const std::filesystem::path& path, const std::string& text) {
        add(name, path, std::as_bytes(std::span(text)));
    }
    void addRecord(const std::filesystem::path& path) {
        const std::string text = writeRunRecord(m_record);
        put(path, std::as_bytes(std::span(text)));
    }
    /// An earlier result under the same name stops being one (its record goes) before its files change.
    void commit(const std::vector<std::filesystem::path>& earlier) { os::commitAll(m_files, earlier); }

  private:
    void put(const std::filesystem::path& path, std::span<const std::byte> bytes) {
        m_files.push_back(std::make_unique<os::AtomicFile>(path));
        m_files.back()->write(bytes);
    }

    RunRecord& m_record;
    std::vector<std::unique_ptr<os::AtomicFile>> m_files;
};

void describeResult(const JobResult& result, RunRecord& record) {
    record.state = quantify::stateName(result.quality.state);
    record.laterality = quantify::lateralityName(result.laterality);
    for (const quantify::Finding& reason : result.quality.reasons) {
        record.reasons.push_back({reason.code, reason.sentence});
    }
    for (const quantify::Finding& notice : result.quality.notices) {
        record.notices.push_back(notice.sentence);
    }
    record.notices.insert(record.notices.end(), result.warnings.begin(), result.warnings.end());
    record.templateFromScan = result.templateFromScan;
    record.registration = {{"coverage", result.registration.coverage},
                           {"correlation", result.registration.correlation},
                           {"mutual_information", result.registration.information},
                           {"smallest_scale", result.registration.scales[2]},
                           {"largest_scale", result.registration.scales[0]},
                           {"determinant", result.templateFromScan.determinant()}};
}

} // namespace

JobResult runJob(const Input& scan, ModelRunner& runner, int threads, Progress& progress) {
    JobResult result;
    const std::string name = scan.file.string();
    const model::Bundle& bundle = runner.bundle();
    Geometry native;
    preprocess::Prepared prepared;
    {
        const StageClock clock(result.stages, "prepare");
        Progress part = progress.subtask(0.25, "reading");
        const Volume image = readInput(scan);
        native = image.geometry;
        result.warnings = image.warnings;
        prepared = prepareScan(image, name, runner, threads, part.subtask(1, "preparing"));
    }
    result.templateFromScan = prepared.templateFromScan;
    result.registration = prepared.measures;
    (bundle.wholeVolume ? segmentWhole : segmentTiles)(std::move(prepared), native, name, runner, threads, progress,
                                                       result);
    measureResult(bundle, result);
    return result;
}

void writeResult(const OutputFiles& files, const JobResult& result, const model::Bundle& bundle, RunRecord& record,
                 Progress& progress) {
    Progress part = progress.subtask(1, "writing");
    os::makeFolder(files.run.parent_path());
    describeResult(result, record);
    const Geometry& grid = result.labels.geometry;
    ResultWriter writer(record);
    std::vector<RunRecord::Stage> stages;
    {
        const StageClock clock(stages, "write");
        writer.add("dseg", files.dseg, encodeNifti(grid, compactLabels(result.labels.labels), Intent::Label, true));
        part.update(0.3);
        writer.add("label_table", files.table, labels::dsegTsv(bundle.labels));
        if (!result.agreement.voxels.empty()) {
            writer.add("agreement", files.agreement, encodeNifti(grid, result.agreement.voxels, Intent::None, true));
            part.update(0.8);
            writer.add("coverage", files.coverage, encodeNifti(grid, result.coverage, Intent::None, true));
        }
        writer.add("volumes_csv", files.csv, quantify::volumesCsv(result.measurement, result.measuredTable));
        writer.add("volumes_tsv", files.tsv,
                   quantify::volumesTsv(result.measurement, result.measuredTable, result.laterality));
        writer.add("volumes_json", files.json,
                   quantify::volumesJson(result.measurement, result.measuredTable, result.quality, result.laterality,
                                         result.intracranial));
    }
    record.stages = result.stages;
    record.stages.insert(record.stages.end(), stages.begin(), stages.end());
    record.finished = os::utcNow();
    part.throwIfCancelled();
    writer.addRecord(files.run);
    writer.commit({files.run, files.agreement, files.coverage});
    part.update(1);
}

void describeInput(const Input& scan, RunRecord& record) {
    record.dicomSeries = !scan.slices.empty();
    record.options.orientation = scan.read.orientation;
    record.inputs.clear();
    for (const std::filesystem::path& file : filesOf(scan)) {
        const std::uint64_t bytes = os::InputFile(file).size();
        record.inputs.push_back({std::filesystem::absolute(file).string(), sha256OfFile(file), bytes});
    }
}

Input inputOf(const RunRecord& record) {
    const std::filesystem::path first = record.inputs.front().path;
    Input out{.file = first, .name = record.name, .read = {record.options.orientation}};
    if (record.dicomSeries) {
        out.file = record.inputs.size() == 1 ? first : first.parent_path();
        for (const RunRecord::InputFile& file : record.inputs) {
            out.slices.emplace_back(file.path);
        }
    }
    return out;
}

} // namespace tessera::engine
