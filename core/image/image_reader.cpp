#include "core/base/error.h"
#include "core/image/image_header.h"
#include "core/image/image_io.h"
#include "core/image/nifti_header.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace tessera {
namespace {

enum class Format { None, Nifti, Pair };

struct Extension {
    const char* text; ///< in lower case; longer ones before those that they end with
    Format format;
};
constexpr std::array kExtensions{
    Extension{".nii.gz", Format::Nifti}, Extension{".nii", Format::Nifti}, Extension{".hdr", Format::Pair},
    Extension{".img.gz", Format::Pair},  Extension{".img", Format::Pair},
};

/// The image extension of a file name; an empty one if there is none.
Extension extensionOf(const std::filesystem::path& path) {
    const std::string name = lowerCase(path.filename().string());
    for (const Extension& extension : kExtensions) {
        if (name.ends_with(extension.text) && name.size() > std::strlen(extension.text)) {
            return extension;
        }
    }
    return {"", Format::None};
}

/// True for the .img of a .hdr.
bool isVoxelFile(const Extension& extension) {
    return std::string(extension.text).starts_with(".img");
}

std::filesystem::path withExtension(const std::filesystem::path& path, const std::string& extension) {
    return path.parent_path() / (imageStem(path) + extension);
}

/// The .hdr of an .img, everything else as it is.
std::filesystem::path headerPath(const std::filesystem::path& path) {
    const Extension extension = extensionOf(path);
    if (extension.format == Format::None) {
        throw Error(ErrorCode::NotAnImage, {path.string(), "its name doesn't end like an image's"});
    }
    return isVoxelFile(extension) ? withExtension(path, ".hdr") : path;
}

/// The voxel file beside a .hdr, with .img or .img.gz in the case that exists.
std::filesystem::path voxelPath(const std::filesystem::path& header) {
    std::error_code ignored;
    for (const char* extension : {".img", ".img.gz", ".IMG", ".IMG.GZ"}) {
        if (auto path = withExtension(header, extension); std::filesystem::exists(path, ignored)) {
            return path;
        }
    }
    return withExtension(header, ".img");
}

/// The first bytes of a file, fewer only if it ends before.
std::vector<std::byte> firstBytes(const std::filesystem::path& file, std::size_t count, Coding coding) {
    DataStream stream(file, {coding, 0, 0});
    std::vector<std::byte> out(count);
    out.resize(stream.read(out));
    return out;
}

ImageHeader readHeader(const std::filesystem::path& file) {
    const std::string name = file.string();
    const bool pair = extensionOf(file).format == Format::Pair;
    return readNifti(firstBytes(file, kNifti2Size, Coding::AsItBegins), name, pair);
}

/// The file that holds the voxels of a header.
std::filesystem::path voxelFile(const std::filesystem::path& file, const ImageHeader& header) {
    if (extensionOf(file).format == Format::Pair) {
        return voxelPath(file);
    }
    return header.dataFile.empty() ? file : dataFileBeside(file, header.dataFile);
}

} // namespace

bool hasImageName(const std::filesystem::path& path) {
    const Extension extension = extensionOf(path);
    return extension.format != Format::None && !isVoxelFile(extension);
}

std::string imageStem(const std::filesystem::path& path) {
    const std::string name = path.filename().string();
    return name.substr(0, name.size() - std::strlen(extensionOf(path).text));
}

std::vector<std::filesystem::path> filesOfImage(const std::filesystem::path& path) {
    const std::filesystem::path header = headerPath(path);
    if (extensionOf(header).format == Format::Pair) {
        return {header, voxelPath(header)};
    }
    return {header};
}

Volume readImage(const std::filesystem::path& path, const ReadOptions& options) {
    (void)options; // NIfTI says everything itself
    const std::filesystem::path file = headerPath(path);
    ImageHeader header = readHeader(file);
    Volume out;
    out.voxels = readVoxels(header, voxelFile(file, header));
    out.geometry = header.geometry;
    out.slope = header.slope;
    out.intercept = header.intercept;
    out.warnings = std::move(header.warnings);
    return out;
}

LabelVolume readLabels(const std::filesystem::path& path) {
    return toLabels(readImage(path), path.string());
}

} // namespace tessera
