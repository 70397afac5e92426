#include "core/image/mgh.h"

#include "core/base/error.h"
#include "core/image/byte_fields.h"
#include "core/image/deflate.h"
#include "core/image/image_encoding.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace tessera {
namespace {

// byte offsets of the fields
constexpr std::size_t kVersion = 0, kSizes = 4, kFrames = 16, kType = 20, kGoodRas = 28, kSpacing = 30, kCosines = 42,
                      kCentre = 78;
constexpr bool kSwapped = std::endian::native == std::endian::little; // the file is big-endian

std::optional<VoxelType> typeOfCode(std::int32_t code) {
    switch (code) {
    case 0:
        return VoxelType::UInt8;
    case 1:
        return VoxelType::Int32;
    case 3:
        return VoxelType::Float32;
    case 4:
        return VoxelType::Int16;
    case 10: // since FreeSurfer 7
        return VoxelType::UInt16;
    default:
        return std::nullopt;
    }
}

/// FreeSurfer's axes for a file that states none: coronal slices, left, inferior, anterior; the centre is the origin.
Affine defaultMatrix(const Size3& size) {
    Affine out = *axesMatrix("LIA", {1, 1, 1});
    const Vec3 corner = out.rotate({size[0] / 2.0, size[1] / 2.0, size[2] / 2.0});
    return Affine::translation({-corner[0], -corner[1], -corner[2]}) * out;
}

Affine statedMatrix(const FieldReader& in, const Size3& size) {
    Affine out;
    Vec3 centre{};
    for (int world = 0; world < 3; ++world) {
        const auto w = static_cast<std::size_t>(world);
        centre[w] = in.at<float>(kCentre + 4 * w);
        for (int axis = 0; axis < 3; ++axis) {
            const auto a = static_cast<std::size_t>(axis);
            out(world, axis) =
                static_cast<double>(in.at<float>(kCosines + 4 * (3 * a + w))) * in.at<float>(kSpacing + 4 * a);
        }
    }
    const Vec3 toCentre = out.rotate({size[0] / 2.0, size[1] / 2.0, size[2] / 2.0}); // of voxel (n / 2)
    return Affine::translation({centre[0] - toCentre[0], centre[1] - toCentre[1], centre[2] - toCentre[2]}) * out;
}

template <typename T>
std::vector<std::byte> bigEndian(const std::vector<T>& values) {
    FieldWriter out(values.size() * sizeof(T), kSwapped);
    for (std::size_t i = 0; i < values.size(); ++i) {
        out.put(i * sizeof(T), values[i]);
    }
    return out.take();
}

} // namespace

ImageHeader parseMgh(std::span<const std::byte> bytes, const std::string& name) {
    if (bytes.size() < 4 || FieldReader(bytes, kSwapped).at<std::int32_t>(kVersion) != 1) {
        throw Error(ErrorCode::NotAnImage, {name, "it doesn't begin like an MGH file of version 1"});
    }
    if (bytes.size() < kMghHeaderSize) {
        throw Error(ErrorCode::FileTruncated, {name, "inside the header"});
    }
    const FieldReader in(bytes, kSwapped);
    const std::array<std::int64_t, 4> axes{in.at<std::int32_t>(kSizes), in.at<std::int32_t>(kSizes + 4),
                                           in.at<std::int32_t>(kSizes + 8), in.at<std::int32_t>(kFrames)};
    checkAxes(axes, name);
    const Size3 size{axes[0], axes[1], axes[2]};
    ImageHeader out;
    if (in.at<std::int16_t>(kGoodRas) > 0) {
        checkSpacing({in.at<float>(kSpacing), in.at<float>(kSpacing + 4), in.at<float>(kSpacing + 8)}, name);
        out.geometry = statedGrid(size, statedMatrix(in, size), "direction cosines", name);
    } else {
        out.geometry = unstatedGrid(size, defaultMatrix(size), "direction cosines", name);
        out.warnings.emplace_back(
            "The file states neither orientation nor spacing: 1 mm is assumed, as FreeSurfer does.");
    }
    const auto code = in.at<std::int32_t>(kType);
    const auto type = typeOfCode(code);
    if (!type) {
        throw Error(ErrorCode::VoxelTypeNotSupported, {name, "MGH code " + std::to_string(code)});
    }
    out.type = *type;
    out.swapped = kSwapped;
    out.skip = kMghHeaderSize;
    return out;
}

std::vector<std::byte> encodeMgh(const Geometry& geometry, const Voxels& voxels, bool gzip, const std::string& name) {
    constexpr std::int32_t kNone = -1;
    constexpr std::array<std::int32_t, 10> codes{0, kNone, 4, kNone, 1, kNone, kNone, kNone, 3, kNone};
    const std::int32_t code = codes[voxels.index()];
    if (code == kNone) {
        throw Error(ErrorCode::FormatCannotHold, {name, "MGH has uint8, int16, int32 and float32 voxels only"});
    }
    if (geometry.sidesDisputed) {
        throw Error(ErrorCode::FormatCannotHold, {name, "two orientations that disagree about left and right"});
    }
    const bool stated = statesSides(geometry);
    const Vec3 spacing = geometry.spacing();
    if (!stated && std::any_of(spacing.begin(), spacing.end(), [](double mm) { return std::abs(mm - 1) > 1e-6; })) {
        throw Error(ErrorCode::FormatCannotHold, {name, "MGH has no spacing where the orientation isn't known"});
    }
    FieldWriter head(kMghHeaderSize, kSwapped);
    head.put(kVersion, std::int32_t{1});
    head.put(kFrames, std::int32_t{1});
    head.put(kType, code);
    head.put(kGoodRas, static_cast<std::int16_t>(stated ? 1 : 0));
    const Vec3 centre =
        geometry.worldFromVoxel.apply({geometry.size[0] / 2.0, geometry.size[1] / 2.0, geometry.size[2] / 2.0});
    for (std::size_t a = 0; a < 3; ++a) {
        head.put(kSizes + 4 * a, static_cast<std::int32_t>(geometry.size[a]));
        for (std::size_t w = 0; stated && w < 3; ++w) {
            const double value = geometry.worldFromVoxel(static_cast<int>(w), static_cast<int>(a)) / spacing[a];
            head.put(kCosines + 4 * (3 * a + w), static_cast<float>(value));
        }
        if (stated) {
            head.put(kSpacing + 4 * a, static_cast<float>(spacing[a]));
            head.put(kCentre + 4 * a, static_cast<float>(centre[a]));
        }
    }
    (void)bytesOf(voxels, geometry); // checks that they fill the grid
    const std::vector<std::byte> body = std::visit([](const auto& values) { return bigEndian(values); }, voxels);
    return gzip ? deflated(head.take(), body, Container::Gzip) : joined(head.take(), body);
}

} // namespace tessera
