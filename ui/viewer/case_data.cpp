#include "ui/viewer/case_data.h"

#include "core/base/error.h"
#include "core/base/os/process.h"
#include "core/base/parallel.h"
#include "core/engine/inputs.h"
#include "core/engine/output_files.h"
#include "core/engine/provenance.h"
#include "core/image/image_io.h"
#include "core/quantify/table_beside.h"
#include "ui/viewer/slice_plane.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <variant>

namespace fs = std::filesystem;

namespace tessera::ui {
namespace {

/// The table with a row for every number of the map.
labels::LabelTable completed(const labels::LabelTable& table, const quantify::Measurement& measurement) {
    std::vector<labels::Region> regions = table.regions();
    std::set<std::string> taken;
    for (const labels::Region& region : regions) {
        taken.insert(region.name);
    }
    const auto& palette = labels::brainColor().regions();
    for (const auto& [number, voxels] : measurement.unknownLabels) {
        if (number <= 0) {
            continue; // no region can have it
        }
        labels::Region region;
        region.number = number;
        region.name = "label " + std::to_string(number);
        region.colour = palette[static_cast<std::size_t>(number) % palette.size()].colour;
        while (!taken.insert(region.name).second) {
            region.name += " (not in the table)";
        }
        regions.push_back(region);
    }
    return labels::LabelTable(table.name(), std::move(regions), table.background());
}

std::vector<std::uint16_t> classesOf(const std::vector<std::int32_t>& numbers, const labels::LabelTable& table) {
    if (table.regions().size() >= std::numeric_limits<std::uint16_t>::max()) {
        throw Error(ErrorCode::LabelTableInvalid, {table.name(), "it has more regions than can be shown"});
    }
    std::vector<std::uint16_t> out(numbers.size());
    std::int32_t last = 0; // neighbours mostly have the same label
    std::uint16_t lastClass = 0;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (numbers[i] != last) {
            last = numbers[i];
            const auto index = table.indexOf(last);
            lastClass = index ? static_cast<std::uint16_t>(*index + 1) : 0;
        }
        out[i] = lastClass;
    }
    return out;
}

/// The map on another grid: each voxel gets the label of the map's voxel that its centre lies in. No vote of
/// neighbours, which would take the corners off regions, and single voxels away.
LabelVolume broughtTo(const Geometry& grid, const LabelVolume& map) {
    LabelVolume out{grid, std::vector<std::int32_t>(grid.voxels())};
    const Affine mapFromGrid = map.geometry.worldFromVoxel.inverse() * grid.worldFromVoxel;
    const auto slices = static_cast<std::size_t>(grid.size[2]);
    parallelRanges(slices, os::allowedCpuCount(), [&](std::size_t from, std::size_t to) {
        std::size_t at = from * (grid.voxels() / slices);
        for (auto z = static_cast<std::int64_t>(from); z < static_cast<std::int64_t>(to); ++z) {
            for (std::int64_t y = 0; y < grid.size[1]; ++y) {
                for (std::int64_t x = 0; x < grid.size[0]; ++x, ++at) {
                    const Vec3 place =
                        mapFromGrid.apply({static_cast<double>(x), static_cast<double>(y), static_cast<double>(z)});
                    if (const auto voxel = voxelHolding(map.geometry.size, place)) {
                        out.labels[at] = map.labels[map.geometry.index((*voxel)[0], (*voxel)[1], (*voxel)[2])];
                    }
                }
            }
        }
    });
    return out;
}

std::string words(const char* text) {
    return QCoreApplication::translate("CaseData", text).toStdString();
}

/// What the run record beside a label map says against it.
struct Origin {
    bool isEdited = false, isOfAnotherScan = false;
    std::vector<std::string> notices;
};

Origin originOf(const fs::path& labels, const CaseImage& image) {
    Origin out;
    try {
        const auto found =
            engine::provenanceOf(labels, image.input ? engine::filesOf(*image.input) : std::vector<fs::path>());
        out.isEdited = found && found->isEdited;
        out.isOfAnotherScan = found && found->isOfAnotherScan;
    } catch (const Error& problem) {
        out.notices.emplace_back(problem.what());
    }
    if (out.isOfAnotherScan) {
        out.notices.push_back(words(QT_TRANSLATE_NOOP(
            "CaseData",
            "This label map was made from another scan, or the scan's file has changed since: its run record "
            "names other contents. Check that they belong together.")));
    }
    if (out.isEdited) {
        out.notices.push_back(words(QT_TRANSLATE_NOOP(
            "CaseData", "This label map was changed after its run: the state and the agreement of that "
                        "run aren't the map's. Volumes are measured from the map as it is.")));
    }
    return out;
}

/// In the order of storage, x fastest.
template <typename Visit>
void forEachVoxel(const Size3& size, Visit visit) {
    std::size_t at = 0;
    for (std::int64_t z = 0; z < size[2]; ++z) {
        for (std::int64_t y = 0; y < size[1]; ++y) {
            for (std::int64_t x = 0; x < size[0]; ++x, ++at) {
                visit(at, {x, y, z});
            }
        }
    }
}

} // namespace

std::vector<RegionExtent> regionExtents(const std::vector<std::uint16_t>& map, const Size3& size, std::size_t classes) {
    std::vector<RegionExtent> out(classes);
    std::vector<Vec3> sums(classes);
    forEachVoxel(size, [&](std::size_t at, const std::array<std::int64_t, 3>& here) {
        RegionExtent& extent = out[map[at]];
        if (extent.voxels++ == 0) {
            extent.first = extent.last = here;
        }
        for (int axis = 0; axis < 3; ++axis) {
            extent.first[axis] = std::min(extent.first[axis], here[axis]);
            extent.last[axis] = std::max(extent.last[axis], here[axis]);
            sums[map[at]][axis] += static_cast<double>(here[axis]);
        }
    });
    std::vector<double> nearest(classes, std::numeric_limits<double>::max());
    forEachVoxel(size, [&](std::size_t at, const std::array<std::int64_t, 3>& here) {
        const std::uint16_t of = map[at];
        double distance = 0;
        for (int axis = 0; of != 0 && axis < 3; ++axis) {
            const double d = static_cast<double>(here[axis]) - sums[of][axis] / static_cast<double>(out[of].voxels);
            distance += d * d;
        }
        if (of != 0 && distance < nearest[of]) {
            nearest[of] = distance;
            out[of].middle = here;
        }
    });
    return out;
}

std::shared_ptr<const CaseImage> makeCaseImage(const fs::path& file, const Volume& volume, PatientTag patient) {
    auto out = std::make_shared<CaseImage>();
    out->file = file;
    out->geometry = volume.geometry;
    out->voxels = volume.intensities();
    out->window = startWindow(out->voxels);
    out->least = std::numeric_limits<float>::max();
    out->most = std::numeric_limits<float>::lowest();
    for (const float voxel : out->voxels) {
        if (std::isfinite(voxel)) {
            out->least = std::min(out->least, voxel);
            out->most = std::max(out->most, voxel);
        }
    }
    out->laterality = quantify::lateralityOf(volume.geometry);
    out->warnings = volume.warnings;
    out->patient = std::move(patient);
    return out;
}

std::shared_ptr<const CaseLabels> makeCaseLabels(const fs::path& file, LabelVolume map, const labels::LabelTable& table,
                                                 std::vector<float> agreement, std::vector<std::uint8_t> coverage,
                                                 const Geometry& imageGrid) {
    auto out = std::make_shared<CaseLabels>();
    out->file = file;
    out->table = table;
    out->measurement = quantify::measure(map, table, agreement, coverage);
    if (!out->measurement.unknownLabels.empty()) {
        out->table = completed(table, out->measurement);
        out->measurement = quantify::measure(map, out->table, agreement, coverage);
    }
    if (!sameStatedGrid(map.geometry, imageGrid)) {
        map = broughtTo(imageGrid, map);
        agreement.clear();
        coverage.clear();
        out->notices.push_back(words(QT_TRANSLATE_NOOP(
            "CaseData", "The label map lies on another grid than the scan; it is shown where its voxels "
                        "lie in the world, resampled. Its volumes are those of its own grid.")));
    }
    out->classes = classesOf(map.labels, out->table);
    out->extents = regionExtents(out->classes, imageGrid.size, out->table.regions().size() + 1);
    out->agreement = std::move(agreement);
    out->coverage = std::move(coverage);
    return out;
}

std::shared_ptr<const CaseImage> readCaseImage(const fs::path& file) {
    const engine::Input input = engine::oneInput(file, {}, Progress());
    auto out = std::make_shared<CaseImage>(*makeCaseImage(
        file, engine::readInput(input), readPatientTag(input.slices.empty() ? input.file : input.slices.front())));
    out->input = input;
    return out;
}

std::shared_ptr<const CaseLabels> readCaseLabels(const fs::path& file, const CaseImage& image) {
    LabelVolume map = readLabels(file);
    const auto table = quantify::tableOf(file, map);
    std::error_code ignored;
    const bool isAssumed = table && !fs::exists(quantify::tableBeside(file), ignored);
    const Origin origin = originOf(file, image);
    std::vector<float> agreement;
    std::vector<std::uint8_t> coverage;
    const auto result = engine::OutputFiles::ofLabelMap(file);
    if (result && !origin.isEdited && fs::exists(result->agreement, ignored) && fs::exists(result->coverage, ignored)) {
        const Volume share = readImage(result->agreement);
        const Volume tiles = readImage(result->coverage);
        const auto* counts = std::get_if<std::vector<std::uint8_t>>(&tiles.voxels);
        if (counts != nullptr && sameStatedGrid(share.geometry, map.geometry) &&
            sameStatedGrid(tiles.geometry, map.geometry)) {
            agreement = share.intensities();
            coverage = *counts;
        }
    }
    auto out = std::make_shared<CaseLabels>(*makeCaseLabels(file, std::move(map), table.value_or(labels::LabelTable()),
                                                            std::move(agreement), std::move(coverage), image.geometry));
    out->isEdited = origin.isEdited;
    out->isOfAnotherScan = origin.isOfAnotherScan;
    out->notices.insert(out->notices.begin(), origin.notices.begin(), origin.notices.end());
    if (isAssumed) {
        out->notices.push_back(words(QT_TRANSLATE_NOOP(
            "CaseData",
            "No table lies beside the label map: its numbers are taken for BrainCOLOR's. If they are another "
            "atlas's, the names and sides shown are wrong.")));
    }
    return out;
}

} // namespace tessera::ui
