#pragma once

#include "core/image/image_header.h"

#include <span>
#include <vector>

/// What the writers of all formats share.
namespace tessera {

[[nodiscard]] VoxelType typeOf(const Voxels& voxels);
/// The voxels as they lie in memory. @throws Error{Internal} if they don't fill the grid
[[nodiscard]] std::span<const std::byte> bytesOf(const Voxels& voxels, const Geometry& geometry);
[[nodiscard]] std::vector<std::byte> joined(std::span<const std::byte> head, std::span<const std::byte> body);

} // namespace tessera
