#include "core/image/analyze.h"

#include "core/base/error.h"
#include "core/image/byte_fields.h"

#include <array>
#include <cmath>
#include <cstring>
#include <optional>

namespace tessera {
namespace {

constexpr std::size_t kHeaderSize = 348;
// byte offsets of the fields
constexpr std::size_t kSizes = 40, kType = 70, kBits = 72, kSpacing = 76, kVoxelOffset = 108, kScale = 112,
                      kOrient = 252, kMark = 344;
constexpr double kMostOffset = 1e15;

bool hasLength(std::span<const std::byte> bytes, bool swapped) {
    return FieldReader(bytes, swapped).at<std::int32_t>(0) == static_cast<std::int32_t>(kHeaderSize);
}

VoxelType typeOfCode(std::int16_t code, const std::string& name) {
    switch (code) {
    case 2:
        return VoxelType::UInt8;
    case 4:
        return VoxelType::Int16;
    case 8:
        return VoxelType::Int32;
    case 16:
        return VoxelType::Float32;
    case 64:
        return VoxelType::Float64;
    case 32:
        throw Error(ErrorCode::VoxelTypeNotSupported, {name, "complex number"});
    case 128:
        throw Error(ErrorCode::VoxelTypeNotSupported, {name, "RGB colour"});
    default:
        throw Error(ErrorCode::VoxelTypeNotSupported, {name, "Analyze code " + std::to_string(code)});
    }
}

} // namespace

bool isAnalyze(std::span<const std::byte> bytes) {
    if (bytes.size() < kHeaderSize || (!hasLength(bytes, false) && !hasLength(bytes, true))) {
        return false;
    }
    return std::memcmp(bytes.data() + kMark, "ni1", 4) != 0 && std::memcmp(bytes.data() + kMark, "n+1", 4) != 0;
}

ImageHeader parseAnalyze(std::span<const std::byte> bytes, const std::string& name) {
    ImageHeader out;
    out.swapped = !hasLength(bytes, false);
    const FieldReader in(bytes, out.swapped);
    const auto dimensions = in.at<std::int16_t>(kSizes);
    if (dimensions < 1 || dimensions > 7) {
        throw Error(ErrorCode::HeaderInvalid, {name, std::to_string(dimensions) + " dimensions"});
    }
    std::vector<std::int64_t> axes;
    for (std::size_t i = 1; i <= static_cast<std::size_t>(dimensions); ++i) {
        axes.push_back(in.at<std::int16_t>(kSizes + 2 * i));
    }
    checkAxes(axes, name);
    const Vec3 spacing{in.at<float>(kSpacing + 4), in.at<float>(kSpacing + 8), in.at<float>(kSpacing + 12)};
    checkSpacing(spacing, name);
    constexpr std::array letters{"LAS", "LSA", "ASL", "LPS", "LIA", "AIL"};
    const auto orient = in.at<std::uint8_t>(kOrient);
    const bool known = orient < letters.size();
    const std::string axesText = known ? letters[orient] : letters[0];
    out.geometry = unstatedGrid({axes[0], axes[1], axes[2]}, *axesMatrix(axesText, spacing), "pixdim", name);
    out.warnings.push_back("Analyze 7.5 doesn't say for certain which side is left. The axes are taken as " + axesText +
                           (known ? " from" : ", since it has none of the known values in") + " its orient byte.");
    out.type = typeOfCode(in.at<std::int16_t>(kType), name);
    const auto bits = in.at<std::int16_t>(kBits);
    if (bits != 0 && bits != static_cast<std::int16_t>(8 * bytesOf(out.type))) {
        throw Error(ErrorCode::HeaderInvalid, {name, std::to_string(bits) + " bits a voxel"});
    }
    const double offset = in.at<float>(kVoxelOffset);
    if (!(offset >= 0 && offset <= kMostOffset)) {
        throw Error(ErrorCode::HeaderInvalid, {name, "voxel offset " + std::to_string(offset)});
    }
    out.skip = static_cast<std::uint64_t>(offset);
    const double scale = in.at<float>(kScale); // "funused1"; SPM's
    if (std::isfinite(scale) && scale != 0) {
        out.slope = scale;
    }
    return out;
}

} // namespace tessera
