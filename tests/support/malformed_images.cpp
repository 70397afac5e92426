#include "tests/support/malformed_images.h"

#include "core/image/deflate.h"
#include "tests/support/nifti_builder.h"

#include <stdexcept>

namespace tessera::test {

namespace fs = std::filesystem;

MalformedCase malformedFile(const std::string& name, const std::string& file, const std::string& bytes, ErrorCode code,
                            const std::string& text) {
    const auto write = [=](const fs::path& folder) {
        NiftiBuilder::writeBytes(folder / file, bytes);
        return folder / file;
    };
    return {name, write, code, text};
}

std::string replaced(std::string whole, std::string_view part, std::string_view by) {
    const auto at = whole.find(part);
    if (at == std::string::npos || whole.find(part, at + 1) != std::string::npos) {
        throw std::logic_error("not there exactly once: " + std::string(part));
    }
    return whole.replace(at, part.size(), by);
}

std::string packed(const std::string& bytes, bool zlib) {
    const auto out = deflated({}, std::as_bytes(std::span(bytes)), zlib ? Container::Zlib : Container::Gzip);
    return {reinterpret_cast<const char*>(out.data()), out.size()};
}

void addDataFileCases(std::vector<MalformedCase>& cases, const std::string& prefix, const std::string& file,
                      const std::function<std::string(const std::string& dataFile)>& header) {
    const std::string data = file + ".raw";
    const auto add = [&](const std::string& name, const std::string& dataFile, ErrorCode code, const std::string& text,
                         const std::function<void(const fs::path& folder)>& make = {}) {
        const std::string bytes = header(dataFile);
        const auto write = [=](const fs::path& folder) {
            NiftiBuilder::writeBytes(folder / file, bytes);
            if (make) {
                make(folder);
            }
            return folder / file;
        };
        cases.push_back({prefix + "data-" + name, write, code, text});
    };
    add("missing", data, ErrorCode::FileMissing, data);
    add("missing-folder", "none/" + data, ErrorCode::FileMissing, data);
    add("absolute", "/etc/passwd", ErrorCode::DataFileOutside, "/etc/passwd");
    add("above", "../" + data, ErrorCode::DataFileOutside, "../" + data);
    add("above-at-length", "a/../../" + data, ErrorCode::DataFileOutside, data);
    add("parent", "..", ErrorCode::DataFileOutside, "..");
    add("link-outside", data, ErrorCode::DataFileOutside, data,
        [=](const fs::path& folder) { fs::create_symlink("/etc/passwd", folder / data); });
    add("folder-link-outside", "sub/passwd", ErrorCode::DataFileOutside, "sub/passwd",
        [=](const fs::path& folder) { fs::create_directory_symlink("/etc", folder / "sub"); });
    add("above-through-link", "sub/../passwd", ErrorCode::DataFileOutside, "sub/../passwd",
        [=](const fs::path& folder) { fs::create_directory_symlink("/etc/ssl", folder / "sub"); });
    add("dangling-link", data, ErrorCode::FileMissing, data,
        [=](const fs::path& folder) { fs::create_symlink("nowhere", folder / data); });
    add("link-loop", data, ErrorCode::FileUnreadable, data,
        [=](const fs::path& folder) { fs::create_symlink(data, folder / data); });
    add("folder", data, ErrorCode::FileUnreadable, data,
        [=](const fs::path& folder) { fs::create_directory(folder / data); });
    add("own-folder", ".", ErrorCode::FileUnreadable, "regular file");
    add("empty", data, ErrorCode::FileEmpty, data,
        [=](const fs::path& folder) { NiftiBuilder::writeBytes(folder / data, ""); });
    add("too-short", data, ErrorCode::HeaderExceedsFile, "48 bytes",
        [=](const fs::path& folder) { NiftiBuilder::writeBytes(folder / data, std::string(47, 'x')); });
    add("numbered", "slice%03d.raw 1 2 1", ErrorCode::FormatNotSupported, "numbered data files");
    add("list", "LIST", ErrorCode::FormatNotSupported, "list of data files");
    add("no-name", "", ErrorCode::HeaderInvalid, "data file is missing");
    add("zero-byte", std::string("a\0b", 3), ErrorCode::HeaderInvalid, "zero byte");
}

std::vector<MalformedCase> malformedImages() {
    std::vector<MalformedCase> out;
    for (const auto& cases :
         {malformedNifti(), malformedNrrd(), malformedMetaImage(), malformedMgh(), malformedAnalyze()}) {
        out.insert(out.end(), cases.begin(), cases.end());
    }
    return out;
}

} // namespace tessera::test
