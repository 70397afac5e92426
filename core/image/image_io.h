#pragma once

#include "core/image/volume.h"

#include <filesystem>
#include <string>
#include <vector>

namespace tessera {

/// What a person may say about a file that doesn't say it itself.
struct ReadOptions {
    /// Directions of the voxel axes of an Analyze 7.5 image as three letters ("ASL": the first index rises to
    /// anterior); empty: its orient byte. Laterality stays unverified in both cases.
    std::string orientation;
};

/// Reads one 3-D image with its grid in RAS mm. Formats: NIfTI-1 and NIfTI-2 as .nii, .nii.gz (or gzipped whatever its
/// name), and .hdr with .img[.gz]. The form used is the sform if its code is > 0, else the qform, else none (laterality
/// unverified); forms that disagree by more than 1 mm give a warning. A sheared matrix is kept.
/// Nothing is allocated that the file's size doesn't justify. Safe to call from any thread.
/// @throws Error{FileMissing, FileUnreadable, FileEmpty, FileTruncated, NotAnImage, FormatNotSupported, HeaderInvalid,
///   HeaderExceedsFile, ImageTooLarge, NotThreeDimensional, SeveralFrames, VoxelTypeNotSupported, SpacingInvalid,
///   MatrixSingular}
[[nodiscard]] Volume readImage(const std::filesystem::path& path, const ReadOptions& options = {});

/// `readImage` and `toLabels` in one.
[[nodiscard]] LabelVolume readLabels(const std::filesystem::path& path);

/// True if the name ends like an image that `readImage` takes (.nii, .nii.gz, .hdr; any case).
[[nodiscard]] bool hasImageName(const std::filesystem::path& path);
/// File name without .nii, .nii.gz, .hdr or .img.
[[nodiscard]] std::string imageStem(const std::filesystem::path& path);
/// The files that `readImage(path)` reads: the file itself, and the .img of a .hdr.
[[nodiscard]] std::vector<std::filesystem::path> filesOfImage(const std::filesystem::path& path);

enum class Intent { None, Label };

/// A NIfTI-1 file (NIfTI-2 if an axis is longer than 32767) as bytes: the grid's forms, codes and units as they came
/// in, slope 1, intercept 0; gzipped if `gzip` (with no time stamp: equal images give equal bytes).
[[nodiscard]] std::vector<std::byte> encodeNifti(const Geometry& geometry, const Voxels& voxels, Intent intent,
                                                 bool gzip);

/// Label numbers in the smallest of uint8, int16 and int32 that holds them.
[[nodiscard]] Voxels compactLabels(const std::vector<std::int32_t>& labels);

/// @throws Error{Usage} unless the name ends like a format that can be written: .nii.gz, .nii (any case)
void checkOutputName(const std::filesystem::path& path);

/// An image as the bytes of a file of that name, in the format that the name says; nothing is written. Equal images
/// give equal bytes. @throws Error{Usage} as `checkOutputName`, Error{FormatCannotHold}; `path` is the file
[[nodiscard]] std::vector<std::byte> encodeImage(const std::filesystem::path& path, const Geometry& geometry,
                                                 const Voxels& voxels, Intent intent);

/// Encodes and writes atomically. @throws what `encodeImage` throws, Error{WriteFailed, DiskFull}
void writeImage(const std::filesystem::path& path, const Geometry& geometry, const Voxels& voxels, Intent intent);

} // namespace tessera
