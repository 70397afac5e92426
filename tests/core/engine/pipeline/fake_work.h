#pragma once

#include "core/base/error.h"
#include "core/engine/pipeline/pipeline.h"
#include "core/engine/scheduler/device_spec.h"
#include "tests/core/engine/queue/queue_fixture.h"

#include <atomic>
#include <map>
#include <set>

/// A pipeline whose jobs are numbers: what they prepare, their tiles and results follow from their names. Neither
/// LibTorch nor ITK: the thread sanitizer runs it.
namespace tessera::engine::test {

inline constexpr std::uint32_t kTiles = 9;

/// What the works and lanes of a test share.
struct Laboratory {
    std::mutex mutex;
    std::condition_variable changed;
    std::map<std::string, int> prepared, computed, finished; ///< how often, by job's name ("/tile" added for computed)
    std::map<std::string, std::vector<std::vector<std::uint8_t>>> results;
    std::vector<std::string> order;              ///< of the tiles that were computed
    std::set<std::string> failPrepare;           ///< jobs that can't be prepared
    std::map<std::string, std::string> previews; ///< jobs with one: "there", or "failed" or "bad_alloc" as it ends
    std::map<std::string, int> previewed;        ///< how often one was begun
    std::chrono::microseconds tileTime{0};
    bool prepareShut = false, lanesShut = false, finishShut = false, previewsShut = false; ///< wait until it isn't
    int preparing = 0, mostPreparing = 0, finishing = 0, mostFinishing = 0;

    void open() {
        const std::lock_guard lock(mutex);
        prepareShut = lanesShut = finishShut = previewsShut = false;
        changed.notify_all();
    }
    template <class Condition>
    bool waitFor(Condition condition) {
        std::unique_lock lock(mutex);
        return changed.wait_for(lock, std::chrono::seconds(60), condition);
    }
};

/// "scan-7" is 7.
inline int numberOf(const std::string& name) {
    return std::stoi(name.substr(name.rfind('-') + 1));
}

inline std::uint8_t labelOf(int number, std::uint32_t tile) {
    return static_cast<std::uint8_t>((number * 31 + static_cast<int>(tile) * 7) % 251);
}

inline std::vector<std::vector<std::uint8_t>> expectedOf(int number) {
    std::vector<std::vector<std::uint8_t>> out;
    for (std::uint32_t tile = 0; tile < kTiles; ++tile) {
        out.push_back({labelOf(number, tile)});
    }
    return out;
}

class FakeSource final : public TileSource {
  public:
    explicit FakeSource(std::string name) : m_name(std::move(name)) {}
    [[nodiscard]] std::vector<float> tile(std::uint32_t tile) const override {
        return {static_cast<float>(numberOf(m_name)), static_cast<float>(tile)};
    }
    [[nodiscard]] const std::string& scan() const override { return m_name; }

  private:
    std::string m_name;
};

class FakeLane final : public TileLane {
  public:
    explicit FakeLane(Laboratory& laboratory) : m_laboratory(laboratory) {}
    std::vector<std::uint8_t> label(std::uint32_t /*network*/, std::uint32_t tile, const TileSource& source) override {
        const std::string name = source.scan() + "/" + std::to_string(tile);
        std::unique_lock lock(m_laboratory.mutex);
        m_laboratory.order.push_back(name);
        m_laboratory.changed.notify_all();
        m_laboratory.changed.wait(lock, [this] { return !m_laboratory.lanesShut; });
        if (m_laboratory.tileTime.count() > 0) {
            lock.unlock();
            std::this_thread::sleep_for(m_laboratory.tileTime);
            lock.lock();
        }
        ++m_laboratory.computed[name];
        m_laboratory.changed.notify_all();
        const std::vector<float> voxels = source.tile(tile);
        return {labelOf(static_cast<int>(voxels[0]), tile)};
    }
    void drop(std::uint32_t /*network*/) override {}

  private:
    Laboratory& m_laboratory;
};

class FakeWork final : public JobWork {
  public:
    FakeWork(Laboratory& laboratory, std::string name, bool whole)
        : m_laboratory(laboratory), m_name(std::move(name)), m_whole(whole) {}

    std::optional<JobEnding> prepare(JobJournal& journal, Progress& progress) override {
        progress.update(0.5);
        if (m_name.starts_with("skip")) {
            return JobEnding{.skipped = true};
        }
        const std::optional<queue::Prepared> kept = journal.prepared();
        journal.tell({.warnings = {"a warning"}, .devices = {}});
        std::unique_lock lock(m_laboratory.mutex);
        if (m_laboratory.failPrepare.contains(m_name)) {
            throw Error(ErrorCode::RegistrationFailed, {m_name, "reason"});
        }
        m_laboratory.mostPreparing = std::max(m_laboratory.mostPreparing, ++m_laboratory.preparing);
        m_laboratory.changed.notify_all();
        m_laboratory.changed.wait(lock, [this] { return !m_laboratory.prepareShut; });
        if (!kept) {
            ++m_laboratory.prepared[m_name];
            m_laboratory.changed.notify_all();
            lock.unlock();
            journal.recordHashes({"hash of " + m_name});
            journal.storePrepared(queue::test::examplePrepared(m_name));
            lock.lock();
        } else if (kept->content != queue::test::bytesOf(m_name)) {
            throw Error(ErrorCode::Internal, {m_name, "another job's volume"});
        }
        --m_laboratory.preparing;
        return std::nullopt;
    }
    std::optional<Preview> preview(Progress& progress) override {
        std::unique_lock lock(m_laboratory.mutex);
        const auto found = m_laboratory.previews.find(m_name);
        if (found == m_laboratory.previews.end()) {
            return std::nullopt;
        }
        ++m_laboratory.previewed[m_name];
        m_laboratory.changed.notify_all();
        while (m_laboratory.previewsShut) {
            progress.throwIfCancelled();
            m_laboratory.changed.wait_for(lock, std::chrono::milliseconds(10));
        }
        if (found->second == "failed") {
            throw Error(ErrorCode::OutOfMemory, {m_name});
        }
        if (found->second == "bad_alloc") {
            throw std::bad_alloc();
        }
        return Preview{.model = "quick", .labels = {1, 2, 3}, .size = {3, 1, 1}, .scanFromGrid = {}};
    }
    std::optional<TileWork> tiles() override {
        if (m_whole) {
            return std::nullopt;
        }
        TileWork out{.plan = 0, .source = std::make_shared<FakeSource>(m_name)};
        for (std::uint32_t tile = 0; tile < kTiles; ++tile) {
            const std::vector<float> voxels = out.source->tile(tile);
            out.keys.push_back(queue::tileKey(std::as_bytes(std::span(voxels)), "weights", "options"));
            out.boxes.push_back({.name = std::to_string(tile), .size = {1, 1, 1}});
        }
        return out;
    }
    void computeWhole(Progress& progress) override { progress.update(1); }
    JobEnding finish(std::vector<std::vector<std::uint8_t>> labels, const std::function<void()>& beforeWriting,
                     Progress& progress) override {
        std::unique_lock lock(m_laboratory.mutex);
        m_laboratory.mostFinishing = std::max(m_laboratory.mostFinishing, ++m_laboratory.finishing);
        m_laboratory.changed.notify_all();
        m_laboratory.changed.wait(lock, [this] { return !m_laboratory.finishShut; });
        --m_laboratory.finishing;
        lock.unlock();
        beforeWriting();
        progress.update(1);
        lock.lock();
        ++m_laboratory.finished[m_name];
        m_laboratory.results[m_name] = std::move(labels);
        m_laboratory.changed.notify_all();
        if (m_name.starts_with("review")) {
            return {.state = queue::JobState::NeedsReview, .reasons = {{"volume", {"implausible"}}}};
        }
        return {};
    }

  private:
    Laboratory& m_laboratory;
    std::string m_name;
    bool m_whole;
};

/// Keeps what it hears.
class Ear final : public PipelineListener {
  public:
    void changed(const queue::JobSummary& job, const JobEnding* ending) override {
        const std::lock_guard lock(m_mutex);
        m_states[job.name.string()].push_back(job.state);
        m_reasons[job.name.string()] = job.reasons;
        m_skipped += ending != nullptr && ending->skipped ? 1 : 0;
        m_heard.notify_all();
    }
    void progressed(const JobProgress& progress) override {
        const std::lock_guard lock(m_mutex);
        double& last = m_fractions[progress.job];
        m_rises = m_rises && progress.fraction >= last && progress.fraction <= 1;
        last = progress.fraction;
    }
    void tileThere(const TileNews& tile) override {
        const std::lock_guard lock(m_mutex);
        ++(tile.device.empty() ? m_found : m_computed)[tile.job];
        m_filesThere = m_filesThere && std::filesystem::exists(tile.file) && tile.count == kTiles;
    }
    void previewThere(const PreviewNews& preview) override {
        const std::lock_guard lock(m_mutex);
        m_previews[preview.job] = preview.file;
        m_previewsFirst = m_previewsFirst && !m_computed.contains(preview.job) && preview.preview.model == "quick";
        m_filesThere = m_filesThere && std::filesystem::exists(preview.file);
        m_heard.notify_all();
    }
    void preflighted(const queue::JobSummary& /*job*/, const PreflightReport& report) override {
        const std::lock_guard lock(m_mutex);
        m_warnings += report.warnings.size();
    }
    void noted(const std::string& sentence) override {
        const std::lock_guard lock(m_mutex);
        m_notes.push_back(sentence);
    }

    /// Whether that many jobs have ended in time.
    [[nodiscard]] bool waitForEnds(std::size_t count) {
        return waitFor([&] {
            std::size_t ends = 0;
            for (const auto& [name, states] : m_states) {
                ends += states.back() >= queue::JobState::Done ? 1 : 0;
            }
            return ends >= count;
        });
    }
    [[nodiscard]] bool waitForState(const std::string& name, queue::JobState state) {
        return waitFor([&] { return m_states.contains(name) && m_states[name].back() == state; });
    }
    template <class Condition>
    bool waitFor(Condition condition) {
        std::unique_lock lock(m_mutex);
        return m_heard.wait_for(lock, std::chrono::seconds(60), condition);
    }

    std::mutex m_mutex;
    std::condition_variable m_heard;
    std::map<std::string, std::vector<queue::JobState>> m_states;
    std::map<std::string, std::vector<queue::Reason>> m_reasons;
    std::map<queue::JobId, double> m_fractions;
    std::map<queue::JobId, int> m_found, m_computed;
    std::map<queue::JobId, std::filesystem::path> m_previews;
    std::vector<std::string> m_notes;
    std::size_t m_warnings = 0;
    int m_skipped = 0;
    bool m_rises = true, m_filesThere = true, m_previewsFirst = true;
};

/// A queue, devices and what is needed to run jobs on them.
struct Bench {
    explicit Bench(const std::string& devices = "2xemu-1g", bool whole = false) : isWhole(whole) {
        std::vector<scheduler::DeviceDescription> described = scheduler::parseDeviceSpec(devices);
        for (scheduler::DeviceDescription& device : described) {
            device.speed = device.speed > 0 ? device.speed : 1;
            device.contextBytes = 0;
        }
        engine = std::make_unique<TileEngine>(
            described, scheduler::makePolicy(scheduler::kDefaultPolicy),
            [this](const scheduler::DeviceDescription& /*device*/) { return std::make_unique<FakeLane>(laboratory); });
        std::vector<scheduler::TileKind> kinds(kTiles);
        for (scheduler::TileKind& kind : kinds) {
            kind.peakBytes = {scheduler::kMebi, scheduler::kMebi};
        }
        (void)engine->addPlan(kinds);
        queue = fixture.open();
    }
    [[nodiscard]] std::unique_ptr<Pipeline> start(PipelineSettings settings = {}) {
        settings.poll = std::chrono::milliseconds(20);
        return std::make_unique<Pipeline>(
            *queue, *engine,
            [this](const queue::Job& job) {
                return std::make_unique<FakeWork>(laboratory, job.name.string(), isWhole);
            },
            ear, settings);
    }
    [[nodiscard]] int timesComputed(const std::string& name) {
        const std::lock_guard lock(laboratory.mutex);
        int out = 0;
        for (const auto& [tile, times] : laboratory.computed) {
            out += tile.starts_with(name + "/") ? times : 0;
        }
        return out;
    }

    queue::test::Fixture fixture;
    Laboratory laboratory;
    Ear ear;
    bool isWhole;
    std::unique_ptr<TileEngine> engine;
    std::unique_ptr<queue::Queue> queue;
};

} // namespace tessera::engine::test
