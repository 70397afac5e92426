#pragma once

#include "core/image/image_header.h"

#include <span>
#include <string>

namespace tessera {

/// Reads a MetaImage header, .mha or .mhd (itk.org/Wiki/ITK/MetaIO/Documentation). Its world is LPS mm, as ITK has it;
/// a header without a matrix gives Orientation::None.
/// @param bytes the first bytes of the file, the whole header among them; @param name the file, for errors
/// @throws Error{NotAnImage, FormatNotSupported, HeaderInvalid, VoxelTypeNotSupported, NotThreeDimensional,
///   SeveralFrames, ImageTooLarge, SpacingInvalid, MatrixSingular}
[[nodiscard]] ImageHeader parseMetaImage(std::span<const std::byte> bytes, const std::string& name);

/// A .mha file with compressed voxels. A grid without a stated orientation is written without a matrix.
/// @throws Error{FormatCannotHold} for sheared axes and for a matrix whose sides are disputed; `name` is the file
[[nodiscard]] std::vector<std::byte> encodeMetaImage(const Geometry& geometry, const Voxels& voxels,
                                                     const std::string& name);

} // namespace tessera
