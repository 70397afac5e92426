#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace tessera::os {

/// Memory in bytes; `available` is what can be had without swapping. Both are 0 where the system doesn't say.
struct MachineMemory {
    std::uint64_t total = 0, available = 0;
};
/// What this process may use: the machine's, or less where a control group (a container, a batch job) allows less.
/// @param root where proc and sys lie, for tests
[[nodiscard]] MachineMemory machineMemory(const std::filesystem::path& root = "/");

/// CPUs that share a memory controller.
struct NumaNode {
    int number = 0;
    std::vector<int> cpus; ///< those that this process may run on, in ascending order
};
/// Nodes with a CPU among `allowed`, in ascending order; one with all of them where the system doesn't say.
[[nodiscard]] std::vector<NumaNode> numaNodes(const std::vector<int>& allowed, const std::filesystem::path& root = "/");

} // namespace tessera::os
