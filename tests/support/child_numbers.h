#pragma once

#include <cstdint>
#include <string>
#include <vector>

/// Processes by their numbers, as /proc shows them.
namespace tessera::test {

/// Children of a process whose command line contains `word`, in ascending order.
[[nodiscard]] std::vector<int> childrenOf(std::int64_t parent, const std::string& word);

/// Gone, or dead and not yet asked for by whoever is its parent now.
[[nodiscard]] bool isGone(int process);

/// Bytes of a line of /proc/N/status, as "VmRSS" or "VmHWM", its peak; 0 if there is none.
[[nodiscard]] std::uint64_t memoryOf(int process, const std::string& line);
/// Its peak begins anew with what it has now.
void resetPeakMemory(int process);

} // namespace tessera::test
