#include "core/casefile/recorded_file.h"

#include "core/base/os/storage.h"
#include "core/base/sha256.h"
#include "core/engine/inputs.h"
#include "core/image/image_io.h"

#include <vector>

namespace tessera::casefile {
namespace {

namespace fs = std::filesystem;

RecordedFile recorded(const fs::path& path, const std::vector<fs::path>& files) {
    RecordedFile out{.path = fs::absolute(path)};
    std::string hashes;
    for (const fs::path& file : files) {
        out.bytes += os::stampOf(file).bytes;
        out.sha256 = sha256OfFile(file);
        hashes += out.sha256 + '\n';
    }
    if (files.size() > 1) {
        out.sha256 = sha256OfBytes(std::as_bytes(std::span(hashes)));
    }
    return out;
}

} // namespace

RecordedFile recordScan(const fs::path& path) {
    return recorded(path, engine::filesOf(engine::oneInput(path, {}, Progress())));
}

RecordedFile recordLabels(const fs::path& path) {
    return recorded(path, filesOfImage(path));
}

} // namespace tessera::casefile
