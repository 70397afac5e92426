#pragma once

#include "core/engine/output_files.h"
#include "core/engine/queue/queued_job.h"
#include "core/image/geometry.h"

#include <QString>
#include <QStringList>

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

/// What the engine process says and is asked, as plain values: see resources/protocol/messages.schema.json.
namespace tessera::ui {

using queue::JobId;
using queue::JobState;

/// Why a job is in its state.
struct Reason {
    QString code;
    QStringList arguments;
    QString sentence; ///< in English
    bool operator==(const Reason&) const = default;
};

/// All that is known of a job.
struct JobInfo {
    JobId id = 0;
    std::filesystem::path name; ///< where its outputs go below the output folder
    std::filesystem::path file;
    JobState state = JobState::Queued;
    int priority = 0; ///< higher comes first
    int attempts = 0;
    std::vector<Reason> reasons{};
    QString enqueued{}, changed{};           ///< UTC, ISO 8601
    std::filesystem::path output{}, model{}; ///< empty if the engine didn't tell
    std::filesystem::path slice{};           ///< of a DICOM series one of its files; else empty
    QStringList notices{};                   ///< of the result: what else a person should know
    QString laterality{};                    ///< of the result
    bool skipped = false;                    ///< an identical result was there already; told once, with the job's end

    /// What shows just this scan when it is opened, also where a folder holds several series.
    [[nodiscard]] const std::filesystem::path& scan() const { return slice.empty() ? file : slice; }
    /// Done, perhaps with doubts: there is a result.
    [[nodiscard]] bool hasResult() const { return state == JobState::Done || state == JobState::NeedsReview; }
    /// Where the result lies, if there is one. Whether a whole-volume model left agreement and coverage out, only the
    /// disk can tell.
    [[nodiscard]] std::optional<engine::OutputFiles> result() const;
};

struct JobProgress {
    JobId id = 0;
    JobState stage = JobState::Preparing;
    double fraction = 0; ///< of the whole job, 0..1
    QString step{};      ///< in English
    std::optional<double> secondsLeft{};
};

/// A tile's labels are there.
struct TileNews {
    JobId job = 0;
    int tile = 0, tiles = 0; ///< index in the plan, and how many the plan has
    QString name{};
    std::array<std::int64_t, 3> origin{}, size{}; ///< voxels of the working grid
    Affine scanFromGrid{};                        ///< voxel of the working grid to RAS mm of the scan
    std::filesystem::path file{};                 ///< see core/engine/queue/work_file.h; empty if it couldn't be kept
    QString device{};                             ///< empty if an earlier run computed it
    double seconds = 0;
};

/// Labels of another, quicker model, to be looked at until the first tile comes.
struct PreviewNews {
    JobId job = 0;
    std::filesystem::path model{};      ///< a built-in's name or a folder
    std::array<std::int64_t, 3> size{}; ///< voxels
    Affine scanFromGrid{};              ///< voxel of the labels to RAS mm of the scan
    std::filesystem::path file{};       ///< as a tile's
};

/// What a device has done since the engine started.
struct DeviceState {
    QString name;
    int lanes = 0, running = 0; ///< running: tiles at this moment
    std::int64_t tiles = 0;
    double busySeconds = 0; ///< of all lanes together
    std::int64_t reservedBytes = 0, peakBytes = 0, budgetBytes = 0;
    int deaths = 0; ///< of worker processes
    bool lost = false;
    // of its own meters over the last second, where they are known
    std::optional<int> loadPercent; ///< whoever computes
    std::optional<std::int64_t> usedByUsBytes, usedByOthersBytes;
    std::optional<int> temperatureC;
    QString whyUnknown; ///< the others, in English
};

/// Something that the machine can compute on.
struct DeviceChoice {
    QString spec; ///< as of `--devices`
    QString name; ///< the hardware's
};

/// A series of a DICOM study.
struct SeriesChoice {
    QString series; ///< what an answer names it by
    int number = 0;
    QString description, kind;          ///< T1, or why it isn't taken for one, in English
    std::array<std::int64_t, 3> size{}; ///< columns, rows, slices
    std::array<double, 3> spacingMm{};  ///< 0: not stated
    QString orientation;                ///< of its slices: axial, coronal, sagittal; empty if not stated
    bool suitable = false, suggested = false;
};

/// Several series of a study may be meant: answered with `Engine::answer`.
struct Question {
    int number = 0;
    std::filesystem::path file;
    QString code, message;              ///< the message lists the series that fit
    std::vector<SeriesChoice> series{}; ///< all of the study
};

/// An input that became no job.
struct Refusal {
    std::filesystem::path file;
    QString code, message;
};

/// What is known before a scan is prepared.
struct PreflightReport {
    struct Device {
        QString name;
        bool fits = false;
        std::int64_t peakBytes = 0;      ///< predicted for one tile, or the whole volume, with its weights
        std::optional<double> seconds{}; ///< predicted for the scan's network on this device alone
        bool isHistory = false;          ///< as it was on this machine before; else from the network's layers
    };
    JobId job = 0;
    QStringList warnings{};
    std::vector<Device> devices{};
};

/// Jobs in their turn, a page at a time. After the last page, jobs that were on none of them are gone.
struct JobPage {
    std::vector<JobInfo> jobs;
    bool isFirst = false, isLast = false;
};

struct EngineError {
    QString code; ///< of tessera::Error, or EngineGone
    QString message;
};

/// Scans, DICOM series or folders with them. Paths are absolute.
struct EnqueueRequest {
    std::vector<std::filesystem::path> inputs;
    std::filesystem::path output;
    std::filesystem::path model{}; ///< a built-in's name or a folder; empty: tessera-mini
    QString precision = "auto";    ///< or fp32, bf16
    bool repeatable = false, overwrite = false;
    QString preview = "never";            ///< or auto, always
    std::filesystem::path previewModel{}; ///< empty: the engine's own choice
    QString series{}, orientation{};      ///< empty: not stated
    int priority = 0;
};

/// What became of inputs.
struct EnqueueReport {
    std::optional<EngineError> error{}; ///< nothing was enqueued
    std::vector<JobInfo> jobs{};        ///< new ones, and unfinished ones of earlier that are the same
    std::vector<Refusal> refused{};
    QStringList notes{};
    int questions = 0; ///< that follow
};

} // namespace tessera::ui
