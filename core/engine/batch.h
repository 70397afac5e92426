#pragma once

#include "core/base/error.h"
#include "core/base/progress.h"
#include "core/engine/device/mps.h"
#include "core/engine/device_choice.h"
#include "core/engine/inputs.h"
#include "core/engine/precision.h"
#include "core/engine/run_record.h"
#include "core/engine/scheduler/policy.h"
#include "core/engine/tiles/tile_engine.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tessera::engine {

class ModelRunner;

/// What `segment` was asked to do, once for all scans.
struct BatchSettings {
    std::filesystem::path outputFolder;
    std::string model = "tessera-mini";
    std::string devices = "auto"; ///< see device_choice.h
    std::string policy = scheduler::kDefaultPolicy;
    LaneSettings lanes;
    int threads = 0;  ///< 0: one for each CPU that may be used
    std::string cpus; ///< as given, for the record
    InputOptions inputs;
    PrecisionChoice precision = PrecisionChoice::Auto;
    bool repeatable = false;
    bool overwrite = false;
};

/// Where this program's own files lie.
struct Installation {
    std::filesystem::path models;        ///< built-in bundles
    std::filesystem::path networkModule; ///< libtessera_net.so
};

/// Hears of every step of a batch, on the thread that runs it.
class BatchListener {
  public:
    BatchListener() = default;
    BatchListener(const BatchListener&) = delete;
    BatchListener& operator=(const BatchListener&) = delete;
    virtual ~BatchListener() = default;

    /// While the inputs are being looked for; `step` says how far it is.
    virtual void listing(double fraction, std::string_view step) = 0;
    /// Something that a person should know about the inputs, once.
    virtual void noted(const std::string& sentence) = 0;
    virtual void started(std::size_t index, std::size_t count, const Input& input) = 0;
    /// @param fraction of this scan, 0..1
    virtual void progressed(double fraction, std::string_view step) = 0;
    virtual void skipped(const Input& input, const RunRecord& record) = 0;
    virtual void finished(const Input& input, const RunRecord& record) = 0;
    virtual void failed(const std::filesystem::path& file, const Error& error) = 0;
};

struct BatchOutcome {
    std::size_t done = 0, needsReview = 0, skipped = 0, failed = 0;
    std::vector<DeviceUse> devices; ///< what each did in all
    std::optional<MpsState> mps;    ///< where lanes computed through it
    double seconds = 0;             ///< from the first scan to the last
};

/// Threads of a tile's network where results must be repeatable, whatever the machine has.
inline constexpr int kRepeatableThreads = 2;

/// The model on the device that the settings ask for. @throws Error of the bundle or the network module
[[nodiscard]] std::unique_ptr<ModelRunner> makeRunner(const BatchSettings& settings, const Installation& installation);

/// What a run with these settings would be recorded as, without inputs and results.
[[nodiscard]] RunRecord recordFor(const BatchSettings& settings, const ModelRunner& runner);

/// Segments the scans one after the other. A scan that fails is reported and the next one goes on; a finished identical
/// result is skipped; another's result is left alone (unless `overwrite`) and counts as a failure. At the end, and
/// after cancellation, `volumes_all.tsv` and `failures.tsv` are brought up to date.
/// @throws Error{Cancelled} and what concerns all scans (the output folder, the bundle, collisions)
BatchOutcome runBatch(const std::vector<std::filesystem::path>& inputs, const BatchSettings& settings,
                      const Installation& installation, BatchListener& listener,
                      const std::shared_ptr<CancelToken>& cancel);

} // namespace tessera::engine
