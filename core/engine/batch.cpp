#include "core/engine/batch.h"

#include "core/base/error.h"
#include "core/base/os/file.h"
#include "core/base/os/process.h"
#include "core/base/sha256.h"
#include "core/engine/device_choice.h"
#include "core/engine/job.h"
#include "core/engine/summary.h"
#include "core/engine/version.h"
#include "core/network/network_loader.h"

#include <algorithm>
#include <chrono>
#include <optional>

namespace tessera::engine {
namespace {

int computeThreads(const BatchSettings& settings) {
    return settings.threads > 0 ? settings.threads : static_cast<int>(os::allowedCpus().size());
}

const char* choiceName(PrecisionChoice choice) {
    switch (choice) {
    case PrecisionChoice::Fp32:
        return "fp32";
    case PrecisionChoice::Bf16:
        return "bf16";
    default:
        return "auto";
    }
}

/// A built-in's name as it is, a folder so that `rerun` finds it from anywhere.
std::string sourceOf(const std::string& model, const model::Bundle& bundle) {
    std::error_code code;
    return std::filesystem::equivalent(model, bundle.folder, code) && !code ? std::filesystem::absolute(model).string()
                                                                            : model;
}

/// Fails now rather than after the first scan if nothing can be written there.
void requireWritable(const std::filesystem::path& folder) {
    os::makeFolder(folder);
    const os::AtomicFile probe(folder / "probe");
}

/// The record of a result that is there already and whole: every file has the SHA-256 that the record states.
std::optional<RunRecord> existingResult(const OutputFiles& files) {
    try {
        RunRecord record = readRunRecord(files.run);
        for (const auto& [name, output] : record.outputs) {
            if (sha256OfFile(files.run.parent_path() / output.file) != output.sha256) {
                return std::nullopt;
            }
        }
        const std::size_t votes = record.outputs.contains("agreement") ? 2 : 0; // a whole-volume model has none
        return record.outputs.size() + 1 == files.all().size() - 2 + votes ? std::optional(std::move(record))
                                                                           : std::nullopt;
    } catch (const Error&) {
        return std::nullopt;
    }
}

bool anyExists(const OutputFiles& files) {
    std::error_code ignored;
    for (const std::filesystem::path& file : files.all()) {
        if (std::filesystem::exists(file, ignored)) {
            return true;
        }
    }
    return false;
}

/// One batch as it runs.
class Batch {
  public:
    Batch(const BatchSettings& settings, ModelRunner& runner, BatchListener& listener,
          const std::shared_ptr<CancelToken>& cancel)
        : m_settings(settings), m_runner(runner), m_listener(listener), m_cancel(cancel) {}

    void run(const Inputs& inputs) {
        for (const std::string& note : inputs.notes) {
            m_listener.noted(note);
        }
        for (const Inputs::Problem& problem : inputs.problems) {
            fail(problem.file, problem.error);
        }
        for (std::size_t i = 0; i < inputs.scans.size(); ++i) {
            const Input& input = inputs.scans[i];
            m_listener.started(i, inputs.scans.size(), input);
            try {
                runOne(input);
                m_processed.push_back(input.file);
            } catch (const Error& error) {
                if (error.code() == ErrorCode::Cancelled) {
                    throw;
                }
                fail(input.file, error);
            } catch (const std::bad_alloc&) {
                fail(input.file, Error(ErrorCode::OutOfMemory, {input.file.string()}));
            } catch (const std::exception& problem) {
                fail(input.file, Error(ErrorCode::Internal, {input.file.string(), problem.what()}));
            }
        }
    }

    void writeSummaries() const {
        writeFailures(m_settings.outputFolder, m_failures, m_processed);
        writeVolumesOfAll(m_settings.outputFolder);
    }
    void tryToWriteSummaries() const noexcept {
        try {
            writeSummaries();
        } catch (const std::exception&) {
            return; // the reason for stopping matters more
        }
    }
    [[nodiscard]] const BatchOutcome& outcome() const { return m_outcome; }

  private:
    void runOne(const Input& input) {
        if (m_cancel->cancelled()) {
            throw Error(ErrorCode::Cancelled);
        }
        const OutputFiles files(m_settings.outputFolder, input.name);
        RunRecord record = recordFor(m_settings, m_runner);
        record.name = input.name.string();
        describeInput(input, record);
        if (anyExists(files)) {
            const auto existing = existingResult(files);
            const std::string difference =
                existing ? differenceBetween(*existing, record) : "incomplete or changed since it was made";
            if (difference.empty()) {
                ++m_outcome.skipped;
                m_listener.skipped(input, *existing);
                return;
            }
            if (!m_settings.overwrite) {
                throw Error(ErrorCode::OutputExists, {files.run.string(), difference});
            }
        }
        record.started = os::utcNow();
        Progress progress([this](double fraction, std::string_view step) { m_listener.progressed(fraction, step); },
                          m_cancel);
        const JobResult result = runJob(input, m_runner, computeThreads(m_settings), progress);
        writeResult(files, result, m_runner.bundle(), record, progress);
        ++(result.quality.state == quantify::State::NeedsReview ? m_outcome.needsReview : m_outcome.done);
        m_listener.finished(input, record);
    }

    void fail(const std::filesystem::path& file, const Error& error) {
        ++m_outcome.failed;
        m_failures.push_back({file.string(), errorName(error.code()), error.what()});
        m_listener.failed(file, error);
        writeFailures(m_settings.outputFolder, m_failures, m_processed); // a batch of days may end without saying
    }

    const BatchSettings& m_settings;
    ModelRunner& m_runner;
    BatchListener& m_listener;
    std::shared_ptr<CancelToken> m_cancel;
    BatchOutcome m_outcome;
    std::vector<Failure> m_failures;
    std::vector<std::filesystem::path> m_processed;
};

} // namespace

std::unique_ptr<ModelRunner> makeRunner(const BatchSettings& settings, const Installation& installation) {
    model::Bundle bundle = model::openBundle(settings.model, installation.models);
    const network::ModuleInterface& module = network::networkModule(installation.networkModule);
    const int threads = settings.repeatable ? kRepeatableThreads : computeThreads(settings);
    // the same bytes need the same device for each tile, and whole-volume networks run on the CPU only
    const bool onCpu = settings.devices == "auto" && (settings.repeatable || bundle.wholeVolume);
    std::vector<scheduler::DeviceDescription> devices = chooseDevices(onCpu ? "cpu" : settings.devices, threads);
    const auto gpu = std::ranges::find(devices, scheduler::DeviceKind::Cuda, &scheduler::DeviceDescription::kind);
    if (gpu != devices.end()) {
        network::enableGpus(module); // before anything is computed
    }
    const network::Precision precision = choosePrecision(settings.precision, settings.repeatable, threads, module,
                                                         gpu != devices.end() ? gpu->gpu : network::kOnCpu);
    if (settings.repeatable) {
        for (scheduler::DeviceDescription& device : devices) {
            device.threads = kRepeatableThreads;
        }
    }
    return std::make_unique<ModelRunner>(std::move(bundle), module,
                                         RunnerSettings{precision, threads, settings.policy, std::move(devices)});
}

RunRecord recordFor(const BatchSettings& settings, const ModelRunner& runner) {
    RunRecord record;
    const model::Bundle& bundle = runner.bundle();
    record.bundle = {bundle.name, bundle.version, bundle.hash, sourceOf(settings.model, bundle)};
    record.options = {settings.devices,    choiceName(settings.precision),  settings.threads, settings.cpus,
                      settings.repeatable, settings.inputs.read.orientation};
    record.device = {kindsOf(runner.settings().devices), os::cpuModel(), precisionName(runner.settings().precision),
                     runner.settings().threads};
    record.versions = {{"tessera", kVersion}, {"network", runner.libraryVersion()}};
    return record;
}

BatchOutcome runBatch(const std::vector<std::filesystem::path>& inputs, const BatchSettings& settings,
                      const Installation& installation, BatchListener& listener,
                      const std::shared_ptr<CancelToken>& cancel) {
    (void)chooseDevices(settings.devices, computeThreads(settings)); // a slip of the pen leaves no folder behind
    Progress listing([&listener](double fraction, std::string_view step) { listener.listing(fraction, step); }, cancel);
    const Inputs found = collectInputs(inputs, settings.outputFolder, settings.inputs, listing);
    requireWritable(settings.outputFolder);
    const std::unique_ptr<ModelRunner> runner = makeRunner(settings, installation);
    Batch batch(settings, *runner, listener, cancel);
    const auto begin = std::chrono::steady_clock::now();
    try {
        batch.run(found);
    } catch (const Error& error) {
        if (error.code() == ErrorCode::Cancelled) { // what is finished stays listed, as far as the time allows
            batch.tryToWriteSummaries();
        }
        throw;
    }
    batch.writeSummaries();
    BatchOutcome outcome = batch.outcome();
    outcome.devices = runner->use();
    outcome.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return outcome;
}

} // namespace tessera::engine
