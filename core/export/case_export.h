#pragma once

#include "core/base/progress.h"
#include "core/image/volume.h"
#include "core/labels/label_table.h"

#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

/// A segmentation for other programs: copies of what a result holds, in the formats that they read.
namespace tessera::exporting {

enum class Item {
    LabelsNifti,
    LabelsNrrd,
    LabelsMgz,
    TableDseg, ///< BIDS
    TableFreeSurfer,
    TableItkSnap,
    TableSlicer,
    VolumesCsv,
    VolumesTsv,
    VolumesJson
};
inline constexpr int kItems = 10;

/// The first part of exported files' names, after BIDS: "sub-01_ses-2_T1w" becomes "sub-01_ses-2_desc-tessera", another
/// name keeps all of itself. @param stem of the label map or the scan, without its extension
[[nodiscard]] std::string exportName(std::string_view stem);

/// Where an item goes: FOLDER/NAME_dseg.nii.gz and so on.
[[nodiscard]] std::filesystem::path fileOf(Item item, const std::filesystem::path& folder, const std::string& name);

struct Request {
    std::filesystem::path labels; ///< the label map's file
    std::filesystem::path folder; ///< made if it isn't there
    std::string name;             ///< see `exportName`
    std::set<Item> items;
    bool overwrite = false;
};

/// Writes the items and returns their files. Each is read back and compared before it appears: grid, sides and every
/// label of images, numbers and names of tables, every byte of volumes. Volumes are those of the result that the map
/// belongs to, else they are measured. Nothing is written if any of the files is there and may not be replaced, or is
/// the map itself. Takes seconds; any thread.
/// @throws Error{OutputExists, OutputIsInput, FormatCannotHold, LabelTableInvalid, Cancelled, DiskFull, WriteFailed}
/// and
///   what reading the map throws; files that were finished before stay
[[nodiscard]] std::vector<std::filesystem::path> exportCase(const Request& request, Progress& progress);

} // namespace tessera::exporting
