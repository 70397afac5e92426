#pragma once

#include "core/image/volume.h"

#include <filesystem>
#include <string>
#include <vector>

namespace tessera {

/// What a person may say about a file that doesn't say it itself.
struct ReadOptions {
    /// Directions of the voxel axes as three letters ("ASL": the first index rises to anterior), for a file that states
    /// no orientation: Analyze 7.5, NIfTI with both codes 0, and others without a matrix. Laterality stays unverified:
    /// the letters help the registration, they don't prove the sides. A file that states its orientation is refused
    /// with them rather than read against its header. Empty: what the format assumes (Analyze: its orient byte).
    std::string orientation;
};

/// Reads one 3-D image with its grid in RAS mm. The format is told by the name (any case), for .hdr by the content:
/// - NIfTI-1 and NIfTI-2, .nii, .nii.gz (or gzipped whatever its name), .hdr with .img[.gz]. The form used is the sform
/// if
///   its code is > 0, else the qform, else none; forms that disagree by more than 1 mm give a warning.
/// - Analyze 7.5, .hdr with .img[.gz]; NRRD, .nrrd and .nhdr; MetaImage, .mha and .mhd; MGH, .mgh, .mgz and .mgh.gz.
/// A sheared matrix is kept. Where the file states no orientation laterality is unverified. A data file that a header
/// names has to lie in the header's folder or below it. Nothing is allocated that the files' size doesn't justify. Safe
/// to call from any thread.
/// @throws Error{FileMissing, FileUnreadable, FileEmpty, FileTruncated, NotAnImage, FormatNotSupported, HeaderInvalid,
///   HeaderExceedsFile, ImageTooLarge, NotThreeDimensional, SeveralFrames, VoxelTypeNotSupported, SpacingInvalid,
///   MatrixSingular, DataFileOutside}, Error{Usage} for the options
[[nodiscard]] Volume readImage(const std::filesystem::path& path, const ReadOptions& options = {});

/// `readImage` and `toLabels` in one.
[[nodiscard]] LabelVolume readLabels(const std::filesystem::path& path);

/// True if the name ends like an image that `readImage` takes, in any case; not for the .img of a .hdr.
[[nodiscard]] bool hasImageName(const std::filesystem::path& path);
/// File name without the image's extension (.nii.gz, .img and so on).
[[nodiscard]] std::string imageStem(const std::filesystem::path& path);
/// The files that `readImage(path)` reads: the file itself, and the data file of a .hdr, .nhdr or .mhd where its header
/// can be read. The header comes first. @throws Error{NotAnImage} for another name
[[nodiscard]] std::vector<std::filesystem::path> filesOfImage(const std::filesystem::path& path);

enum class Intent { None, Label };

/// A NIfTI-1 file (NIfTI-2 if an axis is longer than 32767) as bytes: the grid's forms, codes and units as they came
/// in, slope 1, intercept 0; gzipped if `gzip` (with no time stamp: equal images give equal bytes).
[[nodiscard]] std::vector<std::byte> encodeNifti(const Geometry& geometry, const Voxels& voxels, Intent intent,
                                                 bool gzip);

/// Label numbers in the smallest of uint8, int16 and int32 that holds them.
[[nodiscard]] Voxels compactLabels(const std::vector<std::int32_t>& labels);

/// @throws Error{Usage} unless the name ends like a format that can be written: .nii.gz, .nii, .nrrd, .mha,
/// .mgz, .mgh.gz or .mgh (any case)
void checkOutputName(const std::filesystem::path& path);

/// An image as the bytes of a file of that name, in the format that the name says; nothing is written. Equal images
/// give equal bytes. @throws Error{Usage} as `checkOutputName`, Error{FormatCannotHold}; `path` is the file
[[nodiscard]] std::vector<std::byte> encodeImage(const std::filesystem::path& path, const Geometry& geometry,
                                                 const Voxels& voxels, Intent intent);

/// Encodes and writes atomically. @throws what `encodeImage` throws, Error{WriteFailed, DiskFull}
void writeImage(const std::filesystem::path& path, const Geometry& geometry, const Voxels& voxels, Intent intent);

} // namespace tessera
