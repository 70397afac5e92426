#include "core/engine/scan_work.h"

#include "core/base/error.h"
#include "core/base/os/file.h"
#include "core/base/os/process.h"
#include "core/engine/analysis.h"
#include "core/engine/device_choice.h"
#include "core/engine/preflight.h"
#include "core/engine/prepared_details.h"
#include "core/engine/result_files.h"
#include "core/engine/version.h"
#include "core/preprocess/conform.h"
#include "core/preprocess/sampling.h"

#include <utility>

namespace tessera::engine {
namespace {

constexpr double kPreviewShare = 0.2; // of the progress of tiles with a preview before them

/// A built-in's name as it is, a folder so that `rerun` finds it from anywhere.
std::string sourceOf(const std::string& model, const model::Bundle& bundle) {
    std::error_code code;
    return std::filesystem::equivalent(model, bundle.folder, code) && !code ? std::filesystem::absolute(model).string()
                                                                            : model;
}

JobEnding endingOf(const RunRecord& record) {
    JobEnding out{.notices = record.notices, .laterality = record.laterality};
    for (const RunRecord::Reason& reason : record.reasons) {
        out.reasons.push_back({reason.code, {reason.sentence}});
    }
    if (record.state == quantify::stateName(quantify::State::NeedsReview)) {
        out.state = queue::JobState::NeedsReview;
    }
    return out;
}

std::vector<std::string> hashesOf(const RunRecord& record) {
    std::vector<std::string> out;
    for (const RunRecord::InputFile& file : record.inputs) {
        out.push_back(file.sha256);
    }
    return out;
}

} // namespace

RunRecord recordFor(const ModelChoice& choice, const Model& model, const Compute& compute) {
    RunRecord record;
    record.bundle = {model.bundle.name, model.bundle.version, model.bundle.hash, sourceOf(choice.model, model.bundle)};
    record.options.devices = compute.settings().devices;
    record.options.precision = choiceName(choice.precision);
    record.options.threads = compute.settings().threads;
    record.options.cpus = compute.settings().cpus;
    record.options.repeatable = choice.repeatable;
    record.device = {model.bundle.wholeVolume ? "cpu" : kindsOf(compute.devices()), os::cpuModel(),
                     precisionName(model.precision), model.threads};
    record.versions = {{"tessera", kVersion}, {"network", compute.libraryVersion()}};
    return record;
}

ScanWork::ScanWork(Compute& compute, const queue::Job& job)
    : m_compute(compute), m_input(inputOf(job)), m_settings(readJobSettings(job.settings, job.file.string())) {}

std::optional<JobEnding> ScanWork::prepare(JobJournal& journal, Progress& progress) {
    progress.update(0);
    m_model = m_compute.open(m_settings.model);
    m_record = recordFor(m_settings.model, *m_model, m_compute);
    m_record.name = m_input.name.string();
    describeInput(m_input, m_record);
    const OutputFiles files(m_settings.outputFolder, m_input.name);
    const auto existing = m_settings.again ? std::nullopt : identicalResult(files, m_record, m_settings.overwrite);
    if (existing) {
        JobEnding out = endingOf(*existing);
        out.skipped = true;
        return out;
    }
    m_record.started = os::utcNow();
    const std::string origin = preparedOrigin(m_record);
    if (const auto kept = journal.prepared()) {
        journal.recordHashes(hashesOf(m_record)); // the file is what it was
        if (auto scan = unpackPrepared(*kept, origin)) {
            m_scan = *std::move(scan);
            progress.update(1);
            return std::nullopt;
        }
    }
    PreflightReport report{.warnings = {}, .devices = predict()};
    const auto look = [&](const Volume& scan) {
        report.warnings = warningsAbout(scan);
        os::makeFolder(files.run.parent_path());
        requireFree(files.dseg, resultBytes(scan.geometry.voxels()));
        journal.tell(report);
    };
    m_scan = prepareScan(m_input, *m_model, m_compute.threads(), look, progress);
    m_scan.warnings.insert(m_scan.warnings.end(), report.warnings.begin(), report.warnings.end());
    journal.recordHashes(hashesOf(m_record)); // and wasn't written to while it was read
    journal.storePrepared(packPrepared(m_scan, origin));
    return std::nullopt;
}

std::vector<PreflightReport::Device> ScanWork::predict() const {
    std::vector<scheduler::DeviceDescription> devices = m_compute.devices();
    if (m_model->bundle.wholeVolume) {
        std::erase_if(devices, [](const auto& device) { return device.kind != scheduler::DeviceKind::Cpu; });
    }
    const auto timeOn = [this](const auto& device) { return m_compute.predictedTime(*m_model, device); };
    return predictDevices(devices, tileKindsOf(m_model->bundle), timeOn, m_input.file.string());
}

/// By a model that computes as the job's own does, on the scan as it is read anew.
std::optional<Preview> ScanWork::preview(Progress& progress) {
    const PreviewSettings& wanted = m_settings.preview;
    if (wanted.choice == PreviewChoice::Never || m_model->bundle.wholeVolume) {
        return std::nullopt;
    }
    ModelChoice choice = m_settings.model;
    choice.model = wanted.model;
    const std::shared_ptr<const Model> model = m_compute.openBeside(choice);
    const model::Bundle& bundle = model->bundle;
    if (!bundle.wholeVolume) {
        throw Error(ErrorCode::BundleInvalid, {wanted.model, "a preview's model sees the whole scan at once"});
    }
    const RunCost cost{workOf(bundle), m_compute.secondsOfWhole(*model)};
    if (wanted.choice == PreviewChoice::Auto &&
        !isQuick(cost, workOf(m_model->bundle), m_compute.devices(), predict())) {
        return std::nullopt;
    }
    Progress part = progress.subtask(kPreviewShare, "preview");
    const std::string name = m_input.file.string();
    const FloatVolume box = preprocess::croppedToContent(
        preprocess::conform(readInput(m_input), name, bundle.plan.grid, m_compute.threads()),
        static_cast<float>(bundle.wholeVolume->boxThreshold));
    return Preview{wanted.model, m_compute.labelBox(*model, box, name, part), box.geometry.size,
                   box.geometry.worldFromVoxel};
}

/// All that decides about a tile's labels beside its voxels and weights.
std::string ScanWork::tileOptions(std::size_t tile) const {
    const fusion::Tile& box = m_model->bundle.plan.tiles[tile];
    std::string out = m_record.versions.at("network") + " " + m_record.device.precision + " " + m_record.device.kind +
                      " " + std::to_string(m_record.device.threads);
    for (const std::int64_t number : box.origin) {
        out += " " + std::to_string(number);
    }
    return out;
}

std::optional<TileWork> ScanWork::tiles() {
    const model::Bundle& bundle = m_model->bundle;
    if (bundle.wholeVolume) {
        return std::nullopt;
    }
    m_tilesClock.emplace(m_scan.stages, "tiles");
    TileWork out{.plan = m_model->plan, .boxes = bundle.plan.tiles};
    out.source = Compute::tilesOf(m_model, scaledGrid(m_scan, bundle), m_input.file.string());
    for (std::size_t tile = 0; tile < out.boxes.size(); ++tile) {
        const std::vector<float> voxels = out.source->tile(static_cast<std::uint32_t>(tile));
        const std::string& weights = bundle.files.at(bundle.networks[bundle.networkOfTile[tile]].weights);
        out.keys.push_back(queue::tileKey(std::as_bytes(std::span(voxels)), weights, tileOptions(tile)));
    }
    out.scanFromGrid = m_scan.templateFromScan.inverse() * bundle.worldFromVoxel;
    return out;
}

void ScanWork::computeWhole(Progress& progress) {
    Progress part = progress.subtask(1, "network");
    m_box = labelWhole(m_scan, m_compute, *m_model, m_input.file.string(), part);
}

JobEnding ScanWork::finish(std::vector<std::vector<std::uint8_t>> labels, const std::function<void()>& beforeWriting,
                           Progress& progress) {
    m_tilesClock.reset();
    Progress home = progress.subtask(0.5, "bringing labels home");
    const ScanResult result = m_model->bundle.wholeVolume ? finishWhole(m_scan, *m_model, m_box, m_compute.threads())
                                                          : finishTiles(m_scan, *m_model, labels, m_compute.threads());
    home.update(1);
    Progress writing = progress.subtask(0.5);
    writeResult(OutputFiles(m_settings.outputFolder, m_input.name), result, m_model->bundle, m_record, beforeWriting,
                writing);
    return endingOf(m_record);
}

} // namespace tessera::engine
