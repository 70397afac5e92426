#include "core/engine/tiles/tile_engine.h"

#include "core/base/error.h"
#include "core/engine/tiles/fault_clock.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <map>
#include <mutex>
#include <new>
#include <optional>
#include <string_view>
#include <thread>
#include <utility>

namespace tessera::engine {

using namespace std::chrono_literals;
using scheduler::Seconds;
using Clock = std::chrono::steady_clock;

namespace {

/// Time-bound faults and cancellation are looked at this often.
constexpr auto kTick = 20ms;
/// What a lane without a tile waits for.
constexpr std::string_view kForAScan = "a scan that is prepared", kForTheOthers = "the scan's last tiles, elsewhere",
                           kForForeign = "memory that other programs hold", kForMemory = "memory of its device",
                           kForThePolicy = "tiles that are better placed elsewhere", kForNothing = "its device is lost";

/// Workers that may die on a device, one after the other and with no tile finished between, before it is given up.
constexpr int kMostDeaths = 3;

} // namespace

class TileEngine::State {
  public:
    State(const std::vector<scheduler::DeviceDescription>& devices, std::unique_ptr<scheduler::Policy> policy,
          LaneFactory factory, LaneWatch watch, ForeignMemory foreign);
    ~State();
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    std::size_t addPlan(const std::vector<scheduler::TileKind>& kinds);
    std::vector<std::vector<std::uint8_t>> run(TileRequest request, Progress& progress);
    std::vector<DeviceUse> use();

  private:
    struct Finished { // not yet told
        std::uint32_t tile = 0;
        std::size_t device = 0;
        Seconds seconds = 0;
    };
    struct Job {
        TileRequest request;
        std::vector<std::vector<std::uint8_t>> labels;
        std::size_t finished = 0;
        std::deque<Finished> fresh;
        std::exception_ptr problem;
        std::optional<scheduler::JobEnd> end;
    };
    struct Lane {
        std::optional<scheduler::Start> task;
        std::shared_ptr<const TileSource> source; ///< of the task; outlives a job that was given up
        FaultClock::Fate fate;
        std::vector<std::uint32_t> drops;
        Clock::time_point idleSince;
        std::string_view idleFor{};  ///< empty until it is looked at after a tile
        std::vector<LaneWait> waits; ///< not yet told
        std::size_t number = 0;      ///< of its device
        std::thread thread;
    };
    struct Device {
        explicit Device(scheduler::DeviceDescription described)
            : description(std::move(described)), faults(description.faults) {
            use.name = description.name;
        }
        scheduler::DeviceDescription description;
        FaultClock faults;
        scheduler::Bytes foreign = 0;
        bool lost = false;
        int deaths = 0; ///< of workers, since it last finished a tile
        DeviceUse use;
        std::deque<Lane> lanes; // a deque: addresses stay
    };
    struct Result {
        std::vector<std::uint8_t> labels;
        bool outOfMemory = false;
        std::optional<std::string> death; ///< of the lane's worker, in words
        std::exception_ptr problem;
        std::vector<LaneCopy> copies;
        Seconds seconds = 0;
    };

    [[nodiscard]] Seconds now() const { return std::chrono::duration<Seconds>(Clock::now() - m_begin).count(); }
    void work(Device& device, Lane& lane);
    [[nodiscard]] Result compute(const Device& device, const scheduler::Start& task, const TileSource& source,
                                 const FaultClock::Fate& fate, TileLane& lane) const;
    // with the mutex held
    void tellTile(const Lane& lane, const scheduler::Start& task, LaneSpan span, std::unique_lock<std::mutex>& lock);
    void tellWaits(Lane& lane, std::unique_lock<std::mutex>& lock);
    void endWait(const Device& device, Lane& lane, Clock::time_point end) const;
    void lookAtIdleLanes();
    [[nodiscard]] std::string_view whatItWaitsFor(std::size_t device) const;
    void waitFor(Job& job, std::unique_lock<std::mutex>& lock, Progress& progress);
    void tell(Job& job, std::unique_lock<std::mutex>& lock);
    void report(const scheduler::Start& task, Result result);
    void reportDeath(const scheduler::Start& task, const std::string& how);
    void lookAtDevices();
    void carryOut();
    void start(const scheduler::Start& task);

    const LaneFactory m_factory;
    const LaneWatch m_watch;
    const ForeignMemory m_foreign;
    std::mutex m_watchMutex;
    const Clock::time_point m_begin = Clock::now();
    std::mutex m_mutex;
    std::condition_variable m_lanesWake, m_callersWake;
    scheduler::Scheduler m_scheduler;
    std::vector<std::shared_ptr<const std::vector<scheduler::KindId>>> m_plans;
    std::map<scheduler::JobId, Job> m_jobs;
    std::deque<Device> m_devices;
    std::vector<std::uint32_t> m_networkOfKind;
    std::exception_ptr m_problem; ///< of the scheduler itself: nothing goes on
    bool m_ending = false;
};

TileEngine::State::State(const std::vector<scheduler::DeviceDescription>& devices,
                         std::unique_ptr<scheduler::Policy> policy, LaneFactory factory, LaneWatch watch,
                         ForeignMemory foreign)
    : m_factory(std::move(factory)), m_watch(std::move(watch)), m_foreign(std::move(foreign)),
      m_scheduler(devices, std::move(policy)) {
    for (const scheduler::DeviceDescription& description : devices) {
        Device& device = m_devices.emplace_back(description);
        for (int i = 0; i < description.lanes; ++i) {
            Lane& lane = device.lanes.emplace_back();
            lane.idleSince = m_begin;
            lane.idleFor = kForAScan;
            lane.number = static_cast<std::size_t>(i);
            lane.thread = std::thread([this, &device, &lane] { work(device, lane); });
        }
    }
}

TileEngine::State::~State() {
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_lanesWake.notify_all();
    for (Device& device : m_devices) {
        for (Lane& lane : device.lanes) {
            lane.thread.join();
        }
    }
}

std::size_t TileEngine::State::addPlan(const std::vector<scheduler::TileKind>& kinds) {
    const std::lock_guard lock(m_mutex);
    auto plan = std::make_shared<std::vector<scheduler::KindId>>();
    for (const scheduler::TileKind& kind : kinds) {
        plan->push_back(m_scheduler.addKind(kind));
        m_networkOfKind.push_back(kind.network);
    }
    m_plans.push_back(std::move(plan));
    return m_plans.size() - 1;
}

std::vector<std::vector<std::uint8_t>> TileEngine::State::run(TileRequest request, Progress& progress) {
    std::unique_lock lock(m_mutex);
    scheduler::JobSpec spec{m_plans.at(request.plan), request.priority};
    for (const auto& [tile, labels] : request.known) {
        spec.finished.push_back(tile);
    }
    const scheduler::JobId id = m_scheduler.addJob(spec);
    Job& job = m_jobs[id];
    job.labels.resize(spec.tiles->size());
    job.finished = request.known.size();
    for (auto& [tile, labels] : std::exchange(request.known, {})) {
        job.labels[tile] = std::move(labels);
    }
    job.request = std::move(request);
    try {
        lookAtDevices();
        carryOut();
        waitFor(job, lock, progress);
    } catch (...) {
        if (!lock.owns_lock()) {
            lock.lock();
        }
        m_scheduler.cancelJob(id);
        m_jobs.erase(id);
        carryOut();
        throw;
    }
    Job done = std::move(job);
    m_jobs.erase(id);
    lookAtIdleLanes();
    lock.unlock();
    if (done.problem) {
        std::rethrow_exception(done.problem);
    }
    if (done.end->state != scheduler::JobState::Done) {
        throw done.end->error(done.request.source->scan());
    }
    return std::move(done.labels);
}

/// A listener may take its time: without the lock.
void TileEngine::State::tell(Job& job, std::unique_lock<std::mutex>& lock) {
    while (!job.fresh.empty()) {
        const Finished finished = job.fresh.front();
        job.fresh.pop_front();
        lock.unlock();
        if (job.request.computed) {
            job.request.computed({finished.tile, job.labels[finished.tile], m_devices[finished.device].description.name,
                                  finished.seconds});
        }
        lock.lock();
    }
}

void TileEngine::State::waitFor(Job& job, std::unique_lock<std::mutex>& lock, Progress& progress) {
    const std::size_t count = job.labels.size();
    bool isWaiting = false;
    for (std::size_t said = 0; true;) {
        tell(job, lock);
        if (job.end) {
            return;
        }
        progress.throwIfCancelled();
        if (m_problem) {
            std::rethrow_exception(m_problem);
        }
        std::string step;
        double share = 0;
        if (said <= job.finished && said < count) {
            ++said;
            share = 1.0 / static_cast<double>(count);
            step = "tiles (" + std::to_string(said) + " of " + std::to_string(count) + ")";
        } else if (m_scheduler.waitsForMemory() && !std::exchange(isWaiting, true)) {
            step = "waiting for memory that other programs hold";
        }
        if (!step.empty()) {
            lock.unlock(); // a listener may take its time
            (void)progress.subtask(share, step);
            lock.lock();
            continue;
        }
        m_callersWake.wait_for(lock, kTick);
        lookAtDevices();
        carryOut();
    }
}

std::vector<DeviceUse> TileEngine::State::use() {
    const std::lock_guard lock(m_mutex);
    std::vector<DeviceUse> out;
    for (std::size_t i = 0; i < m_devices.size(); ++i) {
        const scheduler::DeviceState& state = m_scheduler.state().devices()[i];
        DeviceUse& use = out.emplace_back(m_devices[i].use);
        use.lanes = state.laneLimit();
        use.running = state.running();
        use.reserved = state.reservedBytes();
        use.budget = state.budget();
    }
    return out;
}

void TileEngine::State::work(Device& device, Lane& lane) {
    std::unique_ptr<TileLane> computer;
    std::unique_lock lock(m_mutex);
    while (true) {
        m_lanesWake.wait(lock, [&] { return m_ending || lane.task || !lane.drops.empty() || !lane.waits.empty(); });
        if (m_ending) { // nobody waits for what is left
            endWait(device, lane, Clock::now());
            tellWaits(lane, lock);
            return;
        }
        tellWaits(lane, lock);
        const std::vector<std::uint32_t> drops = std::exchange(lane.drops, {});
        const std::optional<scheduler::Start> task = lane.task;
        const std::shared_ptr<const TileSource> source = lane.source;
        const FaultClock::Fate fate = lane.fate;
        const auto begin = Clock::now();
        if (task) {
            endWait(device, lane, begin);
            tellWaits(lane, lock);
        }
        lock.unlock();
        Result result;
        try {
            if (!computer && task) {
                computer = m_factory(device.description);
            }
            for (const std::uint32_t network : drops) {
                if (computer) {
                    computer->drop(network);
                }
            }
            if (task) {
                result = compute(device, *task, *source, fate, *computer);
                result.copies = computer->takeCopies();
            }
        } catch (...) {
            result.problem = std::current_exception();
        }
        const auto end = Clock::now();
        result.seconds = std::chrono::duration<Seconds>(end - begin).count();
        const bool isDone = !result.problem && !result.outOfMemory && !result.death;
        lock.lock();
        if (task) {
            lane.task.reset();
            lane.source.reset();
            lane.idleSince = end;
            lane.idleFor = {};
            LaneSpan span{.device = device.description.name,
                          .scan = source->scan(),
                          .begin = begin,
                          .end = end,
                          .isDone = isDone,
                          .copies = std::move(result.copies)};
            device.use.busySeconds += result.seconds;
            device.use.tiles += isDone ? 1 : 0;
            try {
                report(*task, std::move(result));
            } catch (...) {
                m_problem = std::current_exception();
            }
            m_callersWake.notify_all();
            tellTile(lane, *task, std::move(span), lock);
        }
    }
}

/// Without the lock while it tells, here and below.
void TileEngine::State::tellTile(const Lane& lane, const scheduler::Start& task, LaneSpan span,
                                 std::unique_lock<std::mutex>& lock) {
    if (!m_watch.tile) {
        return;
    }
    const scheduler::DeviceState& state = m_scheduler.state().devices()[task.device];
    span.lane = lane.number;
    span.tile = m_scheduler.state().costs().kind(task.kind).name;
    span.network = m_networkOfKind[task.kind];
    span.running = state.running();
    span.reserved = state.reservedBytes();
    lock.unlock();
    {
        const std::lock_guard watching(m_watchMutex);
        m_watch.tile(span);
    }
    lock.lock();
}

void TileEngine::State::tellWaits(Lane& lane, std::unique_lock<std::mutex>& lock) {
    while (!lane.waits.empty()) {
        const std::vector<LaneWait> waits = std::exchange(lane.waits, {});
        lock.unlock();
        {
            const std::lock_guard watching(m_watchMutex);
            std::ranges::for_each(waits, m_watch.wait);
        }
        lock.lock();
    }
}

void TileEngine::State::endWait(const Device& device, Lane& lane, Clock::time_point end) const {
    if (m_watch.wait && !lane.idleFor.empty()) {
        lane.waits.push_back({device.description.name, lane.number, lane.idleFor, lane.idleSince, end});
    }
    lane.idleSince = end;
}

/// A wait whose reason has changed ends, and another begins.
void TileEngine::State::lookAtIdleLanes() {
    if (!m_watch.wait) {
        return;
    }
    bool haveNews = false;
    for (std::size_t i = 0; i < m_devices.size(); ++i) {
        const std::string_view reason = whatItWaitsFor(i);
        for (Lane& lane : m_devices[i].lanes) {
            if (lane.task || lane.idleFor == reason) {
                continue;
            }
            if (!lane.idleFor.empty()) {
                endWait(m_devices[i], lane, Clock::now());
                haveNews = true;
            }
            lane.idleFor = reason;
        }
    }
    if (haveNews) {
        m_lanesWake.notify_all();
    }
}

std::string_view TileEngine::State::whatItWaitsFor(std::size_t device) const {
    const scheduler::SchedulerState& state = m_scheduler.state();
    if (m_devices[device].lost) {
        return kForNothing;
    }
    if (m_jobs.empty()) {
        return kForAScan;
    }
    if (m_scheduler.waitsForMemory()) {
        return kForForeign;
    }
    const auto next = state.ready().first();
    if (!next) {
        return kForTheOthers;
    }
    return state.admits(device, next->kind) ? kForThePolicy : kForMemory;
}

TileEngine::State::Result TileEngine::State::compute(const Device& device, const scheduler::Start& task,
                                                     const TileSource& source, const FaultClock::Fate& fate,
                                                     TileLane& lane) const {
    Result out;
    if (fate.outOfMemory) {
        out.outOfMemory = true;
        return out;
    }
    const auto begin = Clock::now();
    try {
        out.labels = lane.label(m_networkOfKind[task.kind], task.tile, source);
    } catch (const std::bad_alloc&) {
        out.outOfMemory = true;
    } catch (const Error& error) {
        if (error.code() == ErrorCode::WorkerDied) {
            out.death = error.arguments().back();
        } else if (error.code() == ErrorCode::OutOfMemory) {
            out.outOfMemory = true;
        } else {
            throw;
        }
    }
    const double speed = device.description.speed * fate.speed;
    if (device.description.kind == scheduler::DeviceKind::Emulated && speed < 1) {
        std::this_thread::sleep_for((Clock::now() - begin) * (1 / speed - 1));
    }
    return out;
}

void TileEngine::State::report(const scheduler::Start& task, Result result) {
    const auto found = m_jobs.find(task.job);
    if (result.problem) {
        if (found != m_jobs.end() && !found->second.problem) {
            found->second.problem = result.problem;
        }
        m_scheduler.cancelJob(task.job);
        m_scheduler.stopped(task.attempt, now());
    } else if (result.outOfMemory) {
        m_scheduler.outOfMemory(task.attempt, now());
    } else if (result.death) {
        reportDeath(task, *result.death);
    } else {
        const bool isLost = m_devices[task.device].lost; // its tiles were given to others
        m_devices[task.device].deaths = 0;
        if (found != m_jobs.end() && !isLost) {
            found->second.labels[task.tile] = std::move(result.labels);
            found->second.fresh.push_back({task.tile, task.device, result.seconds});
            ++found->second.finished;
        }
        m_scheduler.finished(task.attempt, now());
    }
    lookAtDevices();
    carryOut();
}

/// A tile that ended three workers is its job's end, wherever that was; a device on which three died in a row is given
/// up, so that it doesn't end one job after the other, unless there is no other device.
void TileEngine::State::reportDeath(const scheduler::Start& task, const std::string& how) {
    Device& device = m_devices[task.device];
    ++device.use.deaths;
    ++device.deaths;
    const auto isLeft = [&device](const Device& other) { return &other != &device && !other.lost; };
    if (!device.lost && device.deaths >= kMostDeaths && std::ranges::any_of(m_devices, isLeft)) {
        device.lost = device.use.lost = true;
        m_scheduler.deviceLost(task.device, now()); // its tiles go to the others
    } else {
        m_scheduler.died(task.attempt, how, now());
    }
}

void TileEngine::State::lookAtDevices() {
    const std::vector<scheduler::Bytes> taken = m_foreign ? m_foreign() : std::vector<scheduler::Bytes>();
    for (std::size_t i = 0; i < m_devices.size(); ++i) {
        Device& device = m_devices[i];
        if (device.lost) {
            continue;
        }
        if (device.faults.lost(now())) {
            device.lost = device.use.lost = true;
            m_scheduler.deviceLost(i, now());
            continue;
        }
        const scheduler::Bytes foreign = device.faults.foreign(now()) + (i < taken.size() ? taken[i] : 0);
        if (foreign != device.foreign) {
            device.foreign = foreign;
            const scheduler::Bytes capacity = device.description.capacity;
            m_scheduler.setBudget(i, capacity - std::min(capacity, foreign), now());
        }
    }
}

void TileEngine::State::carryOut() {
    const scheduler::Actions actions = m_scheduler.decide(now());
    for (const scheduler::Eviction& eviction : actions.evictions) {
        for (Lane& lane : m_devices[eviction.device].lanes) {
            lane.drops.push_back(eviction.network);
        }
    }
    for (std::size_t i = 0; i < m_devices.size(); ++i) {
        scheduler::Bytes& most = m_devices[i].use.mostReserved;
        most = std::max(most, m_scheduler.state().devices()[i].reservedBytes());
    }
    // a network on a CPU can't be stopped: what it says when it ends is the answer to a stop
    for (const scheduler::Start& task : actions.starts) {
        start(task);
    }
    for (const scheduler::JobEnd& end : actions.ended) {
        if (const auto found = m_jobs.find(end.job); found != m_jobs.end()) {
            found->second.end = end;
        }
    }
    if (!actions.ended.empty()) {
        m_callersWake.notify_all();
    }
    if (!actions.starts.empty() || !actions.evictions.empty()) {
        m_lanesWake.notify_all();
    }
    lookAtIdleLanes();
}

void TileEngine::State::start(const scheduler::Start& task) {
    Device& device = m_devices[task.device];
    const auto lane = std::ranges::find_if(device.lanes, [](const Lane& each) { return !each.task; });
    if (lane == device.lanes.end()) {
        throw Error(ErrorCode::Internal, {"no lane of " + device.description.name + " is free"});
    }
    lane->task = task;
    lane->source = m_jobs.at(task.job).request.source;
    lane->fate = device.faults.startTile(now());
}

TileEngine::TileEngine(const std::vector<scheduler::DeviceDescription>& devices,
                       std::unique_ptr<scheduler::Policy> policy, LaneFactory factory, LaneWatch watch,
                       ForeignMemory foreign)
    : m_state(std::make_unique<State>(devices, std::move(policy), std::move(factory), std::move(watch),
                                      std::move(foreign))) {}

TileEngine::~TileEngine() = default;

std::size_t TileEngine::addPlan(const std::vector<scheduler::TileKind>& kinds) {
    return m_state->addPlan(kinds);
}

std::vector<std::vector<std::uint8_t>> TileEngine::run(TileRequest request, Progress& progress) {
    return m_state->run(std::move(request), progress);
}

std::vector<DeviceUse> TileEngine::use() const {
    return m_state->use();
}

} // namespace tessera::engine
