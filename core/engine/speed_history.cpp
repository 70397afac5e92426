#include "core/engine/speed_history.h"

#include "core/base/error.h"
#include "core/base/os/file.h"
#include "core/base/os/process.h"

#include <nlohmann/json.hpp>

namespace tessera::engine {
namespace {

constexpr double kWeight = 0.2; // of a new measurement
constexpr std::size_t kMost = 1000;

std::filesystem::path historyFile() {
    const std::filesystem::path folder = os::stateFolder();
    return folder.empty() ? folder : folder / "speeds.json";
}

std::map<std::string, double> readHistory() {
    try {
        const std::filesystem::path file = historyFile();
        return file.empty() ? std::map<std::string, double>()
                            : nlohmann::json::parse(os::readFile(file, 1 << 20)).get<std::map<std::string, double>>();
    } catch (const std::exception&) {
        return {};
    }
}

} // namespace

SpeedHistory::SpeedHistory() : m_seconds(readHistory()) {}

void SpeedHistory::add(const std::string& key, double seconds) {
    const std::lock_guard lock(m_mutex);
    double& known = m_seconds.emplace(key, seconds).first->second;
    known += kWeight * (seconds - known);
    m_changed[key] = known;
}

double SpeedHistory::seconds(const std::string& key) {
    const std::lock_guard lock(m_mutex);
    const auto found = m_seconds.find(key);
    return found == m_seconds.end() ? -1 : found->second;
}

void SpeedHistory::save() {
    const std::lock_guard lock(m_mutex);
    if (m_changed.empty() || historyFile().empty()) {
        return;
    }
    try {
        std::map<std::string, double> all = readHistory();
        if (all.size() > kMost) {
            all.clear(); // measured again soon enough
        }
        for (const auto& [key, seconds] : m_changed) {
            all[key] = seconds;
        }
        os::makeFolder(historyFile().parent_path());
        os::writeFileAtomically(historyFile(), nlohmann::json(all).dump(1) + "\n");
        m_changed.clear();
    } catch (const Error&) { // a read-only home: predicted without it
    }
}

} // namespace tessera::engine
