#include "core/engine/trace/trace.h"

#include "core/base/os/file.h"
#include "core/engine/device/nvml.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <ctime>
#include <memory>
#include <set>

namespace tessera::engine {
namespace {

using namespace std::chrono_literals;
using Json = nlohmann::ordered_json;

constexpr auto kPeriod = 500ms;

std::string textOf(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// Of all threads of this process since its start.
double processorSeconds() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

} // namespace

Trace::Trace() {
    m_thread = std::thread([this] { watchMachine(); });
}

Trace::~Trace() {
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

double Trace::microseconds(Clock::time_point time) const {
    return std::chrono::duration<double, std::micro>(time - m_begin).count();
}

/// Tracks are threads of one process in the format; the first use of one names it.
int Trace::track(const std::string& process, const std::string& name) {
    const auto [found, isNew] = m_tracks.emplace(process + "/" + name, static_cast<int>(m_tracks.size()) + 1);
    if (isNew) {
        m_events.push_back(textOf({{"ph", "M"},
                                   {"name", "thread_name"},
                                   {"pid", 1},
                                   {"tid", found->second},
                                   {"args", {{"name", process + " " + name}}}}));
    }
    return found->second;
}

void Trace::span(int track, const std::string& name, Clock::time_point begin, Clock::time_point end,
                 const Json& details) {
    m_events.push_back(textOf({{"ph", "X"},
                               {"name", name},
                               {"pid", 1},
                               {"tid", track},
                               {"ts", microseconds(begin)},
                               {"dur", std::chrono::duration<double, std::micro>(end - begin).count()},
                               {"args", details}}));
}

void Trace::counter(const std::string& name, Clock::time_point time, const Json& values) {
    m_events.push_back(textOf({{"ph", "C"}, {"name", name}, {"pid", 1}, {"ts", microseconds(time)}, {"args", values}}));
}

void Trace::lane(const LaneSpan& lane) {
    const std::lock_guard lock(m_mutex);
    span(track(lane.device, "lane " + std::to_string(lane.lane + 1)), "tile " + lane.tile, lane.begin, lane.end,
         {{"scan", std::filesystem::path(lane.scan).filename().string()}, {"done", lane.isDone}});
    counter(lane.device + " tiles", lane.end, {{"running", lane.running}});
    counter(lane.device + " memory", lane.end, {{"reserved bytes", lane.reserved}});
}

void Trace::job(const queue::JobSummary& job) {
    const auto now = Clock::now();
    const std::lock_guard lock(m_mutex);
    const auto found = m_stages.find(job.id);
    if (found != m_stages.end()) {
        const Stage& stage = found->second;
        span(track("jobs", std::to_string(stage.place + 1)), queue::stateName(stage.state), stage.begin, now,
             {{"job", job.id}, {"name", job.name.string()}});
    }
    if (!queue::isHeld(job.state)) {
        m_stages.erase(job.id);
    } else if (found != m_stages.end()) {
        found->second.begin = now;
        found->second.state = job.state;
    } else { // the first place that is free
        std::set<int> taken;
        for (const auto& [id, stage] : m_stages) {
            taken.insert(stage.place);
        }
        int place = 0;
        while (taken.contains(place)) {
            ++place;
        }
        m_stages[job.id] = {now, job.state, place};
    }
}

void Trace::watchMachine() {
    std::string whyNone; // no driver is no error
    const std::unique_ptr<Nvml> nvml = Nvml::open(whyNone);
    double seconds = processorSeconds();
    auto before = Clock::now();
    std::unique_lock lock(m_mutex);
    while (!m_changed.wait_for(lock, kPeriod, [this] { return m_ending; })) {
        lock.unlock();
        const double used = processorSeconds();
        const auto now = Clock::now();
        const std::vector<GpuState> gpus = nvml ? nvml->gpus() : std::vector<GpuState>();
        lock.lock();
        const double passed = std::chrono::duration<double>(now - before).count();
        counter("CPU", now, {{"cores busy", (used - seconds) / std::max(passed, 1e-3)}});
        for (const GpuState& gpu : gpus) {
            const std::string name = "GPU " + std::to_string(gpu.index) +
                                     (gpu.slice ? " slice " + std::to_string(*gpu.slice) : std::string());
            counter(name + " load", now, {{"percent", gpu.load.value_or(0)}});
            counter(name + " memory", now, {{"used bytes", gpu.used}});
            counter(name + " memory bandwidth", now, {{"percent of the time", gpu.memoryLoad.value_or(0)}});
        }
        seconds = used;
        before = now;
    }
}

void Trace::write(const std::filesystem::path& file) {
    const std::lock_guard lock(m_mutex);
    std::string text = "{\"displayTimeUnit\":\"ms\",\"traceEvents\":[\n";
    for (std::size_t i = 0; i < m_events.size(); ++i) {
        text += m_events[i] + (i + 1 < m_events.size() ? ",\n" : "\n");
    }
    os::writeFileAtomically(file, text + "]}\n");
}

LaneWatch laneWatch(Trace* trace) {
    return trace != nullptr ? LaneWatch([trace](const LaneSpan& span) { trace->lane(span); }) : LaneWatch();
}

} // namespace tessera::engine
