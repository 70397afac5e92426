#include "core/engine/rerun.h"

#include "core/base/error.h"
#include "core/base/sha256.h"
#include "core/engine/result_files.h"
#include "core/engine/scan_steps.h"
#include "core/image/image_io.h"

namespace tessera::engine {
namespace {

PrecisionChoice precisionOf(const RunRecord& record) {
    return record.device.precision == "bf16" ? PrecisionChoice::Bf16 : PrecisionChoice::Fp32;
}

void requireSameInputs(const RunRecord& record, const std::string& name) {
    for (const RunRecord::InputFile& input : record.inputs) {
        if (sha256OfFile(input.path) != input.sha256) {
            throw Error(ErrorCode::RerunRefused, {name, "the input " + input.path + " has changed since"});
        }
    }
    if (record.inputs.empty()) {
        throw Error(ErrorCode::RunRecordInvalid, {name, "it names no input"});
    }
}

ScanResult computeAgain(const Input& input, Compute& compute, const std::shared_ptr<const Model>& model,
                        Progress& progress) {
    const std::string name = input.file.string();
    Progress preparing = progress.subtask(0.3);
    PreparedScan scan = prepareScan(input, *model, compute.threads(), {}, preparing);
    Progress computing = progress.subtask(0.7, "tiles");
    if (model->bundle.wholeVolume) {
        const LabelVolume box = labelWhole(scan, compute, *model, name, computing);
        return finishWhole(scan, *model, box, compute.threads());
    }
    TileRequest request{.plan = model->plan, .source = Compute::tilesOf(model, scaledGrid(scan, model->bundle), name)};
    return finishTiles(scan, *model, compute.tiles().run(std::move(request), computing), compute.threads());
}

} // namespace

RerunOutcome rerun(const std::filesystem::path& runRecord, const Installation& installation, Progress& progress) {
    const RunRecord record = readRunRecord(runRecord);
    const std::string name = runRecord.string();
    requireSameInputs(record, name);
    const auto recorded = record.outputs.find("dseg");
    if (recorded == record.outputs.end()) {
        throw Error(ErrorCode::RunRecordInvalid, {name, "it names no label map"});
    }
    const std::filesystem::path labelFile = runRecord.parent_path() / recorded->second.file;
    if (sha256OfFile(labelFile) != recorded->second.sha256) {
        throw Error(ErrorCode::RerunRefused, {name, "the label map " + labelFile.string() + " has changed since"});
    }
    Compute compute({.devices = "cpu", .threads = record.device.threads}, installation);
    const auto model = compute.open({record.bundle.source, precisionOf(record), record.options.repeatable});
    if (model->bundle.hash != record.bundle.hash) {
        throw Error(ErrorCode::RerunRefused, {name, "the bundle " + record.bundle.source + " has changed since"});
    }
    const ScanResult result = computeAgain(inputOf(record), compute, model, progress);
    const LabelVolume before = readLabels(labelFile);
    if (!sameStatedGrid(before.geometry, result.labels.geometry)) {
        throw Error(ErrorCode::RerunRefused, {name, "the recorded label map lies on another grid"});
    }
    RerunOutcome out{before.labels.size(), 0};
    for (std::size_t i = 0; i < before.labels.size(); ++i) {
        out.different += before.labels[i] != result.labels.labels[i] ? 1 : 0;
    }
    return out;
}

} // namespace tessera::engine
