#pragma once

#include "core/image/image_header.h"

#include <span>
#include <string>

namespace tessera {

/// Bytes before the voxels.
inline constexpr std::size_t kMghHeaderSize = 284;

/// Reads an MGH header (FreeSurfer's, version 1; surfer.nmr.mgh.harvard.edu/fswiki/FsTutorial/MghFormat). Where its
/// goodRASFlag is 0 it states nothing: FreeSurfer then takes coronal slices of 1 mm, and so do we, with
/// Orientation::None.
/// @param bytes the first bytes of the (decompressed) file, 284 or more; @param name the file, for errors
/// @throws Error{NotAnImage, FileTruncated, HeaderInvalid, VoxelTypeNotSupported, NotThreeDimensional, SeveralFrames,
///   ImageTooLarge, SpacingInvalid, MatrixSingular}
[[nodiscard]] ImageHeader parseMgh(std::span<const std::byte> bytes, const std::string& name);

/// An .mgh file, or an .mgz if `gzip`.
/// @throws Error{FormatCannotHold} for voxels other than uint8, int16, int32 and float32, for a matrix whose sides are
///   disputed, and for spacings other than 1 mm without an orientation; `name` is the file
[[nodiscard]] std::vector<std::byte> encodeMgh(const Geometry& geometry, const Voxels& voxels, bool gzip,
                                               const std::string& name);

} // namespace tessera
