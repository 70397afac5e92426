#include "core/engine/preflight.h"

#include "core/base/error.h"
#include "core/image/label_likeness.h"

#include <algorithm>
#include <cstdio>
#include <set>

namespace tessera::engine {
namespace {

using scheduler::Bytes;

constexpr double kThickest = 2, kThinnest = 0.4, kMostAnisotropy = 3; // mm, mm, ratio
constexpr double kSmallestExtent = 130, kLargestExtent = 400;         // mm
constexpr std::size_t kFewestIntensities = 40;
constexpr double kMostClipped = 0.1; // share of the voxels above 0

std::string number(double value) {
    char text[32];
    (void)std::snprintf(text, sizeof text, "%.3g", value);
    return text;
}

void lookAtGrid(const Geometry& grid, std::vector<std::string>& out) {
    const Vec3 spacing = grid.spacing();
    const auto [thin, thick] = std::ranges::minmax(spacing);
    const std::string voxels =
        "its voxels are " + number(spacing[0]) + " x " + number(spacing[1]) + " x " + number(spacing[2]) + " mm";
    if (thick > kThickest) {
        out.push_back("Thick slices: " + voxels +
                      ", the models were made for about 1 mm. Small regions will be "
                      "inaccurate.");
    } else if (thick > kMostAnisotropy * thin) {
        out.push_back("Long voxels: " + voxels + ". Small regions will be inaccurate along the longest side.");
    } else if (thin < kThinnest) {
        out.push_back("Very fine voxels: " + voxels + ". Check the header's unit.");
    }
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const double extent = spacing[axis] * static_cast<double>(grid.size[axis]);
        if (extent < kSmallestExtent || extent > kLargestExtent) {
            out.push_back("The field of view is " + number(extent) + " mm along one axis: " +
                          (extent < kSmallestExtent ? "part of the head may be missing."
                                                    : "more than a head. Check the header."));
        }
    }
}

void lookAtIntensities(const Volume& scan, std::vector<std::string>& out) {
    const std::vector<float> intensities = scan.intensities();
    std::set<float> different;
    float highest = 0;
    for (const float value : intensities) {
        if (different.size() < kFewestIntensities) {
            different.insert(value);
        }
        highest = std::max(highest, value);
    }
    if (different.size() < kFewestIntensities) {
        out.push_back("It has only " + std::to_string(different.size()) +
                      " different intensities: this may be a mask or a label map rather than a T1 scan.");
        return;
    }
    if (looksLikeLabels(scan)) {
        out.push_back(
            "Neighbouring voxels hold the same whole numbers: this may be a label map rather than a T1 scan.");
        return;
    }
    std::size_t above = 0, clipped = 0;
    for (const float value : intensities) {
        above += value > 0 ? 1 : 0;
        clipped += value > 0 && value == highest ? 1 : 0;
    }
    if (static_cast<double>(clipped) > kMostClipped * static_cast<double>(above)) {
        out.push_back("Many voxels have the highest intensity: the image was clipped when it was exported.");
    }
}

} // namespace

std::vector<std::string> warningsAbout(const Volume& scan) {
    std::vector<std::string> out;
    lookAtGrid(scan.geometry, out);
    lookAtIntensities(scan, out);
    return out;
}

std::vector<PreflightReport::Device>
predictDevices(std::span<const scheduler::DeviceDescription> devices, std::span<const scheduler::TileKind> kinds,
               const std::function<PreflightReport::Time(const scheduler::DeviceDescription&)>& timeOn,
               const std::string& name) {
    std::vector<PreflightReport::Device> out;
    std::string memories;
    Bytes least = 0;
    for (const scheduler::DeviceDescription& device : devices) {
        PreflightReport::Device& predicted = out.emplace_back();
        predicted.name = device.name;
        for (const scheduler::TileKind& kind : kinds) {
            predicted.peakBytes =
                std::max(predicted.peakBytes, device.contextBytes + kind.weightBytes + kind.peak(device));
        }
        predicted.fits = predicted.peakBytes + device.capacity / 50 <= device.capacity;
        predicted.time = timeOn(device);
        least = out.size() == 1 ? predicted.peakBytes : std::min(least, predicted.peakBytes);
        memories += (memories.empty() ? "" : ", ") + device.name + ": " +
                    std::to_string(device.capacity / scheduler::kMebi) + " MiB";
    }
    if (std::ranges::none_of(out, &PreflightReport::Device::fits)) {
        throw Error(ErrorCode::NoDeviceFits,
                    {name, std::to_string((least + scheduler::kMebi - 1) / scheduler::kMebi), memories});
    }
    return out;
}

/// Labels of two bytes, agreement of four and coverage of one a voxel, as if nothing could be compressed; and tables.
std::uint64_t resultBytes(std::size_t voxels) {
    return 7 * static_cast<std::uint64_t>(voxels) + (1U << 20);
}

void requireFree(const std::filesystem::path& file, std::uint64_t bytes) {
    std::error_code unknown;
    const std::filesystem::space_info space = std::filesystem::space(file.parent_path(), unknown);
    if (!unknown && space.available < bytes) {
        throw Error(ErrorCode::DiskFull, {file.string()});
    }
}

} // namespace tessera::engine
