#include "core/base/os/meters.h"

#include "core/base/os/process.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>

namespace tessera::os {
namespace {

namespace fs = std::filesystem;

std::string firstWord(const fs::path& file) {
    std::ifstream in(file);
    std::string out;
    in >> out;
    return out;
}

std::optional<int> numberFrom(std::string_view text) {
    int out = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), out);
    return code == std::errc() && end == text.data() + text.size() ? std::optional(out) : std::nullopt;
}

/// In thousandths of a degree.
void takeHottest(const fs::path& file, std::optional<int>& hottest) {
    const std::optional<int> found = numberFrom(firstWord(file));
    hottest = found ? std::max(found, hottest) : hottest;
}

bool isOneOf(const std::string& name, std::initializer_list<std::string_view> names) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// The process that started another; none if that is gone.
std::optional<int> parentOf(int process, const fs::path& root) {
    std::istringstream fields(processStatus(process, root));
    std::string state;
    int parent = 0;
    return fields >> state >> parent ? std::optional(parent) : std::nullopt;
}

} // namespace

ProcessorLoad::ProcessorLoad(fs::path root) : m_root(std::move(root)) {
    look();
}

void ProcessorLoad::look() {
    m_before = std::exchange(m_now, {});
    std::ifstream in(m_root / "proc/stat");
    for (std::string line; std::getline(in, line) && line.starts_with("cpu");) {
        std::istringstream words(line.substr(3));
        int cpu = 0;
        std::array<std::uint64_t, 8> ticks{}; // user, nice, system, idle, waiting for disks, interrupts (2), stolen
        if (line[3] == ' ' || !(words >> cpu)) {
            continue; // the sum of all
        }
        Times times;
        for (std::uint64_t& each : ticks) {
            words >> each;
            times.all += each;
        }
        times.busy = times.all - ticks[3] - ticks[4];
        m_now[cpu] = times;
    }
}

std::optional<double> ProcessorLoad::busyShare(const std::vector<int>& cpus) const {
    std::uint64_t busy = 0, all = 0;
    for (const int cpu : cpus) {
        const auto before = m_before.find(cpu), now = m_now.find(cpu);
        // the time that it waits for disks may run backwards
        if (before != m_before.end() && now != m_now.end() && now->second.all > before->second.all) {
            busy += now->second.busy - std::min(now->second.busy, before->second.busy);
            all += now->second.all - before->second.all;
        }
    }
    return all > 0 ? std::optional(std::min(1.0, static_cast<double>(busy) / static_cast<double>(all))) : std::nullopt;
}

std::optional<int> processorTemperature(const fs::path& root) {
    std::optional<int> hottest;
    std::error_code ignored;
    for (const auto& chip : fs::directory_iterator(root / "sys/class/hwmon", ignored)) {
        if (!isOneOf(firstWord(chip.path() / "name"), {"coretemp", "k10temp", "zenpower", "cpu_thermal"})) {
            continue;
        }
        for (const auto& sensor : fs::directory_iterator(chip.path(), ignored)) {
            const std::string name = sensor.path().filename().string();
            if (name.starts_with("temp") && name.ends_with("_input")) {
                takeHottest(sensor.path(), hottest);
            }
        }
    }
    for (const auto& zone : fs::directory_iterator(root / "sys/class/thermal", ignored)) {
        if (!hottest && isOneOf(firstWord(zone.path() / "type"), {"x86_pkg_temp", "cpu-thermal", "cpu_thermal"})) {
            takeHottest(zone.path() / "temp", hottest);
        }
    }
    return hottest ? std::optional(static_cast<int>(std::lround(*hottest / 1000.0))) : std::nullopt;
}

std::string processStatus(int number, const fs::path& root) {
    std::ifstream in(root / "proc" / std::to_string(number) /
                     "stat"); // "number (name) state ...": a name may hold anything
    const std::string text((std::istreambuf_iterator<char>(in)), {});
    const std::size_t name = text.rfind(')');
    return name == std::string::npos ? std::string() : text.substr(name + 1);
}

std::vector<int> ownProcesses(const fs::path& root) {
    std::vector<int> out{processNumber()};
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(root / "proc", ignored)) {
        const std::optional<int> number = numberFrom(entry.path().filename().string());
        if (number && parentOf(*number, root) == processNumber()) {
            out.push_back(*number);
        }
    }
    return out;
}

std::uint64_t memoryOfProcess(int number, const fs::path& root) {
    std::ifstream in(root / "proc" / std::to_string(number) / "statm");
    std::uint64_t whole = 0, resident = 0, ofFiles = 0; // pages
    return in >> whole >> resident >> ofFiles && resident > ofFiles
               ? (resident - ofFiles) * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE))
               : 0;
}

} // namespace tessera::os
