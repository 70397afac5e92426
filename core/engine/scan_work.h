#pragma once

#include "core/engine/compute.h"
#include "core/engine/job_settings.h"
#include "core/engine/pipeline/job_work.h"
#include "core/engine/run_record.h"
#include "core/engine/scan_steps.h"
#include "core/engine/stage_clock.h"

#include <optional>

namespace tessera::engine {

/// What a run of a model would be recorded as, without inputs and results.
[[nodiscard]] RunRecord recordFor(const ModelChoice& choice, const Model& model, const Compute& compute);

/// One attempt at one scan of a queue, with ITK and LibTorch. See JobWork.
class ScanWork final : public JobWork {
  public:
    /// @throws Error{JobInvalid}
    ScanWork(Compute& compute, const queue::Job& job);

    std::optional<JobEnding> prepare(JobJournal& journal, Progress& progress) override;
    std::optional<Preview> preview(Progress& progress) override;
    std::optional<TileWork> tiles() override;
    void computeWhole(Progress& progress) override;
    JobEnding finish(std::vector<std::vector<std::uint8_t>> labels, const std::function<void()>& beforeWriting,
                     Progress& progress) override;

  private:
    [[nodiscard]] std::vector<PreflightReport::Device> predict() const;
    [[nodiscard]] std::string tileOptions(std::size_t tile) const;

    Compute& m_compute;
    const Input m_input;
    const JobSettings m_settings;
    std::shared_ptr<const Model> m_model;
    RunRecord m_record;
    PreparedScan m_scan;
    LabelVolume m_box; ///< of a whole-volume bundle
    std::optional<StageClock> m_tilesClock;
};

} // namespace tessera::engine
