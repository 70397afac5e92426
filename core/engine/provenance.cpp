#include "core/engine/provenance.h"

#include "core/base/sha256.h"
#include "core/engine/output_files.h"

#include <set>
#include <string>
#include <system_error>

namespace fs = std::filesystem;

namespace tessera::engine {

std::optional<RunRecord> recordOf(const fs::path& labels) {
    const auto result = OutputFiles::ofLabelMap(labels);
    std::error_code ignored;
    if (!result || result->dseg != labels || !fs::exists(result->run, ignored)) {
        return std::nullopt;
    }
    return readRunRecord(result->run);
}

std::optional<Provenance> provenanceOf(const fs::path& labels, const std::vector<fs::path>& scan) {
    auto record = recordOf(labels);
    if (!record) {
        return std::nullopt;
    }
    Provenance out{.run = *std::move(record)};
    const auto written = out.run.outputs.find("dseg");
    out.isEdited = written == out.run.outputs.end() || written->second.sha256 != sha256OfFile(labels);
    if (!scan.empty()) {
        std::multiset<std::string> read;
        std::multiset<std::string> here;
        for (const RunRecord::InputFile& input : out.run.inputs) {
            read.insert(input.sha256);
        }
        for (const fs::path& file : scan) {
            here.insert(sha256OfFile(file));
        }
        out.isOfAnotherScan = read != here;
    }
    return out;
}

} // namespace tessera::engine
