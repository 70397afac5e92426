#include "core/base/os/machine.h"

#include "core/base/number_list.h"

#include <algorithm>
#include <fstream>
#include <limits>
#include <optional>
#include <string>

namespace tessera::os {
namespace {

namespace fs = std::filesystem;

/// The number after `field` at the start of a line; the file's only number if `field` is empty.
std::optional<std::uint64_t> numberIn(const fs::path& file, const std::string& field = {}) {
    std::ifstream in(file);
    std::string word;
    std::uint64_t value = 0;
    if (field.empty()) {
        return in >> value ? std::optional(value) : std::nullopt; // "max" is none
    }
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with(field + ":") || line.starts_with(field + " ")) {
            const std::size_t begin = line.find_first_of("0123456789", field.size());
            return begin == std::string::npos ? std::nullopt : std::optional(std::stoull(line.substr(begin)));
        }
    }
    return std::nullopt;
}

/// This process's folder in a hierarchy of control groups: version 2's for an empty name, else version 1's.
fs::path groupOf(const fs::path& root, const std::string& controller) {
    std::ifstream in(root / "proc/self/cgroup");
    for (std::string line; std::getline(in, line);) { // number:controllers:path
        const std::size_t first = line.find(':'), second = line.find(':', first + 1);
        if (second != std::string::npos && line.substr(first + 1, second - first - 1) == controller) {
            return fs::path(line.substr(second + 1)).relative_path();
        }
    }
    return {};
}

/// Lowers `memory` to what the groups from `folder` up to the hierarchy's root allow.
void limitByGroups(const fs::path& hierarchy, fs::path group, bool isVersion2, MachineMemory& memory) {
    for (bool isRoot = false; !isRoot; group = group.parent_path()) {
        isRoot = group.empty();
        const fs::path folder = hierarchy / group;
        const auto most = numberIn(folder / (isVersion2 ? "memory.max" : "memory.limit_in_bytes"));
        const auto used = numberIn(folder / (isVersion2 ? "memory.current" : "memory.usage_in_bytes"));
        if (!most || *most >= memory.total) {
            continue; // no limit, or version 1's huge number for none
        }
        memory.total = *most;
        // file pages that nobody has used lately go as soon as memory is wanted
        const std::uint64_t idle =
            numberIn(folder / "memory.stat", isVersion2 ? "inactive_file" : "total_inactive_file").value_or(0);
        const std::uint64_t taken = used.value_or(0) - std::min(idle, used.value_or(0));
        memory.available = std::min(memory.available, *most - std::min(*most, taken));
    }
}

} // namespace

MachineMemory machineMemory(const fs::path& root) {
    constexpr std::uint64_t kKibibyte = 1024;
    MachineMemory out;
    out.total = numberIn(root / "proc/meminfo", "MemTotal").value_or(0) * kKibibyte;
    out.available = numberIn(root / "proc/meminfo", "MemAvailable").value_or(0) * kKibibyte;
    limitByGroups(root / "sys/fs/cgroup", groupOf(root, ""), true, out);
    limitByGroups(root / "sys/fs/cgroup/memory", groupOf(root, "memory"), false, out);
    return out;
}

std::vector<NumaNode> numaNodes(const std::vector<int>& allowed, const fs::path& root) {
    std::vector<NumaNode> out;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(root / "sys/devices/system/node", ignored)) {
        const std::string name = entry.path().filename().string();
        const auto number = parseNumberList(name.starts_with("node") ? name.substr(4) : std::string());
        std::ifstream in(entry.path() / "cpulist");
        std::string list;
        if (!number || number->size() != 1 || !(in >> list)) {
            continue;
        }
        NumaNode node{number->front(), parseNumberList(list).value_or(std::vector<int>())};
        std::erase_if(node.cpus, [&allowed](int cpu) { return std::ranges::find(allowed, cpu) == allowed.end(); });
        if (!node.cpus.empty()) {
            out.push_back(std::move(node));
        }
    }
    std::ranges::sort(out, {}, &NumaNode::number);
    return out.empty() ? std::vector<NumaNode>{{0, allowed}} : out;
}

} // namespace tessera::os
