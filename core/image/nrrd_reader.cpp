#include "core/base/error.h"
#include "core/base/tsv.h"
#include "core/image/nrrd.h"
#include "core/image/text_header.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>

namespace tessera {
namespace {

constexpr std::int64_t kMostAxes = 16; // Teem's NRRD_DIM_MAX

struct TypeNames {
    VoxelType type;
    std::string_view names; ///< with commas around each
};
constexpr std::array kTypes{
    TypeNames{VoxelType::Int8, ",signed char,int8,int8_t,"},
    TypeNames{VoxelType::UInt8, ",uchar,unsigned char,uint8,uint8_t,"},
    TypeNames{VoxelType::Int16, ",short,short int,signed short,signed short int,int16,int16_t,"},
    TypeNames{VoxelType::UInt16, ",ushort,unsigned short,unsigned short int,uint16,uint16_t,"},
    TypeNames{VoxelType::Int32, ",int,signed int,int32,int32_t,"},
    TypeNames{VoxelType::UInt32, ",uint,unsigned int,uint32,uint32_t,"},
    TypeNames{VoxelType::Int64,
              ",longlong,long long,long long int,signed long long,signed long long int,int64,int64_t,"},
    TypeNames{VoxelType::UInt64, ",ulonglong,unsigned long long,unsigned long long int,ulonglong,uint64,uint64_t,"},
    TypeNames{VoxelType::Float32, ",float,"},
    TypeNames{VoxelType::Float64, ",double,"},
};

struct Space {
    std::string_view name, shortName;
    Vec3 toRas; ///< signs
    bool anatomical;
};
constexpr std::array kSpaces{
    Space{"right-anterior-superior", "ras", {1, 1, 1}, true},
    Space{"left-anterior-superior", "las", {-1, 1, 1}, true},
    Space{"left-posterior-superior", "lps", {-1, -1, 1}, true},
    Space{"scanner-xyz", "scanner-xyz", {1, 1, 1}, false},
    Space{"3d-right-handed", "3d-right-handed", {1, 1, 1}, false},
    Space{"3d-left-handed", "3d-left-handed", {-1, 1, 1}, false}, // a mirror stays one in our right-handed world
};

using Direction = std::optional<Vec3>;

/// One axis of the array as far as it matters here.
struct Axis {
    std::int64_t size = 0;
    Direction direction;
    double spacing = std::numeric_limits<double>::quiet_NaN();
    double millimetres = 1; ///< of one unit of the spacing
    bool spatial = true;    ///< as far as its kind tells
};

VoxelType typeOfField(const TextFields& fields) {
    const std::string type = lowerCase(fields.at("type"));
    for (const TypeNames& entry : kTypes) {
        if (!type.empty() && entry.names.find("," + type + ",") != std::string_view::npos) {
            return entry.type;
        }
    }
    throw Error(ErrorCode::VoxelTypeNotSupported, {fields.file(), inQuotes(type)});
}

/// Words in double quotes ("mm" "mm" "mm").
std::vector<std::string> quotedWords(const std::string& text) {
    std::vector<std::string> out;
    for (std::size_t begin = text.find('"'); begin != std::string::npos;) {
        const std::size_t end = text.find('"', begin + 1);
        if (end == std::string::npos) {
            break;
        }
        out.push_back(text.substr(begin + 1, end - begin - 1));
        begin = text.find('"', end + 1);
    }
    return out;
}

/// Millimetres of each unit in a field; 1 where it says nothing or isn't there.
std::vector<double> unitsOfField(const TextFields& fields, const char* field, std::size_t count) {
    std::vector<double> out(count, 1);
    const std::string* value = fields.find(field);
    if (value == nullptr) {
        return out;
    }
    const std::vector<std::string> words = quotedWords(*value);
    if (words.size() != count) {
        throw fields.invalid("it names " + std::to_string(words.size()) + " units instead of " + std::to_string(count));
    }
    for (std::size_t i = 0; i < count; ++i) {
        const std::string unit = ',' + lowerCase(words[i]) + ',';
        const auto isOneOf = [&](std::string_view names) { return names.find(unit) != std::string_view::npos; };
        if (isOneOf(",um,\u00b5m,\u03bcm,micron,microns,micrometer,micrometre,")) {
            out[i] = 0.001;
        } else if (isOneOf(",cm,centimeter,centimetre,")) {
            out[i] = 10;
        } else if (isOneOf(",m,meter,metre,")) {
            out[i] = 1000;
        } else if (!isOneOf(",,mm,millimeter,millimetre,millimeters,millimetres,")) {
            out[i] = std::numeric_limits<double>::quiet_NaN(); // no length: refused where a length is needed
        }
    }
    return out;
}

/// Vectors in parentheses and "none", blanks between them: "(1,0,0) (0,1,0) none".
std::vector<Direction> vectorsOfField(const TextFields& fields, const char* field) {
    std::vector<Direction> out;
    std::string_view rest = trimmed(fields.at(field));
    while (!rest.empty()) {
        if (rest.starts_with("none")) {
            out.emplace_back();
            rest = trimmed(rest.substr(4));
            continue;
        }
        const std::size_t end = rest.find(')');
        if (rest.front() != '(' || end == std::string_view::npos) {
            throw fields.invalid(inQuotes(rest) + " is not a vector");
        }
        std::string inside(rest.substr(1, end - 1));
        const auto commas = std::count(inside.begin(), inside.end(), ',');
        std::replace(inside.begin(), inside.end(), ',', ' ');
        const auto words = wordsOf(inside);
        if (commas != 2 || words.size() != 3) {
            throw fields.invalid(inQuotes(rest.substr(0, end + 1)) + " is not a vector of three numbers");
        }
        Vec3 vector{};
        for (std::size_t i = 0; i < 3; ++i) {
            const auto number = parseNumber(words[i]);
            if (!number) {
                throw fields.invalid(inQuotes(words[i]) + " is not a number");
            }
            vector[i] = *number;
        }
        out.emplace_back(vector);
        rest = trimmed(rest.substr(end + 1));
    }
    return out;
}

void readKinds(const TextFields& fields, std::vector<Axis>& axes) {
    const std::string* value = fields.find("kinds");
    if (value == nullptr) {
        return;
    }
    const auto kinds = wordsOf(*value);
    if (kinds.size() != axes.size()) {
        throw fields.invalid("it names " + std::to_string(kinds.size()) + " kinds of axes");
    }
    for (std::size_t i = 0; i < axes.size(); ++i) {
        const std::string kind = lowerCase(std::string(kinds[i]));
        axes[i].spatial = kind == "domain" || kind == "space" || kind == "none" || kind == "???";
    }
}

std::vector<Axis> readAxes(const TextFields& fields) {
    const std::int64_t dimension = fields.integers("dimension", 1).front();
    if (dimension < 1 || dimension > kMostAxes) {
        throw fields.invalid(std::to_string(dimension) + " dimensions");
    }
    const auto count = static_cast<std::size_t>(dimension);
    std::vector<Axis> axes(count);
    const std::vector<std::int64_t> sizes = fields.integers("sizes", count);
    const std::vector<double> units = unitsOfField(fields, "units", count);
    const std::vector<double> spacings =
        fields.find("spacings") != nullptr ? fields.numbers("spacings", count) : std::vector<double>(count, NAN);
    std::vector<Direction> directions(count);
    if (fields.find("spacedirections") != nullptr) {
        directions = vectorsOfField(fields, "spacedirections");
        if (directions.size() != count) {
            throw fields.invalid("it has " + std::to_string(directions.size()) + " space directions for " +
                                 std::to_string(count) + " axes");
        }
    }
    for (std::size_t i = 0; i < count; ++i) {
        axes[i] = {sizes[i], directions[i], spacings[i], units[i], true};
        if (directions[i] && !std::isnan(spacings[i])) {
            throw fields.invalid("axis " + std::to_string(i + 1) + " has a spacing and a space direction");
        }
    }
    readKinds(fields, axes);
    return axes;
}

/// The three spatial axes in front, then the others. Where there are space directions these tell, else the kinds, else
/// the first three are it.
std::vector<Axis> spatialFirst(std::vector<Axis> axes) {
    const bool oriented = std::any_of(axes.begin(), axes.end(), [](const Axis& axis) { return axis.direction; });
    std::stable_partition(axes.begin(), axes.end(),
                          [&](const Axis& axis) { return oriented ? axis.direction.has_value() : axis.spatial; });
    return axes;
}

/// The named space; a space of which only the dimension is known is like 3D-right-handed. Null if there is neither.
const Space* spaceOf(const TextFields& fields) {
    const std::string* value = fields.find("space");
    if (value != nullptr) {
        const std::string name = lowerCase(*value);
        const auto* const space = std::find_if(kSpaces.begin(), kSpaces.end(), [&](const Space& entry) {
            return name == entry.name || name == entry.shortName;
        });
        if (space == kSpaces.end()) {
            throw Error(ErrorCode::FormatNotSupported, {fields.file(), "the NRRD space " + inQuotes(name)});
        }
        return space;
    }
    const std::int64_t dimension = fields.integer("spacedimension", 0);
    if (dimension != 0 && dimension != 3) {
        throw Error(ErrorCode::FormatNotSupported,
                    {fields.file(), "an NRRD space of " + std::to_string(dimension) + " dimensions"});
    }
    return dimension == 3 ? &kSpaces[4] : nullptr;
}

Affine orientedMatrix(const TextFields& fields, const Space& space, const std::vector<Axis>& axes) {
    Vec3 toRas = space.toRas;
    const std::vector<double> units = unitsOfField(fields, "spaceunits", 3);
    Vec3 origin{};
    if (fields.find("spaceorigin") != nullptr) {
        const auto vectors = vectorsOfField(fields, "spaceorigin");
        if (vectors.size() != 1 || !vectors.front()) {
            throw fields.invalid("the space origin is not one vector");
        }
        origin = *vectors.front();
    }
    Affine matrix;
    for (int row = 0; row < 3; ++row) {
        const auto at = static_cast<std::size_t>(row);
        if (std::isnan(units[at])) {
            throw fields.invalid("a unit of its space is no length");
        }
        toRas[at] *= units[at];
        for (int column = 0; column < 3; ++column) {
            matrix(row, column) = toRas[at] * (*axes[static_cast<std::size_t>(column)].direction)[at];
        }
        matrix(row, 3) = toRas[at] * origin[at];
    }
    return matrix;
}

Geometry geometryOfFields(const TextFields& fields, std::vector<std::string>& warnings) {
    const std::vector<Axis> axes = spatialFirst(readAxes(fields));
    std::vector<std::int64_t> sizes(axes.size());
    std::ranges::transform(axes, sizes.begin(), &Axis::size);
    checkAxes(sizes, fields.file());
    const Size3 size{sizes[0], sizes[1], sizes[2]};
    const Space* space = spaceOf(fields);
    if (axes[0].direction) {
        if (space == nullptr) {
            throw fields.invalid("it has space directions without a space");
        }
        const auto oriented =
            std::count_if(axes.begin(), axes.end(), [](const Axis& axis) { return axis.direction.has_value(); });
        if (oriented != 3) {
            throw fields.invalid(std::to_string(oriented) + " axes have space directions");
        }
        const Affine matrix = orientedMatrix(fields, *space, axes);
        if (space->anatomical) {
            return statedGrid(size, matrix, "space directions", fields.file());
        }
        warnings.emplace_back("The file's space says nothing about the head's orientation.");
        return unstatedGrid(size, matrix, "space directions", fields.file());
    }
    if (fields.find("spacings") == nullptr) {
        throw fields.invalid("it has neither spacings nor space directions");
    }
    Vec3 spacing{};
    for (std::size_t i = 0; i < 3; ++i) {
        spacing[i] = axes[i].spacing * axes[i].millimetres;
    }
    checkSpacing(spacing, fields.file());
    warnings.emplace_back("The file states no orientation.");
    return unstatedGrid(size, Affine::scaling(spacing), "spacings", fields.file());
}

/// The fields, up to the empty line that ends the header. Names without blanks ("data file" and "datafile" are one).
TextFields readFields(HeaderLines& lines, std::size_t bytes, const std::string& name) {
    TextFields fields(name);
    while (const auto line = lines.next()) {
        if (line->empty()) {
            return fields;
        }
        const std::size_t colon = line->find(':');
        if (line->front() == '#' || (colon != std::string_view::npos && line->substr(colon, 2) == ":=")) {
            continue; // a comment, a key of somebody's own
        }
        if (colon == std::string_view::npos) {
            throw fields.invalid(inQuotes(*line) + " is not a field");
        }
        std::string field = lowerCase(std::string(line->substr(0, colon)));
        std::erase(field, ' ');
        fields.add(field, line->substr(colon + 1));
        if (field == "datafile" && lowerCase(fields.at(field)).starts_with("list")) {
            throw Error(ErrorCode::FormatNotSupported, {name, "NRRD with a list of data files"});
        }
    }
    if (bytes >= kMostTextHeader) {
        throw fields.invalid("its text doesn't end within " + std::to_string(bytes) + " bytes");
    }
    if (fields.find("datafile") == nullptr) {
        throw fields.invalid("there is no empty line at its end and no data file");
    }
    return fields;
}

void locateVoxels(const TextFields& fields, std::size_t headerSize, ImageHeader& out) {
    const std::string encoding = lowerCase(fields.at("encoding"));
    const bool packed = encoding == "gzip" || encoding == "gz";
    if (!packed && encoding != "raw") {
        throw Error(ErrorCode::FormatNotSupported, {fields.file(), "NRRD with the encoding " + inQuotes(encoding)});
    }
    const std::int64_t lines = fields.integer("lineskip", 0), bytes = fields.integer("byteskip", 0);
    if (lines < 0 || bytes < -1 || (bytes == -1 && packed)) {
        throw fields.invalid("it skips " + std::to_string(lines) + " lines and " + std::to_string(bytes) + " bytes");
    }
    if (const std::string* dataFile = fields.find("datafile"); dataFile != nullptr) {
        if (isNumberedDataFile(*dataFile)) {
            throw Error(ErrorCode::FormatNotSupported, {fields.file(), "NRRD with numbered data files"});
        }
        if (dataFile->empty()) {
            throw fields.invalid("the name of its data file is missing");
        }
        out.dataFile = *dataFile;
    }
    out.atEnd = bytes == -1;
    out.skip = static_cast<std::uint64_t>(std::max<std::int64_t>(bytes, 0));
    out.start = {packed ? Coding::Compressed : Coding::Plain, out.dataFile.empty() ? headerSize : 0,
                 static_cast<std::uint64_t>(lines)};
}

} // namespace

ImageHeader parseNrrd(std::span<const std::byte> bytes, const std::string& name) {
    HeaderLines lines(bytes);
    const std::string_view magic = lines.next().value_or("");
    if (!magic.starts_with("NRRD") || magic.size() != 8) {
        throw Error(ErrorCode::NotAnImage, {name, "it doesn't begin like an NRRD file"});
    }
    const auto version = parseInteger(magic.substr(4));
    if (!version || *version < 1 || *version > 5) {
        throw Error(ErrorCode::FormatNotSupported, {name, "NRRD version " + inQuotes(magic.substr(4))});
    }
    const TextFields fields = readFields(lines, bytes.size(), name);
    ImageHeader out;
    out.geometry = geometryOfFields(fields, out.warnings);
    out.type = typeOfField(fields);
    if (bytesOf(out.type) > 1) {
        const std::string endian = lowerCase(fields.at("endian"));
        if (endian != "little" && endian != "big") {
            throw fields.invalid("the byte order " + inQuotes(endian));
        }
        out.swapped = (endian == "little") != (std::endian::native == std::endian::little);
    }
    locateVoxels(fields, lines.offset(), out);
    return out;
}

} // namespace tessera
