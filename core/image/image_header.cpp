#include "core/image/image_header.h"

#include "core/base/error.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <system_error>

namespace tessera {
namespace {

constexpr double kSmallestSpacing = 0.01, kLargestSpacing = 100; // mm

std::string spacingText(const Vec3& spacing) {
    return std::to_string(spacing[0]) + " x " + std::to_string(spacing[1]) + " x " + std::to_string(spacing[2]);
}

template <typename T>
void swapBytes(std::vector<T>& values) {
    for (T& value : values) {
        auto raw = std::bit_cast<std::array<std::byte, sizeof(T)>>(value);
        std::reverse(raw.begin(), raw.end());
        value = std::bit_cast<T>(raw);
    }
}

template <typename T>
Voxels readVoxelsOf(DataStream& stream, std::size_t count, bool swapped) {
    std::vector<T> out;
    // Grown as the data arrives: a small compressed file that claims much fails before much is allocated.
    constexpr std::size_t kFirst = (64U << 20) / sizeof(T);
    for (std::size_t done = 0; done < count;) {
        const std::size_t next = std::min(count, std::max(kFirst, 2 * done));
        out.resize(next);
        const std::size_t want = (next - done) * sizeof(T);
        const std::size_t got = stream.read(std::as_writable_bytes(std::span(out).subspan(done)));
        if (got < want) {
            throw Error(ErrorCode::FileTruncated,
                        {stream.name(), std::to_string(done * sizeof(T) + got) + " of " +
                                            std::to_string(count * sizeof(T)) + " bytes of voxels"});
        }
        done = next;
    }
    if (swapped && sizeof(T) > 1) {
        swapBytes(out);
    }
    return out;
}

Voxels readVoxelsOfType(VoxelType type, DataStream& stream, std::size_t count, bool swapped) {
    switch (type) {
    case VoxelType::UInt8:
        return readVoxelsOf<std::uint8_t>(stream, count, swapped);
    case VoxelType::Int8:
        return readVoxelsOf<std::int8_t>(stream, count, swapped);
    case VoxelType::Int16:
        return readVoxelsOf<std::int16_t>(stream, count, swapped);
    case VoxelType::UInt16:
        return readVoxelsOf<std::uint16_t>(stream, count, swapped);
    case VoxelType::Int32:
        return readVoxelsOf<std::int32_t>(stream, count, swapped);
    case VoxelType::UInt32:
        return readVoxelsOf<std::uint32_t>(stream, count, swapped);
    case VoxelType::Int64:
        return readVoxelsOf<std::int64_t>(stream, count, swapped);
    case VoxelType::UInt64:
        return readVoxelsOf<std::uint64_t>(stream, count, swapped);
    case VoxelType::Float32:
        return readVoxelsOf<float>(stream, count, swapped);
    case VoxelType::Float64:
        break;
    }
    return readVoxelsOf<double>(stream, count, swapped);
}

/// True if `path` lies in `folder` or below it; both without links and dots.
bool isBelow(const std::filesystem::path& path, const std::filesystem::path& folder) {
    return std::mismatch(folder.begin(), folder.end(), path.begin(), path.end()).first == folder.end();
}

} // namespace

std::string lowerCase(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c); });
    return text;
}

std::size_t bytesOf(VoxelType type) {
    constexpr std::array<std::size_t, 10> sizes{1, 1, 2, 2, 4, 4, 8, 8, 4, 8};
    return sizes[static_cast<std::size_t>(type)];
}

Voxels readVoxels(const ImageHeader& header, const std::filesystem::path& file) {
    const std::size_t count = header.geometry.voxels();
    const std::size_t bytes = count * bytesOf(header.type); // checkAxes has limited it
    DataStart start = header.start;
    if (header.atEnd) {
        const std::uint64_t size = os::InputFile(file).size();
        if (size < bytes) {
            throw Error(ErrorCode::HeaderExceedsFile, {file.string(), std::to_string(bytes)});
        }
        start = {Coding::Plain, size - bytes, 0};
    }
    DataStream stream(file, start);
    if (static_cast<double>(header.skip) > stream.mostBytes()) {
        throw Error(ErrorCode::HeaderInvalid, {file.string(), "voxel offset " + std::to_string(header.skip)});
    }
    if (static_cast<double>(bytes) > stream.mostBytes()) {
        throw Error(ErrorCode::HeaderExceedsFile, {file.string(), std::to_string(bytes)});
    }
    stream.skip(header.skip);
    Voxels out = readVoxelsOfType(header.type, stream, count, header.swapped);
    stream.finish();
    return out;
}

std::filesystem::path dataFileBeside(const std::filesystem::path& header, const std::string& dataFile) {
    namespace fs = std::filesystem;
    const fs::path folder = header.parent_path().empty() ? fs::path(".") : header.parent_path();
    const fs::path named(dataFile);
    const auto leaves = [](const fs::path& path) { return path.is_absolute() || path.begin()->string() == ".."; };
    if (dataFile.empty() || leaves(named) || leaves(named.lexically_normal())) {
        throw Error(ErrorCode::DataFileOutside, {header.string(), dataFile});
    }
    fs::path out = folder / named;
    const std::string nameOfBoth = header.string() + ": its data file " + out.string();
    std::error_code code;
    const fs::path real = fs::canonical(out, code);
    if (code == std::errc::no_such_file_or_directory || code == std::errc::not_a_directory) {
        throw Error(ErrorCode::FileMissing, {nameOfBoth});
    }
    if (code) {
        throw Error(ErrorCode::FileUnreadable, {nameOfBoth, code.message()});
    }
    const fs::path realFolder = fs::canonical(folder, code);
    if (code || !isBelow(real, realFolder)) {
        throw Error(ErrorCode::DataFileOutside, {header.string(), dataFile});
    }
    if (!fs::is_regular_file(real, code)) {
        throw Error(ErrorCode::FileUnreadable, {nameOfBoth, "not a regular file"});
    }
    return out;
}

void checkAxes(std::span<const std::int64_t> axes, const std::string& name) {
    std::string shape;
    double frames = 1, voxels = 1;
    int longAxes = 0;
    for (std::size_t i = 0; i < axes.size(); ++i) {
        if (axes[i] < 1) {
            throw Error(ErrorCode::HeaderInvalid,
                        {name, "axis " + std::to_string(i + 1) + " has " + std::to_string(axes[i]) + " voxels"});
        }
        shape += (shape.empty() ? "" : " x ") + std::to_string(axes[i]);
        (i < 3 ? voxels : frames) *= static_cast<double>(axes[i]);
        longAxes += i < 3 && axes[i] > 1 ? 1 : 0;
    }
    if (longAxes < 3) {
        throw Error(ErrorCode::NotThreeDimensional, {name, shape});
    }
    if (frames > 1) {
        throw Error(ErrorCode::SeveralFrames,
                    {name, frames < 1e15 ? std::to_string(static_cast<std::int64_t>(frames)) : "too many"});
    }
    if (voxels > static_cast<double>(kMostVoxels)) {
        throw Error(ErrorCode::ImageTooLarge, {name, shape, std::to_string(kMostVoxels)});
    }
}

void checkSpacing(const Vec3& spacing, const std::string& name) {
    for (const double value : spacing) {
        if (!(value > 0 && value <= kLargestSpacing)) {
            throw Error(ErrorCode::SpacingInvalid, {name, spacingText(spacing)});
        }
    }
}

void checkMatrix(const Affine& worldFromVoxel, const std::string& source, const std::string& name) {
    if (!worldFromVoxel.isFinite()) {
        throw Error(ErrorCode::MatrixSingular, {name, source + " with values that are not finite"});
    }
    Geometry grid;
    grid.worldFromVoxel = worldFromVoxel;
    const Vec3 spacing = grid.spacing();
    for (const double value : spacing) {
        if (!(value >= kSmallestSpacing && value <= kLargestSpacing)) {
            // a column of zeros is a singular matrix, not a spacing that somebody typed
            if (value == 0) {
                throw Error(ErrorCode::MatrixSingular, {name, source});
            }
            throw Error(ErrorCode::SpacingInvalid, {name, spacingText(spacing)});
        }
    }
    // relative to the volume of orthogonal axes: 1 for no shear, 0 for axes in one plane
    if (grid.voxelVolume() < 1e-3 * spacing[0] * spacing[1] * spacing[2]) {
        throw Error(ErrorCode::MatrixSingular, {name, source});
    }
}

Geometry statedGrid(const Size3& size, const Affine& worldFromVoxel, const std::string& source,
                    const std::string& name) {
    checkMatrix(worldFromVoxel, source, name);
    Geometry out = Geometry::fromAffine(size, worldFromVoxel, 1);
    out.orientation = Orientation::Stated;
    return out;
}

Geometry unstatedGrid(const Size3& size, const Affine& guess, const std::string& source, const std::string& name) {
    checkMatrix(guess, source, name);
    Geometry out = Geometry::fromAffine(size, guess, 0);
    out.orientation = Orientation::None;
    out.forms.srow = {};
    return out;
}

std::optional<Affine> axesMatrix(const std::string& letters, const Vec3& spacing) {
    Affine out = Affine::scaling({0, 0, 0});
    for (std::size_t axis = 0; axis < 3 && letters.size() == 3; ++axis) {
        const char letter = lowerCase(letters)[axis];
        constexpr std::string_view kRising = "ras", kFalling = "lpi";
        const bool rising = kRising.find(letter) != std::string_view::npos;
        const auto world = rising ? kRising.find(letter) : kFalling.find(letter);
        if (world != std::string_view::npos) {
            out(static_cast<int>(world), static_cast<int>(axis)) = rising ? spacing[axis] : -spacing[axis];
        }
    }
    return out.determinant() != 0 ? std::optional(out) : std::nullopt;
}

} // namespace tessera
