#include "core/base/error.h"
#include "core/image/metaimage.h"
#include "core/image/text_header.h"

#include <algorithm>
#include <array>
#include <bit>

namespace tessera {
namespace {

constexpr std::int64_t kMostAxes = 10; // MetaIO's limit

struct TypeName {
    std::string_view name;
    VoxelType type;
};
constexpr std::array kTypes{
    TypeName{"met_char", VoxelType::Int8},       TypeName{"met_uchar", VoxelType::UInt8},
    TypeName{"met_short", VoxelType::Int16},     TypeName{"met_ushort", VoxelType::UInt16},
    TypeName{"met_int", VoxelType::Int32},       TypeName{"met_uint", VoxelType::UInt32},
    TypeName{"met_long", VoxelType::Int32},      TypeName{"met_ulong", VoxelType::UInt32}, // 4 bytes everywhere
    TypeName{"met_long_long", VoxelType::Int64}, TypeName{"met_ulong_long", VoxelType::UInt64},
    TypeName{"met_float", VoxelType::Float32},   TypeName{"met_double", VoxelType::Float64},
};

VoxelType typeOfField(const TextFields& fields) {
    const std::string name = lowerCase(fields.at("elementtype"));
    for (const TypeName& type : kTypes) {
        if (name == type.name) {
            return type.type;
        }
    }
    throw Error(ErrorCode::VoxelTypeNotSupported, {fields.file(), inQuotes(name)});
}

bool isTrue(const TextFields& fields, const std::string& field, bool otherwise) {
    const std::string* value = fields.find(field);
    if (value == nullptr) {
        return otherwise;
    }
    const std::string text = lowerCase(*value);
    if (text != "true" && text != "false" && text != "1" && text != "0") {
        throw fields.invalid("the field " + inQuotes(field) + " is neither True nor False");
    }
    return text == "true" || text == "1";
}

/// The one of several names for the same thing that the header has; none if it has none.
std::string oneOf(const TextFields& fields, std::initializer_list<const char*> names) {
    std::string found;
    for (const char* name : names) {
        if (const std::string* value = fields.find(name); value != nullptr) {
            if (!found.empty() && *value != fields.at(found)) {
                throw fields.invalid("the fields " + inQuotes(found) + " and " + inQuotes(name) +
                                     " contradict each other");
            }
            found = name;
        }
    }
    return found;
}

double millimetresPerUnit(const TextFields& fields) {
    const std::string* value = fields.find("distanceunits");
    const std::string unit = value == nullptr ? "?" : lowerCase(*value);
    if (unit == "um" || unit == "cm") {
        return unit == "um" ? 0.001 : 10;
    }
    if (unit != "mm" && unit != "?") {
        throw fields.invalid("the unit " + inQuotes(unit));
    }
    return 1;
}

Geometry geometryOfFields(const TextFields& fields, std::vector<std::string>& warnings) {
    const std::int64_t dimensions = fields.integers("ndims", 1).front();
    if (dimensions < 1 || dimensions > kMostAxes) {
        throw fields.invalid(std::to_string(dimensions) + " dimensions");
    }
    const auto count = static_cast<std::size_t>(dimensions);
    const std::vector<std::int64_t> sizes = fields.integers("dimsize", count);
    checkAxes(sizes, fields.file());
    if (const std::int64_t channels = fields.integer("elementnumberofchannels", 1); channels != 1) {
        throw Error(ErrorCode::SeveralFrames, {fields.file(), std::to_string(channels)});
    }
    const std::string spacingField = oneOf(fields, {"elementspacing"}).empty() ? "elementsize" : "elementspacing";
    const std::vector<double> spacings = fields.numbers(spacingField, count);
    const double unit = millimetresPerUnit(fields);
    const Vec3 spacing{spacings[0] * unit, spacings[1] * unit, spacings[2] * unit};
    checkSpacing(spacing, fields.file());
    const Size3 size{sizes[0], sizes[1], sizes[2]};
    const Vec3 rasFromLps{-1, -1, 1};
    const std::string matrixField = oneOf(fields, {"transformmatrix", "rotation", "orientation"});
    if (matrixField.empty()) {
        warnings.emplace_back("The file states no orientation.");
        return unstatedGrid(size, Affine::scaling(rasFromLps) * Affine::scaling(spacing), "ElementSpacing",
                            fields.file());
    }
    const std::vector<double> cosines = fields.numbers(matrixField, count * count); // one voxel axis after the other
    const std::string originField = oneOf(fields, {"offset", "position", "origin"});
    const std::vector<double> origin =
        originField.empty() ? std::vector<double>(count, 0) : fields.numbers(originField, count);
    Affine matrix;
    for (std::size_t row = 0; row < 3; ++row) {
        const int r = static_cast<int>(row);
        for (std::size_t axis = 0; axis < 3; ++axis) {
            matrix(r, static_cast<int>(axis)) = rasFromLps[row] * cosines[axis * count + row] * spacing[axis];
        }
        matrix(r, 3) = rasFromLps[row] * origin[row] * unit;
    }
    return statedGrid(size, matrix, "TransformMatrix", fields.file());
}

/// The fields up to the last one, which names the data.
TextFields readFields(HeaderLines& lines, std::size_t bytes, const std::string& name) {
    TextFields fields(name);
    bool first = true;
    while (const auto line = lines.next()) {
        const std::size_t sign = line->find_first_of("=:");
        if (sign == std::string_view::npos) {
            if (first) {
                throw Error(ErrorCode::NotAnImage, {name, "it doesn't begin like a MetaImage file"});
            }
            if (trimmed(*line).empty()) {
                continue;
            }
            throw fields.invalid(inQuotes(*line) + " is not a field");
        }
        first = false;
        const std::string field = lowerCase(std::string(trimmed(line->substr(0, sign))));
        fields.add(field, line->substr(sign + 1));
        if (field == "elementdatafile") {
            return fields;
        }
    }
    if (bytes == 0) {
        throw Error(ErrorCode::NotAnImage, {name, "it doesn't begin like a MetaImage file"});
    }
    if (bytes >= kMostTextHeader) {
        throw fields.invalid("its text doesn't end within " + std::to_string(bytes) + " bytes");
    }
    throw fields.invalid("the field \"elementdatafile\" is missing");
}

void locateVoxels(const TextFields& fields, std::size_t headerSize, ImageHeader& out) {
    const std::string& dataFile = fields.at("elementdatafile");
    const std::string lower = lowerCase(dataFile);
    if (lower == "list" || lower.starts_with("list ")) {
        throw Error(ErrorCode::FormatNotSupported, {fields.file(), "MetaImage with a list of data files"});
    }
    if (isNumberedDataFile(dataFile)) {
        throw Error(ErrorCode::FormatNotSupported, {fields.file(), "MetaImage with numbered data files"});
    }
    if (dataFile.empty()) {
        throw fields.invalid("the name of its data file is missing");
    }
    const bool packed = isTrue(fields, "compresseddata", false);
    const std::int64_t skip = fields.integer("headersize", 0);
    const bool local = lower == "local";
    if (skip < -1 || (skip == -1 && packed) || (skip > 0 && local)) {
        throw fields.invalid("HeaderSize " + std::to_string(skip));
    }
    out.dataFile = local ? std::string() : dataFile;
    out.atEnd = skip == -1;
    out.start.coding = packed ? Coding::Compressed : Coding::Plain;
    out.start.offset = local ? headerSize : static_cast<std::uint64_t>(std::max<std::int64_t>(skip, 0));
}

} // namespace

ImageHeader parseMetaImage(std::span<const std::byte> bytes, const std::string& name) {
    HeaderLines lines(bytes);
    const TextFields fields = readFields(lines, bytes.size(), name);
    if (const std::string* object = fields.find("objecttype"); object != nullptr && lowerCase(*object) != "image") {
        throw Error(ErrorCode::FormatNotSupported, {name, "a MetaIO object of type " + inQuotes(*object)});
    }
    if (!isTrue(fields, "binarydata", true)) {
        throw Error(ErrorCode::FormatNotSupported, {name, "MetaImage with voxels as text"});
    }
    ImageHeader out;
    out.geometry = geometryOfFields(fields, out.warnings);
    out.type = typeOfField(fields);
    const std::string order = oneOf(fields, {"binarydatabyteordermsb", "elementbyteordermsb"});
    const bool big = !order.empty() && isTrue(fields, order, false);
    out.swapped = big != (std::endian::native == std::endian::big);
    locateVoxels(fields, lines.offset(), out);
    return out;
}

} // namespace tessera
