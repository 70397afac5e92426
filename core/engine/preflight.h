#pragma once

#include "core/engine/pipeline/preflight_report.h"
#include "core/engine/scheduler/device.h"
#include "core/engine/scheduler/tile_kind.h"
#include "core/image/volume.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

/// What is looked at before a scan is registered. Any thread.
namespace tessera::engine {

/// What is unusual about a scan, one sentence each; nothing here keeps it from being segmented. Unverified sides,
/// voxels that aren't numbers and constant images are the business of the reader and of standardise().
///
/// Warned about: voxels thicker than 2 mm or thinner than 0.4 mm, three times as long as wide, a field of view of less
/// than 130 mm or more than 400 mm along an axis (an adult brain is about 140 x 170 x 120 mm), fewer than 40 different
/// intensities (a mask, a label map), voxels that look like labels, and more than a tenth of the voxels above 0 at the
/// highest intensity (clipped).
[[nodiscard]] std::vector<std::string> warningsAbout(const Volume& scan);

/// Predicts what a scan's networks need on each device. @param timeOn a device alone
/// @throws Error{NoDeviceFits} with `name` if the largest tile fits nowhere
[[nodiscard]] std::vector<PreflightReport::Device>
predictDevices(std::span<const scheduler::DeviceDescription> devices, std::span<const scheduler::TileKind> kinds,
               const std::function<PreflightReport::Time(const scheduler::DeviceDescription& device)>& timeOn,
               const std::string& name);

/// Bytes that a result's files may take on the disk at most, for a scan of that many voxels.
[[nodiscard]] std::uint64_t resultBytes(std::size_t voxels);
/// @throws Error{DiskFull} if the disk on which the file is to be made has less free (one that doesn't say has enough)
void requireFree(const std::filesystem::path& file, std::uint64_t bytes);

} // namespace tessera::engine
