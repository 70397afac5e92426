#include "core/engine/trace/trace.h"

#include "core/base/error.h"
#include "core/engine/device/nvml.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <ctime>
#include <memory>
#include <set>
#include <utility>

namespace tessera::engine {
namespace {

using namespace std::chrono_literals;
using Json = nlohmann::ordered_json;

constexpr auto kPeriod = 500ms;
/// What waits for the disk: it is written at the first, and nothing more is taken at the second.
constexpr std::size_t kMuch = 64 << 10, kMost = 4 << 20;

/// Of all threads of this process since its start.
double processorSeconds() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

} // namespace

Trace::Trace(std::filesystem::path file) : m_path(std::move(file)), m_file(m_path, std::ios::binary) {
    m_file << "[\n" << std::flush;
    if (!m_file) {
        throw Error(ErrorCode::WriteFailed, {m_path.string(), "the trace can't be begun"});
    }
    m_thread = std::thread([this] { run(); });
}

Trace::~Trace() {
    try {
        finish();
    } catch (const std::exception&) {
        return; // whoever wants to know calls `finish`
    }
}

double Trace::microseconds(Clock::time_point time) const {
    return std::chrono::duration<double, std::micro>(time - m_begin).count();
}

void Trace::add(const Json& event) {
    if (m_text.size() > kMost) {
        ++m_leftOut;
        return;
    }
    m_text += event.dump(-1, ' ', false, Json::error_handler_t::replace) + ",\n";
    if (m_text.size() > kMuch) {
        m_changed.notify_all();
    }
}

/// Tracks are threads of one process in the format; the first use of one names it.
int Trace::track(const std::string& process, const std::string& name) {
    const auto [found, isNew] = m_tracks.emplace(process + "/" + name, static_cast<int>(m_tracks.size()) + 1);
    if (isNew) {
        add({{"ph", "M"},
             {"name", "thread_name"},
             {"pid", 1},
             {"tid", found->second},
             {"args", {{"name", process + " " + name}}}});
    }
    return found->second;
}

void Trace::span(int track, const std::string& name, Clock::time_point begin, Clock::time_point end,
                 const Json& details) {
    add({{"ph", "X"},
         {"name", name},
         {"pid", 1},
         {"tid", track},
         {"ts", microseconds(begin)},
         {"dur", std::chrono::duration<double, std::micro>(end - begin).count()},
         {"args", details}});
}

void Trace::counter(const std::string& name, Clock::time_point time, const Json& values) {
    add({{"ph", "C"}, {"name", name}, {"pid", 1}, {"ts", microseconds(time)}, {"args", values}});
}

void Trace::tile(const LaneSpan& lane) {
    const std::string scan = std::filesystem::path(lane.scan).filename().string();
    const std::lock_guard lock(m_mutex);
    const std::string name = "lane " + std::to_string(lane.lane + 1);
    const auto tellCopy = [&](const LaneCopy& copy) {
        span(track(lane.device, copy.isBeside ? name + " copies" : name), std::string(copy.what), copy.begin, copy.end,
             {{"bytes", copy.bytes}});
    };
    const auto back = std::ranges::find_if(lane.copies, [&lane](const LaneCopy& copy) {
        return copy.begin - lane.begin > lane.end - copy.end; // nearer to the end
    });
    const auto isOnLane = [](const LaneCopy& copy) { return !copy.isBeside; };
    auto begin = lane.begin, end = lane.end; // of what such copies leave of the tile's time
    for (auto copy = lane.copies.begin(); copy != back; ++copy) {
        begin = isOnLane(*copy) ? copy->end : begin;
    }
    if (const auto first = std::find_if(back, lane.copies.end(), isOnLane); first != lane.copies.end()) {
        end = first->begin;
    }
    std::for_each(lane.copies.begin(), back, tellCopy);
    span(track(lane.device, name), "tile " + lane.tile, begin, end, {{"scan", scan}, {"done", lane.isDone}});
    std::for_each(back, lane.copies.end(), tellCopy);
    counter(lane.device + " tiles", lane.end, {{"running", lane.running}});
    counter(lane.device + " memory", lane.end, {{"reserved bytes", lane.reserved}});
}

void Trace::wait(const LaneWait& wait) {
    const std::lock_guard lock(m_mutex);
    span(track(wait.device, "lane " + std::to_string(wait.lane + 1)), "wait", wait.begin, wait.end,
         {{"for", wait.reason}});
}

void Trace::endStage(queue::JobId job, const Stage& stage, Clock::time_point now) {
    span(track("jobs", std::to_string(stage.place + 1)), queue::stateName(stage.state), stage.begin, now,
         {{"job", job}, {"name", stage.name}});
}

void Trace::job(const queue::JobSummary& job) {
    const auto now = Clock::now();
    const std::lock_guard lock(m_mutex);
    const auto found = m_stages.find(job.id);
    if (found != m_stages.end()) {
        endStage(job.id, found->second, now);
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
        m_stages[job.id] = {now, job.state, place, job.name.string()};
    }
}

/// Without the lock while it writes.
void Trace::writeOut(std::unique_lock<std::mutex>& lock) {
    const std::string text = std::exchange(m_text, {});
    lock.unlock();
    m_file << text << std::flush;
    lock.lock();
}

/// Looks at the machine and writes, until the end.
void Trace::run() {
    std::string whyNone; // no driver is no error
    const std::unique_ptr<Nvml> nvml = Nvml::open(whyNone);
    double seconds = processorSeconds();
    auto before = Clock::now();
    std::unique_lock lock(m_mutex);
    while (!m_ending) {
        m_changed.wait_until(lock, before + kPeriod, [this] { return m_ending || m_text.size() > kMuch; });
        writeOut(lock);
        const auto now = Clock::now();
        if (now < before + kPeriod) {
            continue;
        }
        lock.unlock();
        const double used = processorSeconds();
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

void Trace::finish() {
    {
        const std::lock_guard lock(m_mutex);
        if (std::exchange(m_isFinished, true)) {
            return;
        }
        m_ending = true;
    }
    m_changed.notify_all();
    m_thread.join();
    std::unique_lock lock(m_mutex);
    const auto now = Clock::now();
    for (const auto& [id, stage] : std::exchange(m_stages, {})) { // a run that was stopped
        endStage(id, stage, now);
    }
    writeOut(lock);
    const Json last{
        {"ph", "M"}, {"name", "process_name"}, {"pid", 1}, {"args", {{"name", "tessera"}, {"left out", m_leftOut}}}};
    m_file << last.dump() << "\n]\n";
    m_file.close();
    if (!m_file) {
        throw Error(ErrorCode::WriteFailed, {m_path.string(), "not all of the trace could be written"});
    }
}

LaneWatch laneWatch(Trace* trace) {
    if (trace == nullptr) {
        return {};
    }
    return {[trace](const LaneSpan& span) { trace->tile(span); }, [trace](const LaneWait& wait) { trace->wait(wait); }};
}

} // namespace tessera::engine
