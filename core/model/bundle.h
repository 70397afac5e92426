#pragma once

#include "core/fusion/tile_plan.h"
#include "core/labels/label_table.h"
#include "core/model/architecture.h"
#include "core/network/network.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tessera::model {

/// How the resampled scan becomes the network's input.
enum class Scaling {
    GridPercentile, ///< divided by a percentile of all voxels of the working grid, clipped (tessera-mini)
    TileMinMax      ///< each tile by its own minimum and maximum to 0..255 (SLANT)
};

/// One set of weights and the architecture that it belongs to.
struct NetworkEntry {
    network::Kind kind = network::Kind::TesseraTilenet;
    int classes = 133;
    double width = 1;                          ///< of slant-unet3d: factor on SLANT's channel numbers
    std::string weights;                       ///< file name in the bundle's folder
    std::vector<network::MeshnetStep> steps{}; ///< of a meshnet
};

/// How a whole-volume bundle (meshnet) sees a scan: conformed as FreeSurfer does (`plan.grid` voxels of 1 mm, LIA,
/// centred on the scan, trilinear), intensities to 0..1, and the bounding box of the voxels above `boxThreshold`.
struct WholeVolume {
    double boxThreshold = 0;
    /// The classes don't tell left from right: the tables split regions that lie on both sides at x = 0 of the
    /// registration to the template. The label map keeps the classes' own numbers.
    bool splitSides = false;
};

/// A model bundle: a folder with `manifest.json`, `*.safetensors` and a template. Everything that the pipeline needs to
/// know about a model is in it. A plain value once opened.
struct Bundle {
    std::filesystem::path folder;
    std::string name, version, licence, citation, intendedUse;
    Affine worldFromVoxel; ///< of the working grid; unused by whole-volume bundles, whose grid follows the scan
    fusion::TilePlan plan; ///< of whole-volume bundles: the conformed size, and no tiles
    std::vector<std::size_t> networkOfTile; ///< index into `networks`, in the plan's order
    std::vector<NetworkEntry> networks;
    std::optional<WholeVolume> wholeVolume; ///< instead of tiles
    bool biasCorrection = true;             ///< N4 before resampling
    Scaling scaling = Scaling::GridPercentile;
    double percentile = 99;
    double clip = 1.5;                       ///< upper end after GridPercentile
    std::string templateImage, templateMask; ///< file names
    std::optional<double> intracranialMl;    ///< of the template
    labels::LabelTable labels;
    std::string labelFile; ///< file name of a label table of the bundle's own (dseg.tsv); empty: a built-in one
    std::vector<std::int32_t> labelOfClass;
    std::map<std::string, std::string> files; ///< SHA-256 of every file but the manifest
    std::string hash;                         ///< SHA-256 of the manifest: names all other hashes, so the whole bundle

    [[nodiscard]] Geometry grid() const { return Geometry::fromAffine(plan.grid, worldFromVoxel); }
    /// Path of a file of the bundle after its SHA-256 was checked.
    /// @throws Error{BundleHashDiffers, BundleInvalid, FileMissing, FileUnreadable}
    [[nodiscard]] std::filesystem::path checkedFile(const std::string& file) const;
};

/// Reads and checks a bundle's manifest and its label table (not yet the other files that it names).
/// @param nameOrFolder a folder, or the name of a bundle in `builtInFolder`
/// @throws Error{BundleMissing, BundleInvalid}, Error{BundleHashDiffers} of the label table
[[nodiscard]] Bundle openBundle(const std::string& nameOrFolder, const std::filesystem::path& builtInFolder);

/// Bundles found in a folder of bundles, by name; broken ones are left out of the list and named in `problems`.
[[nodiscard]] std::vector<Bundle> listBundles(const std::filesystem::path& builtInFolder,
                                              std::vector<std::string>& problems);

/// The architecture that a network of the bundle must have.
[[nodiscard]] Architecture architectureOf(const Bundle& bundle, const NetworkEntry& entry);

/// Checks every file: SHA-256, and the names and shapes of all tensors.
/// @throws Error{BundleHashDiffers, FileMissing, TensorFileInvalid, TensorMissing, TensorShapeDiffers}
void verifyBundle(const Bundle& bundle);

/// Before anything is written: a manifest's texts are JSON. @throws Error{Usage} if name, licence or citation aren't
/// UTF-8
void requireUtf8(const Bundle& bundle);

/// Writes `manifest.json`; hashes `files` (which lie in the folder already) into it.
/// @throws Error{WriteFailed, DiskFull}
void writeManifest(const Bundle& bundle, const std::vector<std::string>& files);

/// A SLANT-27 bundle with seeded random weights, `width` times SLANT's channels, on the template of `like`: for
/// benchmarks and tests. The same seed gives the same bytes on every machine.
/// @throws Error{WriteFailed} also if the folder isn't empty, Error{DiskFull}
void writeRandomBundle(const std::filesystem::path& folder, const Bundle& like, std::uint64_t seed, double width);

} // namespace tessera::model
