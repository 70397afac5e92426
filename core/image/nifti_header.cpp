#include "core/image/nifti_header.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace tessera {
namespace {

/// Reads numbers at byte offsets in either byte order; the caller has checked that the header is long enough.
class FieldReader {
  public:
    FieldReader(std::span<const std::byte> bytes, bool swapped) : m_bytes(bytes), m_swapped(swapped) {}

    template <typename T>
    [[nodiscard]] T at(std::size_t offset) const {
        std::array<std::byte, sizeof(T)> raw{};
        std::copy_n(m_bytes.begin() + static_cast<std::ptrdiff_t>(offset), sizeof(T), raw.begin());
        if (m_swapped) {
            std::reverse(raw.begin(), raw.end());
        }
        T value;
        std::memcpy(&value, raw.data(), sizeof(T));
        return value;
    }

  private:
    std::span<const std::byte> m_bytes;
    bool m_swapped;
};

/// Offsets of the fields that both versions have under the same names (nifti1.h, nifti2.h).
constexpr double kSmallestSpacing = 0.01, kLargestSpacing = 100; // mm
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

std::string spacingText(const std::array<double, 3>& spacing) {
    std::string out;
    for (const double value : spacing) {
        std::string number = std::to_string(value);
        out += (out.empty() ? "" : " x ") + number;
    }
    return out;
}

void checkDimensions(const NiftiHeader& header, const std::string& name) {
    const auto& dim = header.dim;
    if (dim[0] < 1 || dim[0] > 7) {
        throw Error(ErrorCode::HeaderInvalid, {name, std::to_string(dim[0]) + " dimensions"});
    }
    std::string shape;
    double frames = 1, voxels = 1;
    int longAxes = 0;
    for (std::size_t i = 1; i <= static_cast<std::size_t>(dim[0]); ++i) {
        if (dim[i] < 1) {
            throw Error(ErrorCode::HeaderInvalid,
                        {name, "axis " + std::to_string(i) + " has " + std::to_string(dim[i]) + " voxels"});
        }
        shape += (shape.empty() ? "" : " x ") + std::to_string(dim[i]);
        (i <= 3 ? voxels : frames) *= static_cast<double>(dim[i]);
        longAxes += i <= 3 && dim[i] > 1 ? 1 : 0;
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

void checkMatrix(const Geometry& geometry, const char* form, const std::string& name) {
    if (!geometry.worldFromVoxel.isFinite()) {
        throw Error(ErrorCode::MatrixSingular, {name, std::string(form) + " with values that are not finite"});
    }
    const Vec3 spacing = geometry.spacing();
    for (const double value : spacing) {
        if (!(value >= kSmallestSpacing && value <= kLargestSpacing)) {
            // a column of zeros is a singular matrix, not a spacing that somebody typed
            if (value == 0) {
                throw Error(ErrorCode::MatrixSingular, {name, form});
            }
            throw Error(ErrorCode::SpacingInvalid, {name, spacingText(spacing)});
        }
    }
    // relative to the volume of orthogonal axes: 1 for no shear, 0 for axes in one plane
    if (geometry.voxelVolume() < 1e-3 * spacing[0] * spacing[1] * spacing[2]) {
        throw Error(ErrorCode::MatrixSingular, {name, form});
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
    checkDimensions(header, name);
    Geometry out;
    out.size = {header.dim[1], header.dim[2], header.dim[3]};
    out.forms = header.forms;
    const double unit = millimetresPerUnit(header.forms.units);
    for (const double value : header.forms.pixdim) {
        if (!(value > 0 && value * unit <= kLargestSpacing)) {
            throw Error(ErrorCode::SpacingInvalid, {name, spacingText(header.forms.pixdim)});
        }
    }
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
    checkMatrix(out, form, name);
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

} // namespace tessera
