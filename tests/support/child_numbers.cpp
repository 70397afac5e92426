#include "tests/support/child_numbers.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

namespace tessera::test {
namespace {

std::string textOf(const std::filesystem::path& file) {
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// What follows the program's name in /proc/N/stat: state, parent, ...
std::string statusOf(const std::filesystem::path& process) {
    const std::string all = textOf(process / "stat");
    const std::size_t name = all.rfind(')');
    return name == std::string::npos ? std::string() : all.substr(name + 1);
}

} // namespace

std::vector<int> childrenOf(std::int64_t parent, const std::string& word) {
    std::vector<int> out;
    for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
        const std::string name = entry.path().filename().string();
        if (name.find_first_not_of("0123456789") != std::string::npos) {
            continue;
        }
        std::istringstream status(statusOf(entry.path()));
        std::string state;
        std::int64_t parentOfIt = 0;
        status >> state >> parentOfIt;
        if (parentOfIt == parent && state != "Z" && textOf(entry.path() / "cmdline").find(word) != std::string::npos) {
            out.push_back(std::stoi(name));
        }
    }
    std::sort(out.begin(), out.end());
    return out;
}

bool isGone(int process) {
    std::istringstream status(statusOf("/proc/" + std::to_string(process)));
    std::string state;
    return !(status >> state) || state == "Z" || state == "X";
}

std::uint64_t memoryOf(int process, const std::string& line) {
    std::istringstream status(textOf("/proc/" + std::to_string(process) + "/status"));
    for (std::string text; std::getline(status, text);) {
        if (text.starts_with(line + ":")) {
            return std::stoull(text.substr(line.size() + 1)) * 1024;
        }
    }
    return 0;
}

void resetPeakMemory(int process) {
    std::ofstream("/proc/" + std::to_string(process) + "/clear_refs") << "5";
}

} // namespace tessera::test
