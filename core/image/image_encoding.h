#pragma once

#include "core/image/image_header.h"

#include <span>
#include <string>
#include <vector>

/// What the writers of all formats share.
namespace tessera {

[[nodiscard]] VoxelType typeOf(const Voxels& voxels);
/// The voxels as they lie in memory. @throws Error{Internal} if they don't fill the grid
[[nodiscard]] std::span<const std::byte> bytesOf(const Voxels& voxels, const Geometry& geometry);
[[nodiscard]] std::vector<std::byte> joined(std::span<const std::byte> head, std::span<const std::byte> body);

/// True if it is known for certain which side of the grid is left: only then a format may state it.
[[nodiscard]] bool statesSides(const Geometry& geometry);
/// The shortest text that is read back as the same number, whatever the locale.
[[nodiscard]] std::string shortestText(double value);

} // namespace tessera
