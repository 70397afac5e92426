#pragma once

#include "core/base/progress.h"
#include "core/model/bundle.h"

#include <filesystem>
#include <string>
#include <vector>

namespace tessera::model {

/// What an imported bundle says about itself; the files of a SLANT set say nothing. Empty: a text that says so.
struct SlantImportTexts {
    std::string name, licence, citation;
};

/// Makes a bundle of SLANT's own weights (`findSlantFiles`, `PthFile`): a slant-unet3d for each tile, its width taken
/// from the weights, on the template of `like`, with N4 and each tile's own intensity range. Holds one tile's weights
/// at a time, twice for a moment. The manifest is written last; if the import fails or is cancelled, what was written
/// is removed again.
/// @param folder new or empty: nothing is overwritten
/// @param progress a step a tile
/// @return `.pth` files that weren't used: older epochs, and those whose name carries no tile
/// @throws Error{WriteFailed} also if the folder isn't empty, Error{DiskFull, Cancelled, ModelInvalid}
/// @throws Error{WeightsInvalid} also if a tensor is missing, unknown, of another shape or not finite;
///   Error{PickleRefused}, Error{Usage} of `requireUtf8`
std::vector<std::filesystem::path> importSlant(const std::filesystem::path& from, const std::filesystem::path& folder,
                                               const Bundle& like, const SlantImportTexts& texts, Progress& progress);

} // namespace tessera::model
