#pragma once

#include <filesystem>
#include <optional>
#include <vector>

namespace tessera::engine {

/// The files that a finished job consists of, in the order in which they appear; the run record is last and makes the
/// result valid. Whole-path: `outputFolder / NAME` + suffix. A whole-volume model yields no agreement and no coverage.
/// A plain value; looks at no file.
struct OutputFiles {
    std::filesystem::path dseg, table, agreement, coverage, csv, tsv, json, run;

    OutputFiles(const std::filesystem::path& outputFolder, const std::filesystem::path& name);
    /// Those that belong to a label map called NAME_dseg, in any format; none for another name.
    [[nodiscard]] static std::optional<OutputFiles> ofLabelMap(const std::filesystem::path& labels);
    [[nodiscard]] std::vector<std::filesystem::path> all() const;
};

} // namespace tessera::engine
