#include "core/image/nifti_header.h"

#include "core/base/error.h"
#include "core/image/byte_fields.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <optional>

namespace tessera {
namespace {

/// Offsets of the fields that both versions have under the same names (nifti1.h, nifti2.h).
constexpr std::int64_t kMostOffset = 1'000'000'000'000'000;

struct Layout {
    std::size_t datatype, dim, pixdim, voxelOffset, slope, intercept, units, intent, qform, sform, quatern, srow;
};
constexpr Layout kLayout1{70, 40, 76, 108, 112, 116, 123, 68, 252, 254, 256, 280};
constexpr Layout kLayout2{12, 16, 104, 168, 176, 184, 500, 504, 344, 348, 352, 400};

template <typename Real, typename Integer, typename Code>
void readFields(const FieldReader& in, const Layout& at, NiftiHeader& out) {
    for (std::size_t i = 0; i < 8; ++i) {
        out.dim[i] = in.at<Integer>(at.dim + i * sizeof(Integer));
        out.pixdim[i] = in.at<Real>(at.pixdim + i * sizeof(Real));
    }
    out.datatype = in.at<std::int16_t>(at.datatype);
    out.slope = in.at<Real>(at.slope);
    out.intercept = in.at<Real>(at.intercept);
    out.intentCode = static_cast<std::int16_t>(in.at<Code>(at.intent));
    out.forms.qformCode = static_cast<std::int16_t>(in.at<Code>(at.qform));
    out.forms.sformCode = static_cast<std::int16_t>(in.at<Code>(at.sform));
    out.forms.qfac = out.pixdim[0] < 0 ? -1 : 1;
    for (std::size_t i = 0; i < 6; ++i) {
        out.forms.quatern[i] = in.at<Real>(at.quatern + i * sizeof(Real));
    }
    for (std::size_t i = 0; i < 3; ++i) {
        out.forms.pixdim[i] = out.pixdim[i + 1];
        for (std::size_t j = 0; j < 4; ++j) {
            out.forms.srow[i][j] = in.at<Real>(at.srow + (4 * i + j) * sizeof(Real));
        }
    }
}

bool hasMagic(std::span<const std::byte> bytes, std::size_t offset, const char* magic) {
    return std::memcmp(bytes.data() + offset, magic, 4) == 0;
}

NiftiHeader parseVersion1(std::span<const std::byte> bytes, bool swapped, const std::string& name) {
    const bool single = hasMagic(bytes, 344, "n+1");
    if (!single && !hasMagic(bytes, 344, "ni1")) {
        throw Error(ErrorCode::FormatNotSupported, {name, "an Analyze 7.5 header without NIfTI's mark"});
    }
    NiftiHeader out;
    const FieldReader in(bytes, swapped);
    readFields<float, std::int16_t, std::int16_t>(in, kLayout1, out);
    const double offset = in.at<float>(kLayout1.voxelOffset);
    if (!(offset >= 0 && offset <= static_cast<double>(kMostOffset))) {
        throw Error(ErrorCode::HeaderInvalid, {name, "voxel offset " + std::to_string(offset)});
    }
    out.voxelOffset = static_cast<std::int64_t>(offset);
    out.forms.units = in.at<std::uint8_t>(kLayout1.units);
    out.swapped = swapped;
    out.pair = !single;
    return out;
}

NiftiHeader parseVersion2(std::span<const std::byte> bytes, bool swapped, const std::string& name) {
    if (bytes.size() < kNifti2Size) {
        throw Error(ErrorCode::FileTruncated, {name, "inside the NIfTI-2 header"});
    }
    const bool single = hasMagic(bytes, 4, "n+2");
    if (!single && !hasMagic(bytes, 4, "ni2")) {
        throw Error(ErrorCode::NotAnImage, {name, "a header of NIfTI-2's length without its mark"});
    }
    NiftiHeader out;
    out.version = 2;
    const FieldReader in(bytes, swapped);
    readFields<double, std::int64_t, std::int32_t>(in, kLayout2, out);
    out.voxelOffset = in.at<std::int64_t>(kLayout2.voxelOffset);
    if (out.voxelOffset < 0 || out.voxelOffset > kMostOffset) {
        throw Error(ErrorCode::HeaderInvalid, {name, "voxel offset " + std::to_string(out.voxelOffset)});
    }
    out.forms.units = static_cast<std::uint8_t>(in.at<std::int32_t>(kLayout2.units));
    out.swapped = swapped;
    out.pair = !single;
    return out;
}

double millimetresPerUnit(std::uint8_t units) {
    switch (units & 7) {
    case 1:
        return 1000; // metres
    case 3:
        return 0.001; // micrometres
    default:
        return 1; // millimetres, or not said
    }
}

/// NIfTI-1 "method 2": a rotation from the unit quaternion (a, b, c, d), pixdim and qfac.
Affine qformMatrix(const NiftiForms& forms) {
    double b = forms.quatern[0], c = forms.quatern[1], d = forms.quatern[2];
    double a = 1 - (b * b + c * c + d * d);
    if (a < 1e-7) { // a rotation by 180 degrees: normalise what is there
        const double length = std::sqrt(b * b + c * c + d * d);
        b /= length;
        c /= length;
        d /= length;
        a = 0;
    } else {
        a = std::sqrt(a);
    }
    const double x = forms.pixdim[0], y = forms.pixdim[1], z = forms.pixdim[2] * forms.qfac;
    using Row = std::array<double, 4>;
    const std::array<Row, 4> rows{
        Row{(a * a + b * b - c * c - d * d) * x, 2 * (b * c - a * d) * y, 2 * (b * d + a * c) * z, forms.quatern[3]},
        Row{2 * (b * c + a * d) * x, (a * a + c * c - b * b - d * d) * y, 2 * (c * d - a * b) * z, forms.quatern[4]},
        Row{2 * (b * d - a * c) * x, 2 * (c * d + a * b) * y, (a * a + d * d - c * c - b * b) * z, forms.quatern[5]},
        Row{0, 0, 0, 1}};
    return Affine(rows);
}

Affine sformMatrix(const NiftiForms& forms) {
    const std::array<std::array<double, 4>, 4> rows{forms.srow[0], forms.srow[1], forms.srow[2], {0, 0, 0, 1}};
    return Affine(rows);
}

/// True if two matrices of one grid put its left on different sides, or mirror it against each other.
bool sidesDiffer(const Affine& a, const Affine& b) {
    return a.determinant() * b.determinant() < 0 || (a * b.inverse())(0, 0) <= 0;
}

/// None for what isn't one real number a voxel.
std::optional<VoxelType> typeOf(std::int16_t datatype) {
    const auto at = std::find(kNiftiTypes.begin(), kNiftiTypes.end(), datatype);
    if (at == kNiftiTypes.end()) {
        return std::nullopt;
    }
    return static_cast<VoxelType>(at - kNiftiTypes.begin());
}

std::string typeText(std::int16_t datatype) {
    switch (datatype) {
    case 32:
    case 1792:
    case 2048:
        return "complex number";
    case 128:
    case 2304:
        return "RGB colour";
    default:
        return "NIfTI code " + std::to_string(datatype);
    }
}

} // namespace

NiftiHeader parseNiftiHeader(std::span<const std::byte> bytes, const std::string& name) {
    if (bytes.empty()) {
        throw Error(ErrorCode::FileEmpty, {name});
    }
    if (bytes.size() < 4) {
        throw Error(ErrorCode::NotAnImage, {name, "only " + std::to_string(bytes.size()) + " bytes"});
    }
    for (const bool swapped : {false, true}) {
        const auto size = FieldReader(bytes, swapped).at<std::int32_t>(0);
        if (size == static_cast<std::int32_t>(kNifti1Size) || size == static_cast<std::int32_t>(kNifti2Size)) {
            if (bytes.size() < kNifti1Size) {
                throw Error(ErrorCode::FileTruncated, {name, "inside the header"});
            }
            return size == static_cast<std::int32_t>(kNifti1Size) ? parseVersion1(bytes, swapped, name)
                                                                  : parseVersion2(bytes, swapped, name);
        }
    }
    throw Error(ErrorCode::NotAnImage, {name, "it doesn't begin like a NIfTI file"});
}

Geometry geometryOf(const NiftiHeader& header, const std::string& name, std::vector<std::string>& warnings) {
    if (header.dim[0] < 1 || header.dim[0] > 7) {
        throw Error(ErrorCode::HeaderInvalid, {name, std::to_string(header.dim[0]) + " dimensions"});
    }
    checkAxes(std::span(header.dim).subspan(1, static_cast<std::size_t>(header.dim[0])), name);
    Geometry out;
    out.size = {header.dim[1], header.dim[2], header.dim[3]};
    out.forms = header.forms;
    const double unit = millimetresPerUnit(header.forms.units);
    const auto& pixdim = header.forms.pixdim;
    checkSpacing({pixdim[0] * unit, pixdim[1] * unit, pixdim[2] * unit}, name);
    const Affine toMm = Affine::scaling({unit, unit, unit});
    const bool hasSform = header.forms.sformCode > 0, hasQform = header.forms.qformCode > 0;
    const char* form = "pixdim";
    if (hasSform) {
        out.orientation = Orientation::Sform;
        out.worldFromVoxel = toMm * sformMatrix(header.forms);
        form = "sform";
    } else if (hasQform) {
        out.orientation = Orientation::Qform;
        out.worldFromVoxel = toMm * qformMatrix(header.forms);
        form = "qform";
    } else {
        out.orientation = Orientation::None;
        out.worldFromVoxel = toMm * Affine::scaling(header.forms.pixdim);
        warnings.push_back("The file states no orientation.");
    }
    checkMatrix(out.worldFromVoxel, form, name);
    if (hasSform && hasQform) {
        const Affine qform = toMm * qformMatrix(header.forms);
        const bool usable = qform.isFinite() && qform.determinant() != 0;
        const double distance = usable ? largestCornerDistance(out.size, out.worldFromVoxel, qform) : INFINITY;
        if (!(distance <= 1)) {
            std::string mm = std::to_string(distance);
            warnings.push_back("The header's sform and qform disagree by up to " + mm.substr(0, mm.find('.') + 2) +
                               " mm: the sform is used.");
        }
        out.sidesDisputed = usable && sidesDiffer(out.worldFromVoxel, qform);
        if (out.sidesDisputed) {
            warnings.push_back("The header's sform and qform disagree about left and right.");
        }
    }
    return out;
}

ImageHeader readNifti(std::span<const std::byte> bytes, const std::string& name, bool pair) {
    const NiftiHeader header = parseNiftiHeader(bytes, name);
    if (header.pair != pair) {
        throw Error(ErrorCode::HeaderInvalid, {name, header.pair ? "it describes a .hdr/.img pair but isn't named .hdr"
                                                                 : "it describes a single file but is named .hdr"});
    }
    ImageHeader out;
    out.geometry = geometryOf(header, name, out.warnings);
    const auto type = typeOf(header.datatype);
    if (!type) {
        throw Error(ErrorCode::VoxelTypeNotSupported, {name, typeText(header.datatype)});
    }
    out.type = *type;
    out.swapped = header.swapped;
    out.skip = static_cast<std::uint64_t>(header.voxelOffset);
    if (!pair) {
        const std::size_t headerSize = header.version == 1 ? kNifti1Size : kNifti2Size;
        if (out.skip == 0) { // left out by some writers: the voxels follow the header's empty extension
            out.skip = headerSize + 4;
        }
        if (out.skip < headerSize) {
            throw Error(ErrorCode::HeaderInvalid, {name, "voxel offset " + std::to_string(header.voxelOffset)});
        }
    }
    if (std::isfinite(header.slope) && header.slope != 0) { // a slope of 0 means: not scaled
        out.slope = header.slope;
        out.intercept = std::isfinite(header.intercept) ? header.intercept : 0;
    }
    return out;
}

} // namespace tessera
