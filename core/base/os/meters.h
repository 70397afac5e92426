#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

/// What the system measures of processors and processes. `root` is where proc and sys lie, for tests.
namespace tessera::os {

/// How busy processors are with whomever's work. One thread at a time.
class ProcessorLoad {
  public:
    explicit ProcessorLoad(std::filesystem::path root = "/");

    /// Looks anew: what follows is of the time between the last two looks.
    void look();
    /// 0..1 of these processors' time; none where the system doesn't say, or after one look only.
    [[nodiscard]] std::optional<double> busyShare(const std::vector<int>& cpus) const;

  private:
    struct Times {
        std::uint64_t busy = 0, all = 0;
    };
    std::filesystem::path m_root;
    std::map<int, Times> m_before, m_now; ///< by processor
};

/// The hottest sensor of the processors, in degrees Celsius; none where the system shows none. Any thread.
[[nodiscard]] std::optional<int> processorTemperature(const std::filesystem::path& root = "/");

/// What follows a process's name in proc/N/stat, see proc(5): its state, its parent, ...; empty if there is no such
/// process. Any thread.
[[nodiscard]] std::string processStatus(int number, const std::filesystem::path& root = "/");
/// This process and those that it started. Any thread.
[[nodiscard]] std::vector<int> ownProcesses(const std::filesystem::path& root = "/");
/// Memory of a process that no file holds, in bytes; 0 if there is no such process. Any thread.
[[nodiscard]] std::uint64_t memoryOfProcess(int number, const std::filesystem::path& root = "/");

} // namespace tessera::os
