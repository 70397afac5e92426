#include "core/engine/queue/work_file.h"

#include "core/base/error.h"
#include "core/base/os/file.h"
#include "core/base/sha256.h"
#include "core/engine/queue/json_text.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace tessera::queue {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kMagic = "tessera work file 1\n";
constexpr std::size_t kLongestHeader = 16 << 20;

std::string headerText(const WorkHeader& header) {
    Json json;
    if (header.tile >= 0) {
        json["tile"] = header.tile;
        json["key"] = toJson(header.key);
    } else {
        json["affine"] = header.affine;
        json["details"] = toJson(header.details);
    }
    json["bytes"] = header.bytes;
    json["sha256"] = header.sha256;
    return std::string(kMagic) + json.dump() + "\n";
}

WorkHeader headerFrom(const Json& json) {
    WorkHeader header;
    if (json.contains("tile")) {
        header.tile = json.at("tile").get<int>();
        header.key = textFrom(json.at("key"));
    } else {
        header.affine = json.at("affine").get<std::array<double, 16>>();
        header.details = textFrom(json.at("details"));
    }
    header.bytes = json.at("bytes").get<std::uint64_t>();
    header.sha256 = json.at("sha256").get<std::string>();
    return header;
}

struct Opened {
    WorkHeader header;
    std::uint64_t begin = 0; // of the content
};

/// @throws Error and nlohmann's exceptions: the caller takes them for "no such file of ours"
std::optional<Opened> readOpened(const os::InputFile& file) {
    std::string text(static_cast<std::size_t>(std::min<std::uint64_t>(file.size(), 4096)), '\0');
    text.resize(file.readAt(0, std::as_writable_bytes(std::span(text))));
    if (!text.starts_with(kMagic)) {
        return std::nullopt;
    }
    if (text.find('\n', kMagic.size()) == std::string::npos) { // long details
        text.resize(static_cast<std::size_t>(std::min<std::uint64_t>(file.size(), kLongestHeader)));
        text.resize(file.readAt(0, std::as_writable_bytes(std::span(text))));
    }
    const auto end = text.find('\n', kMagic.size());
    if (end == std::string::npos) {
        return std::nullopt;
    }
    Opened out{headerFrom(Json::parse(text.begin() + kMagic.size(), text.begin() + static_cast<std::ptrdiff_t>(end))),
               end + 1};
    return out.begin + out.header.bytes == file.size() ? std::optional(std::move(out)) : std::nullopt;
}

} // namespace

std::string workFileName(const WorkHeader& header) {
    if (header.tile < 0) {
        return "prepared-" + header.sha256.substr(0, 16) + ".bin";
    }
    // the key is any text; its hash is a name that every file system takes
    const std::string key = sha256OfBytes(std::as_bytes(std::span(header.key)));
    return "tile-" + std::to_string(header.tile) + "-" + key.substr(0, 16) + ".bin";
}

bool isWorkFileName(const std::string& name) {
    return name.ends_with(".bin") && (name.starts_with("prepared-") || name.starts_with("tile-"));
}

void removeWorkFiles(const std::filesystem::path& folder) {
    std::error_code problem;
    for (std::filesystem::directory_iterator entry(folder, problem), end; !problem && entry != end;
         entry.increment(problem)) {
        if (isWorkFileName(entry->path().filename().string())) {
            std::error_code ignored; // it goes with the job's folder at the latest
            std::filesystem::remove(entry->path(), ignored);
        }
    }
}

void writeWorkFile(const std::filesystem::path& folder, const WorkHeader& header, std::span<const std::byte> content) {
    os::AtomicFile file(folder / workFileName(header));
    file.write(headerText(header));
    file.write(content);
    file.commit();
}

std::optional<WorkHeader> readWorkHeader(const std::filesystem::path& file) {
    try {
        const os::InputFile input(file);
        auto opened = readOpened(input);
        return opened ? std::optional(std::move(opened->header)) : std::nullopt;
    } catch (const Error&) { // gone or unreadable: none, as the header says
        return std::nullopt;
    } catch (const nlohmann::json::exception&) {
        return std::nullopt;
    }
}

std::optional<std::vector<std::byte>> readWorkFile(const std::filesystem::path& file, const WorkHeader& expected) {
    try {
        const os::InputFile input(file);
        const auto opened = readOpened(input);
        if (!opened || opened->header != expected) {
            return std::nullopt;
        }
        std::vector<std::byte> content(static_cast<std::size_t>(expected.bytes));
        if (input.readAt(opened->begin, content) != content.size() || sha256OfBytes(content) != expected.sha256) {
            return std::nullopt;
        }
        return content;
    } catch (const Error&) {
        return std::nullopt;
    } catch (const nlohmann::json::exception&) {
        return std::nullopt;
    }
}

} // namespace tessera::queue
