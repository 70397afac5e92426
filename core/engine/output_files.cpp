#include "core/engine/output_files.h"

#include "core/image/image_io.h"

namespace tessera::engine {

OutputFiles::OutputFiles(const std::filesystem::path& outputFolder, const std::filesystem::path& name) {
    const auto with = [&](const char* suffix) {
        std::filesystem::path out = outputFolder / name;
        out += suffix;
        return out;
    };
    dseg = with("_dseg.nii.gz");
    table = with("_dseg.tsv");
    agreement = with("_agreement.nii.gz");
    coverage = with("_coverage.nii.gz");
    csv = with("_volumes.csv");
    tsv = with("_volumes.tsv");
    json = with("_volumes.json");
    run = with("_run.json");
}

std::optional<OutputFiles> OutputFiles::ofLabelMap(const std::filesystem::path& labels) {
    constexpr std::string_view kEnd = "_dseg";
    const std::string stem = imageStem(labels);
    if (!stem.ends_with(kEnd)) {
        return std::nullopt;
    }
    return OutputFiles(labels.parent_path(), stem.substr(0, stem.size() - kEnd.size()));
}

std::vector<std::filesystem::path> OutputFiles::all() const {
    return {dseg, table, agreement, coverage, csv, tsv, json, run};
}

} // namespace tessera::engine
