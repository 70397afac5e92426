#pragma once

#include "core/image/image_header.h"

#include <span>
#include <string>

namespace tessera {

/// Reads an NRRD header, attached (.nrrd) or detached (.nhdr), versions 1 to 5, encodings raw and gzip. Standard:
/// "Definition of NRRD File Format" (teem.sourceforge.net/nrrd/format.html). The world comes from `space` and
/// `space directions`; a space that says nothing about anatomy (scanner-xyz, 3D-right-handed, a mere dimension, none)
/// gives Orientation::None. An axis of one sample that isn't spatial is left out.
/// @param bytes the first bytes of the file, the whole header among them; @param name the file, for errors
/// @throws Error{NotAnImage, FormatNotSupported, HeaderInvalid, VoxelTypeNotSupported, NotThreeDimensional,
///   SeveralFrames, ImageTooLarge, SpacingInvalid, MatrixSingular}
[[nodiscard]] ImageHeader parseNrrd(std::span<const std::byte> bytes, const std::string& name);

/// An NRRD file with an attached header in RAS mm, gzipped voxels. A grid whose sides aren't known for certain is
/// written into a space without anatomy.
[[nodiscard]] std::vector<std::byte> encodeNrrd(const Geometry& geometry, const Voxels& voxels);

} // namespace tessera
