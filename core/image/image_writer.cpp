#include "core/base/error.h"
#include "core/base/os/file.h"
#include "core/image/image_encoding.h"
#include "core/image/image_io.h"
#include "core/image/metaimage.h"
#include "core/image/mgh.h"
#include "core/image/nrrd.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

namespace tessera {
namespace {

using Encode = std::vector<std::byte> (*)(const Geometry&, const Voxels&, Intent, const std::string& name);

struct Writer {
    const char* extension; ///< in lower case
    Encode encode;
};
// clang-format off
constexpr std::array kWriters{
    Writer{".nii.gz", [](const Geometry& grid, const Voxels& voxels, Intent intent, const std::string&) { return encodeNifti(grid, voxels, intent, true); }},
    Writer{".nii", [](const Geometry& grid, const Voxels& voxels, Intent intent, const std::string&) { return encodeNifti(grid, voxels, intent, false); }},
    Writer{".nrrd", [](const Geometry& grid, const Voxels& voxels, Intent, const std::string&) { return encodeNrrd(grid, voxels); }},
    Writer{".mha", [](const Geometry& grid, const Voxels& voxels, Intent, const std::string& name) { return encodeMetaImage(grid, voxels, name); }},
    Writer{".mgz", [](const Geometry& grid, const Voxels& voxels, Intent, const std::string& name) { return encodeMgh(grid, voxels, true, name); }},
    Writer{".mgh.gz", [](const Geometry& grid, const Voxels& voxels, Intent, const std::string& name) { return encodeMgh(grid, voxels, true, name); }},
    Writer{".mgh", [](const Geometry& grid, const Voxels& voxels, Intent, const std::string& name) { return encodeMgh(grid, voxels, false, name); }},
};
// clang-format on

Encode encoderOf(const std::filesystem::path& path) {
    const std::string name = lowerCase(path.filename().string());
    for (const Writer& writer : kWriters) {
        if (name.ends_with(writer.extension)) {
            return writer.encode;
        }
    }
    throw Error(ErrorCode::Usage,
                {path.string() + ": give the output a name that ends in .nii.gz, .nii, .nrrd, .mha, .mgz or .mgh."});
}

} // namespace

VoxelType typeOf(const Voxels& voxels) {
    return static_cast<VoxelType>(voxels.index());
}

std::span<const std::byte> bytesOf(const Voxels& voxels, const Geometry& geometry) {
    return std::visit(
        [&](const auto& values) {
            if (values.size() != geometry.voxels()) {
                throw Error(ErrorCode::Internal, {"image writer", "voxels don't fill the grid"});
            }
            return std::as_bytes(std::span(values));
        },
        voxels);
}

std::vector<std::byte> joined(std::span<const std::byte> head, std::span<const std::byte> body) {
    std::vector<std::byte> out(head.begin(), head.end());
    out.insert(out.end(), body.begin(), body.end());
    return out;
}

bool statesSides(const Geometry& geometry) {
    return geometry.orientation != Orientation::None && !geometry.sidesDisputed;
}

std::string shortestText(double value) {
    std::array<char, 32> buffer{};
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    return {buffer.data(), result.ptr};
}

Voxels compactLabels(const std::vector<std::int32_t>& labels) {
    const auto largest = labels.empty() ? 0 : *std::max_element(labels.begin(), labels.end());
    if (largest <= std::numeric_limits<std::uint8_t>::max()) {
        return std::vector<std::uint8_t>(labels.begin(), labels.end());
    }
    if (largest <= std::numeric_limits<std::int16_t>::max()) {
        return std::vector<std::int16_t>(labels.begin(), labels.end());
    }
    return labels;
}

void checkOutputName(const std::filesystem::path& path) {
    (void)encoderOf(path);
}

std::vector<std::byte> encodeImage(const std::filesystem::path& path, const Geometry& geometry, const Voxels& voxels,
                                   Intent intent) {
    return encoderOf(path)(geometry, voxels, intent, path.string());
}

void writeImage(const std::filesystem::path& path, const Geometry& geometry, const Voxels& voxels, Intent intent) {
    os::writeFileAtomically(path, encodeImage(path, geometry, voxels, intent));
}

} // namespace tessera
