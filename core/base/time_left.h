#pragma once

#include <chrono>

namespace tessera {

/// Estimates the time left of a task from the time that its done share took.
class TimeLeft {
  public:
    void start() { m_begin = std::chrono::steady_clock::now(); }
    [[nodiscard]] double elapsed() const { // s
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - m_begin).count();
    }
    /// Seconds, or a negative number while it is too early to say.
    [[nodiscard]] double estimate(double fraction) const {
        return fraction < 0.05 ? -1 : elapsed() * (1 - fraction) / fraction;
    }

  private:
    std::chrono::steady_clock::time_point m_begin = std::chrono::steady_clock::now();
};

} // namespace tessera
