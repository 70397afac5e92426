#include "core/base/error.h"
#include "core/base/os/file.h"
#include "core/image/image_encoding.h"
#include "core/image/image_io.h"

#include <algorithm>
#include <array>
#include <limits>

namespace tessera {
namespace {

using Encode = std::vector<std::byte> (*)(const Geometry&, const Voxels&, Intent);

struct Writer {
    const char* extension; ///< in lower case
    Encode encode;
};
constexpr std::array kWriters{
    Writer{".nii.gz", [](const Geometry& g, const Voxels& v, Intent i) { return encodeNifti(g, v, i, true); }},
    Writer{".nii", [](const Geometry& g, const Voxels& v, Intent i) { return encodeNifti(g, v, i, false); }},
};

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
    return encoderOf(path)(geometry, voxels, intent);
}

void writeImage(const std::filesystem::path& path, const Geometry& geometry, const Voxels& voxels, Intent intent) {
    os::writeFileAtomically(path, encodeImage(path, geometry, voxels, intent));
}

} // namespace tessera
