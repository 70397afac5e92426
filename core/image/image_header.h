#pragma once

#include "core/image/data_stream.h"
#include "core/image/volume.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

/// What the readers of all formats share: what a header says once it has been checked, and the way from it to voxels.
namespace tessera {

/// Types of voxels, in the order of `Voxels`.
enum class VoxelType { UInt8, Int8, Int16, UInt16, Int32, UInt32, Int64, UInt64, Float32, Float64 };

[[nodiscard]] std::size_t bytesOf(VoxelType type);

/// A checked header of any format: the grid, and what its voxels are and where they lie.
struct ImageHeader {
    Geometry geometry;
    VoxelType type = VoxelType::UInt8;
    bool swapped = false; ///< voxels in the other byte order
    double slope = 1, intercept = 0;
    std::vector<std::string> warnings;
    std::string dataFile; ///< as the header names it, relative to its folder; empty: the header's own file
    DataStart start;
    std::uint64_t skip = 0; ///< decoded bytes before the first voxel
    bool atEnd = false;     ///< instead of all that: the voxels are the file's last bytes
};

/// Opens `file`, goes to the first voxel and reads as many as the grid has, in host byte order. Nothing is allocated
/// that the file's size doesn't justify, and memory grows only as data arrives.
/// @throws Error{FileMissing, FileUnreadable, FileEmpty, FileTruncated, HeaderInvalid, HeaderExceedsFile}
[[nodiscard]] Voxels readVoxels(const ImageHeader& header, const std::filesystem::path& file);

/// The data file that a header names: it has to be a path that stays in the header's folder, by its name and through
/// links. @throws Error{DataFileOutside, FileMissing, FileUnreadable}
[[nodiscard]] std::filesystem::path dataFileBeside(const std::filesystem::path& header, const std::string& dataFile);

/// Most voxels that an image may have: a head at 0.35 mm; more would need tens of GB on the way.
inline constexpr std::int64_t kMostVoxels = 400'000'000;

/// Checks that axes (x, y, z first) make one 3-D image. @throws Error{HeaderInvalid, NotThreeDimensional,
/// SeveralFrames, ImageTooLarge}
void checkAxes(std::span<const std::int64_t> axes, const std::string& name);
/// Checks spacings in mm as a header states them. @throws Error{SpacingInvalid}
void checkSpacing(const Vec3& spacing, const std::string& name);
/// Checks a voxel-to-world matrix. @param source what stated it ("sform"), for the error
/// @throws Error{MatrixSingular, SpacingInvalid}
void checkMatrix(const Affine& worldFromVoxel, const std::string& source, const std::string& name);

/// A grid whose file states the matrix. NIfTI files on it state the same as sform, code 1.
/// @throws what `checkMatrix` throws
[[nodiscard]] Geometry statedGrid(const Size3& size, const Affine& worldFromVoxel, const std::string& source,
                                  const std::string& name);
/// A grid whose file states no orientation; the matrix is a guess with the right spacings. NIfTI files on it have both
/// codes 0. @throws what `checkMatrix` throws
[[nodiscard]] Geometry unstatedGrid(const Size3& size, const Affine& guess, const std::string& source,
                                    const std::string& name);
/// The matrix of voxel axes that run along three letters ("ASL": the first index rises to anterior), origin 0; none
/// unless they are one of L/R, one of A/P and one of I/S (any case).
[[nodiscard]] std::optional<Affine> axesMatrix(const std::string& letters, const Vec3& spacing);

/// ASCII letters in lower case, whatever the locale.
[[nodiscard]] std::string lowerCase(std::string text);

} // namespace tessera
