#include "core/base/error.h"
#include "core/image/analyze.h"
#include "core/image/image_header.h"
#include "core/image/image_io.h"
#include "core/image/metaimage.h"
#include "core/image/mgh.h"
#include "core/image/nifti_header.h"
#include "core/image/nrrd.h"
#include "core/image/text_header.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace tessera {
namespace {

enum class Format { None, Nifti, Pair, Nrrd, MetaImage, Mgh };

struct Extension {
    const char* text; ///< in lower case; longer ones before those that they end with
    Format format;
};
constexpr std::array kExtensions{
    Extension{".nii.gz", Format::Nifti}, Extension{".nii", Format::Nifti},     Extension{".hdr", Format::Pair},
    Extension{".img.gz", Format::Pair},  Extension{".img", Format::Pair},      Extension{".nrrd", Format::Nrrd},
    Extension{".nhdr", Format::Nrrd},    Extension{".mha", Format::MetaImage}, Extension{".mhd", Format::MetaImage},
    Extension{".mgh.gz", Format::Mgh},   Extension{".mgh", Format::Mgh},       Extension{".mgz", Format::Mgh},
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
    std::vector<std::byte> out(static_cast<std::size_t>(std::min(static_cast<double>(count), stream.mostBytes())));
    out.resize(stream.read(out));
    return out;
}

/// True once an NRRD header's empty line was read.
bool nrrdEnds(const std::string& text) {
    return text.find("\n\n") != std::string::npos || text.find("\n\r\n") != std::string::npos;
}

/// True once a MetaImage header's last field was read to its end.
bool metaImageEnds(const std::string& text) {
    const std::string lower = lowerCase(text);
    for (std::size_t at = 0; (at = lower.find("elementdatafile", at)) != std::string::npos; ++at) {
        const std::size_t next = lower.find_first_not_of(" \t", at + std::strlen("elementdatafile"));
        if (next != std::string::npos && (lower[next] == '=' || lower[next] == ':')) {
            return lower.find('\n', next) != std::string::npos;
        }
    }
    return false;
}

/// The first bytes of a file, at least up to the end of its text header. Most are short: whoever lists a thousand files
/// on a network share shouldn't read a megabyte of each.
std::vector<std::byte> textHeader(const std::filesystem::path& file, bool (*ends)(const std::string&)) {
    for (std::size_t count = 4096;; count *= 16) {
        std::vector<std::byte> bytes = firstBytes(file, count, Coding::Plain);
        const bool isAll = bytes.size() < count || count >= kMostTextHeader;
        if (isAll || ends({reinterpret_cast<const char*>(bytes.data()), bytes.size()})) {
            return bytes;
        }
    }
}

ImageHeader readHeader(const std::filesystem::path& file) {
    const std::string name = file.string();
    const Format format = extensionOf(file).format;
    switch (format) {
    case Format::Nrrd:
        return parseNrrd(textHeader(file, nrrdEnds), name);
    case Format::MetaImage:
        return parseMetaImage(textHeader(file, metaImageEnds), name);
    case Format::Mgh:
        return parseMgh(firstBytes(file, kMghHeaderSize, Coding::AsItBegins), name);
    default:
        break;
    }
    const std::vector<std::byte> bytes = firstBytes(file, kNifti2Size, Coding::AsItBegins);
    const bool pair = format == Format::Pair;
    return pair && isAnalyze(bytes) ? parseAnalyze(bytes, name) : readNifti(bytes, name, pair);
}

/// The file that holds the voxels of a header.
std::filesystem::path voxelFile(const std::filesystem::path& file, const ImageHeader& header) {
    if (extensionOf(file).format == Format::Pair) {
        return voxelPath(file);
    }
    return header.dataFile.empty() ? file : dataFileBeside(file, header.dataFile);
}

/// Gives a grid whose file states no orientation the axes that a person names.
Geometry withAxes(const Geometry& grid, const std::string& letters, const std::string& name) {
    if (grid.orientation != Orientation::None) {
        throw Error(ErrorCode::Usage,
                    {name + ": the file states its own orientation, another one isn't taken from --orientation."});
    }
    return unstatedGrid(grid.size, *axesMatrix(letters, grid.spacing()), "axes", name);
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
    std::filesystem::path voxels = header;
    try {
        const Format format = extensionOf(header).format;
        if (format == Format::Pair) {
            voxels = voxelPath(header);
        } else if (format == Format::Nrrd || format == Format::MetaImage) {
            voxels = voxelFile(header, readHeader(header));
        }
    } catch (const Error&) { // readImage says what is wrong with it
        return {header};
    }
    return voxels == header ? std::vector{header} : std::vector{header, voxels};
}

Volume readImage(const std::filesystem::path& path, const ReadOptions& options) {
    const std::string& axes = options.orientation;
    if (!axes.empty() && !axesMatrix(axes, {1, 1, 1})) {
        throw Error(ErrorCode::Usage,
                    {"--orientation " + inQuotes(options.orientation) +
                     ": give it three letters, one of L and R, one of A and P, one of I and S, as ASL."});
    }
    const std::filesystem::path file = headerPath(path);
    ImageHeader header = readHeader(file);
    if (!axes.empty()) {
        header.geometry = withAxes(header.geometry, axes, file.string());
        header.warnings = {"The file's axes are taken as " + axes +
                           ", as asked for. It isn't known which side is left."};
    }
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
