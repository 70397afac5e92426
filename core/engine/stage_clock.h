#pragma once

#include "core/base/os/process.h"
#include "core/engine/run_record.h"

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace tessera::engine {

/// Times a stage of a scan until the end of the scope, and takes the process's peak of memory so far.
class StageClock {
  public:
    StageClock(std::vector<RunRecord::Stage>& stages, std::string name) : m_stages(stages), m_name(std::move(name)) {}
    ~StageClock() {
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - m_begin;
        m_stages.push_back({m_name, seconds.count(), os::peakMemory()});
    }
    StageClock(const StageClock&) = delete;
    StageClock& operator=(const StageClock&) = delete;

  private:
    std::vector<RunRecord::Stage>& m_stages;
    std::string m_name;
    std::chrono::steady_clock::time_point m_begin = std::chrono::steady_clock::now();
};

} // namespace tessera::engine
