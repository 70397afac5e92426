#include "core/engine/scheduler/scheduler.h"

#include <algorithm>
#include <utility>

namespace tessera::scheduler {
namespace {

constexpr int kMostDeaths = 3;
constexpr int kTilesForALane = 16;

std::string inMebi(Bytes bytes) {
    return std::to_string((bytes + kMebi - 1) / kMebi);
}

} // namespace

Error JobEnd::error(const std::string& name) const {
    std::vector<std::string> arguments{name};
    arguments.insert(arguments.end(), details.begin(), details.end());
    return Error(code, arguments);
}

Scheduler::Scheduler(const std::vector<DeviceDescription>& devices, std::unique_ptr<Policy> policy)
    : m_state(devices), m_policy(std::move(policy)), m_goodTiles(devices.size()) {
    if (devices.empty()) {
        throw Error(ErrorCode::Usage, {"no device to compute on was given"});
    }
    for (const DeviceDescription& device : devices) {
        if (device.capacity == 0 || !(device.speed > 0) || device.lanes < 1) {
            throw Error(ErrorCode::Internal, {"scheduler", device.name + " has no memory, speed or lane"});
        }
    }
}

KindId Scheduler::addKind(const TileKind& kind) {
    return m_state.m_costs.add(kind);
}

JobId Scheduler::addJob(const JobSpec& spec) {
    const auto known = [this](KindId kind) { return kind < m_state.m_costs.kinds(); };
    if (!spec.tiles || spec.tiles->empty() || !std::all_of(spec.tiles->begin(), spec.tiles->end(), known)) {
        throw Error(ErrorCode::Internal, {"scheduler", "a job without tiles, or with tiles of an unknown kind"});
    }
    std::vector<char> done(spec.tiles->size());
    for (const std::uint32_t tile : spec.finished) {
        if (tile >= done.size()) {
            throw Error(ErrorCode::Internal, {"scheduler", "a finished tile that the job doesn't have"});
        }
        done[tile] = 1;
    }
    Job job{++m_state.m_lastJob, spec.priority, spec.tiles, 0};
    for (std::uint32_t tile = 0; tile < done.size(); ++tile) {
        if (done[tile] == 0) {
            m_state.m_ready.insert({spec.priority, job.id, tile, (*spec.tiles)[tile]});
            ++job.open;
        }
    }
    if (job.open == 0) {
        m_actions.ended.push_back({job.id, JobState::Done});
    } else {
        m_state.m_jobs.emplace(job.id, job);
    }
    m_checkFit = true;
    return job.id;
}

void Scheduler::cancelJob(JobId job) {
    endJob({job, JobState::Cancelled});
}

void Scheduler::setPriority(JobId id, int priority) {
    const auto found = m_state.m_jobs.find(id);
    if (found == m_state.m_jobs.end()) {
        return;
    }
    Job& job = found->second;
    for (std::uint32_t tile = 0; tile < job.tiles->size(); ++tile) {
        ReadyTile ready{job.priority, id, tile, (*job.tiles)[tile]};
        if (m_state.m_ready.contains(ready)) {
            m_state.m_ready.erase(ready);
            ready.priority = priority;
            m_state.m_ready.insert(ready);
        }
        const auto trouble = m_troubles.find({id, tile});
        if (trouble != m_troubles.end()) {
            trouble->second.tile.priority = priority;
        }
    }
    job.priority = priority;
}

void Scheduler::endJob(const JobEnd& end) {
    const auto found = m_state.m_jobs.find(end.job);
    if (found == m_state.m_jobs.end()) {
        return;
    }
    const Job& job = found->second;
    for (std::uint32_t tile = 0; tile < job.tiles->size(); ++tile) {
        m_state.m_ready.erase({job.priority, job.id, tile, (*job.tiles)[tile]});
    }
    m_troubles.erase(m_troubles.lower_bound({job.id, 0}), m_troubles.lower_bound({job.id + 1, 0}));
    for (DeviceState& device : m_state.m_devices) {
        for (const Attempt& attempt : device.attempts()) {
            if (attempt.tile.job == job.id && !attempt.abandoned) {
                m_actions.stops.push_back(attempt.id);
                device.abandon(attempt.id);
            }
        }
    }
    m_actions.ended.push_back(end);
    m_state.m_jobs.erase(found);
}

void Scheduler::advance(Seconds now) {
    if (now > m_now) {
        for (DeviceState& device : m_state.m_devices) {
            device.advance(now - m_now);
        }
        m_now = now;
    }
}

void Scheduler::evict(std::size_t device, const std::vector<std::uint32_t>& networks) {
    for (const std::uint32_t network : networks) {
        m_actions.evictions.push_back({device, network});
    }
}

std::optional<Scheduler::Ended> Scheduler::endAttempt(AttemptId id, Seconds now) {
    advance(now);
    const auto found = m_deviceOf.find(id);
    if (found == m_deviceOf.end()) {
        return std::nullopt;
    }
    const std::size_t device = found->second;
    m_deviceOf.erase(found);
    std::erase(m_actions.stops, id);
    Ended out{device, m_state.m_devices[device].end(id)};
    if (!m_policy->traits().keepsWeights) {
        evict(device, m_state.m_devices[device].evictIdle(true));
    }
    return out;
}

void Scheduler::finished(AttemptId id, Seconds now, std::optional<Bytes> peak) {
    const auto ended = endAttempt(id, now);
    if (!ended) {
        return;
    }
    const ReadyTile& tile = ended->run.attempt.tile;
    if (ended->run.work.exposure > 0) {
        m_state.m_costs.speedMeasured(ended->device, tile.kind, ended->run.work.alone / ended->run.work.exposure);
    }
    DeviceState& device = m_state.m_devices[ended->device];
    if (peak) { // it did run, so that it mustn't become a tile that fits nowhere
        m_state.m_costs.peakMeasured(ended->device, tile.kind,
                                     std::min(*peak, device.mostPeak(m_state.m_costs.kind(tile.kind))));
    }
    if (device.laneLimit() < device.description().lanes && ++m_goodTiles[ended->device] >= kTilesForALane) {
        device.setLaneLimit(device.laneLimit() + 1);
        m_goodTiles[ended->device] = 0;
    }
    const auto job = m_state.m_jobs.find(tile.job);
    if (ended->run.attempt.abandoned || job == m_state.m_jobs.end()) {
        return;
    }
    m_troubles.erase({tile.job, tile.tile});
    if (--job->second.open == 0) {
        endJob({tile.job, JobState::Done});
    }
}

void Scheduler::stopped(AttemptId id, Seconds now) {
    const auto ended = endAttempt(id, now);
    if (ended && !ended->run.attempt.abandoned) {
        giveBack(ended->run.attempt.tile);
    }
}

void Scheduler::giveBack(const ReadyTile& tile) {
    const Job* job = m_state.job(tile.job);
    if (job != nullptr) {
        m_state.m_ready.insert({job->priority, tile.job, tile.tile, tile.kind});
    }
}

Scheduler::Trouble& Scheduler::troubleOf(const ReadyTile& tile) {
    Trouble& trouble = m_troubles[{tile.job, tile.tile}];
    trouble.tile = tile;
    trouble.tile.priority = m_state.job(tile.job)->priority;
    trouble.triedAgain.resize(m_state.m_devices.size());
    trouble.refused.resize(m_state.m_devices.size());
    return trouble;
}

void Scheduler::outOfMemory(AttemptId id, Seconds now) {
    const auto ended = endAttempt(id, now);
    if (!ended) {
        return;
    }
    const Attempt& attempt = ended->run.attempt;
    if (attempt.abandoned) {
        return;
    }
    DeviceState& device = m_state.m_devices[ended->device];
    if (!m_policy->traits().recovers) {
        endJob({attempt.tile.job, JobState::Failed, ErrorCode::DevicesOutOfMemory, {device.description().name}});
        return;
    }
    const int concurrent = device.running() + 1;
    const std::vector<std::uint32_t> freed = device.evictIdle(true);
    evict(ended->device, freed);
    device.setLaneLimit(std::max(1, std::min(device.laneLimit(), concurrent - 1)));
    m_goodTiles[ended->device] = 0;
    Trouble& trouble = troubleOf(attempt.tile);
    const bool again = trouble.triedAgain[ended->device] == 0 && (concurrent > 1 || !freed.empty());
    trouble.triedAgain[ended->device] = 1;
    trouble.refused[ended->device] = again ? 0 : 1;
    trouble.stay = again ? std::optional(ended->device) : std::nullopt;
    trouble.waiting = true;
}

void Scheduler::died(AttemptId id, const std::string& reason, Seconds now) {
    const auto ended = endAttempt(id, now);
    if (!ended || ended->run.attempt.abandoned) {
        return;
    }
    const ReadyTile tile = ended->run.attempt.tile;
    Trouble& trouble = troubleOf(tile);
    if (++trouble.deaths >= kMostDeaths) {
        endJob({tile.job, JobState::Failed, ErrorCode::TileDied, {std::to_string(kMostDeaths), reason}});
        return;
    }
    bool fitsElsewhere = false;
    for (std::size_t i = 0; i < m_state.m_devices.size(); ++i) {
        fitsElsewhere = fitsElsewhere || (i != ended->device && trouble.refused[i] == 0 && m_state.fits(i, tile.kind));
    }
    if (trouble.deaths == kMostDeaths - 1 && fitsElsewhere && m_policy->traits().recovers) {
        trouble.avoid = ended->device;
        trouble.waiting = true;
    } else {
        giveBack(tile);
    }
}

void Scheduler::deviceLost(std::size_t index, Seconds now) {
    advance(now);
    DeviceState& device = m_state.m_devices[index];
    for (const Attempt& attempt : device.attempts()) {
        m_deviceOf.erase(attempt.id);
        std::erase(m_actions.stops, attempt.id);
        if (!attempt.abandoned) {
            giveBack(attempt.tile);
        }
    }
    device.setLost();
    m_checkFit = true;
}

void Scheduler::setBudget(std::size_t index, Bytes bytes, Seconds now) {
    advance(now);
    DeviceState& device = m_state.m_devices[index];
    device.setBudget(bytes);
    if (!device.lost()) {
        evict(index, device.evictIdle(false));
    }
    m_checkFit = true;
}

void Scheduler::checkPlacement(const Placement& placement) const {
    const bool known = placement.device < m_state.m_devices.size() && m_state.m_ready.contains(placement.tile);
    if (!known || !m_state.m_devices[placement.device].hasLane() ||
        (m_policy->traits().admitsByMemory && !m_state.admits(placement.device, placement.tile.kind))) {
        throw Error(ErrorCode::Internal,
                    {std::string(m_policy->traits().name), "a tile was placed where it can't run"});
    }
}

void Scheduler::start(const Placement& placement) {
    DeviceState& device = m_state.m_devices[placement.device];
    const PolicyTraits& traits = m_policy->traits();
    const KindId id = placement.tile.kind;
    const TileKind& kind = m_state.m_costs.kind(id);
    const Bytes peak = m_state.m_costs.peak(placement.device, id);
    const bool newProcess = traits.processPerTile || device.needsProcess();
    evict(placement.device, device.makeRoom(kind, peak));
    const bool loads = !device.hasWeights(kind.network);
    const Seconds setup = device.setupSeconds(kind, newProcess);
    const Attempt attempt{++m_lastAttempt, placement.tile, kind.network, peak};
    device.start(attempt, kind, m_state.m_costs.seconds(placement.device, id), setup,
                 demandOn(device.description(), kind, placement.cap));
    m_deviceOf.emplace(attempt.id, placement.device);
    m_actions.starts.push_back(
        {attempt.id, placement.tile.job, placement.tile.tile, id, placement.device, placement.cap, loads, newProcess});
}

std::optional<std::size_t> Scheduler::nextRung(const Trouble& trouble, bool& hopeless) const {
    const KindId kind = trouble.tile.kind;
    hopeless = true;
    std::optional<std::size_t> best;
    const auto rank = [&](std::size_t device) { // the device to stay on, GPUs, CPUs, what it died of; the sooner first
        const bool stays = trouble.stay == device;
        return std::make_pair(stays                               ? 0
                              : trouble.avoid == device           ? 3
                              : m_state.m_devices[device].isCpu() ? 2
                                                                  : 1,
                              m_state.finishIfStarted(device, kind));
    };
    for (std::size_t i = 0; i < m_state.m_devices.size(); ++i) {
        if (trouble.refused[i] != 0 || !m_state.fitsEmpty(i, kind)) {
            continue;
        }
        hopeless = false;
        if (m_state.fits(i, kind) && (!best || rank(i) < rank(*best))) {
            best = i;
        }
    }
    return best;
}

void Scheduler::placeWaiting() {
    for (DeviceState& device : m_state.m_devices) {
        device.setHeld(false);
    }
    std::vector<JobId> failed;
    for (auto& [key, trouble] : m_troubles) {
        if (!trouble.waiting) {
            continue;
        }
        bool hopeless = false;
        const auto device = nextRung(trouble, hopeless);
        if (hopeless) {
            failed.push_back(key.first);
            continue;
        }
        if (!device || m_state.m_devices[*device].held()) {
            continue;
        }
        if (m_state.m_devices[*device].hasLane() && m_state.admits(*device, trouble.tile.kind)) {
            trouble.waiting = false;
            trouble.stay.reset();
            start({trouble.tile, *device});
        } else {
            m_state.m_devices[*device].setHeld(true);
        }
    }
    std::string names;
    for (const DeviceState& device : m_state.m_devices) {
        names += (names.empty() ? "" : ", ") + device.description().name;
    }
    for (const JobId job : failed) {
        endJob({job, JobState::Failed, ErrorCode::DevicesOutOfMemory, {names}});
    }
}

void Scheduler::failWhatFitsNowhere() {
    m_checkFit = false;
    std::string names;
    Bytes largest = 0;
    bool alive = false;
    for (const DeviceState& device : m_state.m_devices) {
        names += (names.empty() ? "" : ", ") + device.description().name;
        largest = device.lost() ? largest : std::max(largest, device.description().capacity);
        alive = alive || !device.lost();
    }
    std::vector<JobEnd> failed;
    for (const auto& [id, job] : m_state.m_jobs) {
        if (!alive) {
            failed.push_back({id, JobState::Failed, ErrorCode::DevicesGone, {names}});
        }
    }
    for (KindId kind = 0; alive && m_policy->traits().admitsByMemory && kind < m_state.m_costs.kinds(); ++kind) {
        bool fits = m_state.m_ready.countOfKind(kind) == 0;
        for (std::size_t i = 0; i < m_state.m_devices.size() && !fits; ++i) {
            fits = m_state.fitsEmpty(i, kind);
        }
        if (fits) {
            continue;
        }
        const Bytes need = m_state.m_costs.kind(kind).weightBytes + m_state.m_costs.peak(0, kind);
        for (const auto& [id, job] : m_state.m_jobs) {
            if (std::find(job.tiles->begin(), job.tiles->end(), kind) != job.tiles->end()) {
                failed.push_back({id,
                                  JobState::Failed,
                                  ErrorCode::NoDeviceFits,
                                  {inMebi(need), "the largest has " + inMebi(largest) + " MiB"}});
            }
        }
    }
    std::sort(failed.begin(), failed.end(), [](const JobEnd& a, const JobEnd& b) { return a.job < b.job; });
    for (const JobEnd& end : failed) {
        endJob(end);
    }
}

Actions Scheduler::decide(Seconds now) {
    advance(now);
    if (m_checkFit) {
        failWhatFitsNowhere();
    }
    placeWaiting();
    while (const auto placement = m_policy->choose(m_state)) {
        checkPlacement(*placement);
        m_state.m_ready.erase(placement->tile);
        start(*placement);
    }
    return std::exchange(m_actions, {});
}

bool Scheduler::waitsForMemory() const {
    return m_deviceOf.empty() && !m_state.m_jobs.empty();
}

} // namespace tessera::scheduler
