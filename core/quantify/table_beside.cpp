#include "core/quantify/table_beside.h"

#include "core/base/os/file.h"
#include "core/image/image_io.h"
#include "core/labels/label_files.h"

#include <algorithm>
#include <string>
#include <system_error>

namespace fs = std::filesystem;

namespace tessera::quantify {

fs::path tableBeside(const fs::path& labels) {
    const std::string stem = imageStem(labels);
    return labels.parent_path() / (stem.ends_with("_dseg") ? stem + ".tsv" : stem + "_dseg.tsv");
}

labels::LabelTable readTable(const fs::path& file) {
    return labels::parseLabelTable(os::readFile(file, 64 << 20), file.string());
}

std::optional<labels::LabelTable> tableOf(const fs::path& labelFile, const LabelVolume& map) {
    std::error_code ignored;
    if (const fs::path own = tableBeside(labelFile); fs::exists(own, ignored)) {
        return readTable(own);
    }
    const labels::LabelTable& table = labels::brainColor();
    const bool known = std::all_of(map.labels.begin(), map.labels.end(),
                                   [&table](std::int32_t label) { return label == 0 || table.indexOf(label); });
    return known ? std::optional(table) : std::nullopt;
}

} // namespace tessera::quantify
