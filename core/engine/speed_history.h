#pragma once

#include <map>
#include <mutex>
#include <string>

namespace tessera::engine {

/// What tiles took on this machine, kept in the state folder for predictions. Any thread. A history that can't be read
/// or written is no error: there is none then.
class SpeedHistory {
  public:
    SpeedHistory(); ///< reads what earlier runs kept

    /// A tile of `key` (what decides about its time) took that long: a moving average, new = old + 0.2 (now - old).
    void add(const std::string& key, double seconds);
    /// < 0 if nothing is known.
    [[nodiscard]] double seconds(const std::string& key);
    /// Keeps what was added, beside what other programs added meanwhile.
    void save();

  private:
    std::mutex m_mutex;
    std::map<std::string, double> m_seconds, m_changed;
};

} // namespace tessera::engine
