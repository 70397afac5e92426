#pragma once

#include "core/base/error.h"
#include "core/base/progress.h"
#include "core/engine/compute.h"
#include "core/engine/inputs.h"
#include "core/engine/pipeline/pipeline.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tessera::engine {

/// What `segment` was asked to do, once for all scans.
struct BatchSettings {
    std::filesystem::path outputFolder;
    ModelChoice model;
    ComputeSettings compute;
    InputOptions inputs;
    std::filesystem::path queueFolder; ///< empty: `queue::defaultQueueFolder`
    std::filesystem::path traceFile;   ///< see trace/trace.h; empty: none
    bool overwrite = false;
};

/// Hears of every step of a batch, one call at a time, on whichever thread it happens.
class BatchListener : public PipelineListener {
  public:
    /// While the inputs are being looked for; `step` says how far it is.
    virtual void listing(double fraction, std::string_view step) = 0;
    /// An input that never becomes a job.
    virtual void refused(const std::filesystem::path& file, const Error& error) = 0;
    /// The jobs, in the inputs' order.
    virtual void begun(std::span<const queue::JobId> jobs) = 0;
};

struct BatchOutcome {
    std::size_t done = 0, needsReview = 0, skipped = 0, failed = 0;
    std::vector<DeviceUse> devices; ///< what each did in all
    std::optional<MpsState> mps;    ///< where lanes computed through it
    double seconds = 0;             ///< from the first scan to the last
};

/// Segments the scans over a queue: jobs that an earlier run with the same settings left there are taken up, tiles that
/// it computed aren't computed again. A scan that fails is reported and the next one goes on; a finished identical
/// result is skipped; another's result is left alone (unless `overwrite`) and counts as a failure. Jobs that ended well
/// leave the queue, others stay in it. At the end, and after cancellation, `volumes_all.tsv` and `failures.tsv` are
/// brought up to date.
/// @throws Error{Cancelled} and what concerns all scans (the output folder, the bundle, devices, queue, collisions)
BatchOutcome runBatch(const std::vector<std::filesystem::path>& inputs, const BatchSettings& settings,
                      const Installation& installation, BatchListener& listener,
                      const std::shared_ptr<CancelToken>& cancel);

} // namespace tessera::engine
