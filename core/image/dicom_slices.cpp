#include "core/image/dicom_slices.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>

namespace tessera {
namespace {

using Slice = DicomStack::Slice;

constexpr double kSamePlace = 0.02;     // mm; positions are often rounded to 0.01
constexpr double kSameDirection = 1e-3; // of a cosine
constexpr double kUnevenGap = 0.05;     // of the usual gap
constexpr double kLargestTilt = 2e-3;   // mm beside the normal for each mm along it (0.1 degrees)
constexpr double kSmallestSpacing = 0.01, kLargestSpacing = 100; // mm

double dot(const Vec3& a, const Vec3& b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
double length(const Vec3& a) {
    return std::sqrt(dot(a, a));
}
Vec3 minus(const Vec3& a, const Vec3& b) {
    return {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
}

class Stacker {
  public:
    Stacker(std::span<const DicomHeader> headers, const std::string& name) : m_headers(headers), m_name(name) {}
    DicomStack stack();

  private:
    [[noreturn]] void refuse(const std::string& what) const { throw Error(ErrorCode::SlicesInvalid, {m_name, what}); }
    const DicomFrame& frame(const Slice& slice) const { return m_headers[slice.file].frames[slice.frame]; }
    std::string fileName(const Slice& slice) const { return m_headers[slice.file].file.filename().string(); }
    void checkCounts() const;
    void checkPlanes() const;
    void checkDuplicates() const;
    void checkGaps() const;
    Vec3 step() const;

    std::span<const DicomHeader> m_headers;
    const std::string& m_name;
    std::vector<Slice> m_slices;
};

void Stacker::checkCounts() const {
    std::set<std::string> stacks;
    std::size_t unplaced = 0;
    for (const Slice& slice : m_slices) {
        const DicomFrame& at = frame(slice);
        unplaced += at.position && at.orientation && at.spacing ? 0 : 1;
        stacks.insert(at.stack);
    }
    for (const DicomHeader& header : m_headers) {
        if (header.frameCount > 1 && header.frames.size() == 1) {
            throw Error(ErrorCode::SeveralFrames, {header.file.string(), std::to_string(header.frameCount)});
        }
        const DicomPixels& first = m_headers.front().pixels;
        if (header.pixels.rows != first.rows || header.pixels.columns != first.columns) {
            refuse(m_headers.front().file.filename().string() + " has " + std::to_string(first.columns) + " x " +
                   std::to_string(first.rows) + " pixels, " + header.file.filename().string() + " has " +
                   std::to_string(header.pixels.columns) + " x " + std::to_string(header.pixels.rows));
        }
    }
    if (unplaced > 0) {
        refuse(std::to_string(unplaced) + " of " + std::to_string(m_slices.size()) +
               " slices don't state position, orientation and pixel spacing");
    }
    if (stacks.size() > 1) {
        refuse(std::to_string(stacks.size()) + " stacks of slices in one series");
    }
}

/// All slices lie in parallel planes and have the same pixels.
void Stacker::checkPlanes() const {
    const DicomFrame& first = frame(m_slices.front());
    const auto& o = *first.orientation;
    const Vec3 row{o[0], o[1], o[2]}, column{o[3], o[4], o[5]};
    if (std::abs(length(row) - 1) > kSameDirection || std::abs(length(column) - 1) > kSameDirection ||
        std::abs(dot(row, column)) > kSameDirection) {
        throw Error(ErrorCode::HeaderInvalid, {m_headers[m_slices.front().file].file.string(),
                                               "its orientation isn't two perpendicular unit vectors"});
    }
    for (const double spacing : *first.spacing) {
        if (!(spacing >= kSmallestSpacing && spacing <= kLargestSpacing)) {
            throw Error(ErrorCode::SpacingInvalid,
                        {m_name, shortNumber((*first.spacing)[1]) + " x " + shortNumber((*first.spacing)[0])});
        }
    }
    std::vector<std::array<double, 6>> planes;
    for (const Slice& slice : m_slices) {
        const auto& other = *frame(slice).orientation;
        const bool isNew = std::ranges::none_of(planes, [&](const std::array<double, 6>& plane) {
            return std::ranges::equal(plane, other,
                                      [](double a, double b) { return std::abs(a - b) < kSameDirection; });
        });
        constexpr std::size_t kMostPlanes = 100; // more are not worth the time that a hostile file would take
        if (isNew && planes.size() < kMostPlanes) {
            planes.push_back(other);
        }
        for (int axis = 0; axis < 2; ++axis) {
            const double a = (*first.spacing)[axis], b = (*frame(slice).spacing)[axis];
            if (std::abs(a - b) > 1e-3 * a) {
                refuse("the pixels of " + fileName(m_slices.front()) + " are " + shortNumber(a) +
                       " mm large, those of " + fileName(slice) + " " + shortNumber(b) + " mm");
            }
        }
    }
    if (planes.size() > 1) {
        refuse("the slices lie in " + std::to_string(planes.size()) + " different directions");
    }
}

void Stacker::checkDuplicates() const {
    std::vector<std::size_t> starts;
    for (std::size_t i = 0; i < m_slices.size(); ++i) {
        const bool same = i > 0 && m_slices[i].distance - m_slices[i - 1].distance < kSamePlace &&
                          length(minus(*frame(m_slices[i]).position, *frame(m_slices[i - 1]).position)) < kSamePlace;
        if (!same) {
            starts.push_back(i);
        }
    }
    if (starts.size() == m_slices.size()) {
        return;
    }
    const std::size_t each = m_slices.size() / starts.size();
    std::size_t doubled = 0, example = 0;
    bool even = each * starts.size() == m_slices.size(), different = true;
    for (std::size_t k = 0; k < starts.size(); ++k) {
        const std::size_t end = k + 1 < starts.size() ? starts[k + 1] : m_slices.size();
        even = even && end - starts[k] == each;
        if (end - starts[k] > 1) {
            ++doubled;
            example = starts[k];
        }
        std::set<std::string> volumes;
        for (std::size_t i = starts[k]; i < end; ++i) {
            volumes.insert(frame(m_slices[i]).volume);
        }
        different = different && volumes.size() == end - starts[k];
    }
    if (even && different) {
        throw Error(ErrorCode::SeveralFrames, {m_name, std::to_string(each)});
    }
    const Slice &a = m_slices[example], &b = m_slices[example + 1];
    refuse(std::to_string(doubled) + " of " + std::to_string(starts.size()) +
           " positions are taken twice or more often, as by " +
           (a.file == b.file ? "frames " + std::to_string(a.frame + 1) + " and " + std::to_string(b.frame + 1)
                             : fileName(a) + " and " + fileName(b)) +
           " at " + shortNumber(a.distance) + " mm");
}

void Stacker::checkGaps() const {
    std::vector<double> gaps;
    for (std::size_t i = 1; i < m_slices.size(); ++i) {
        gaps.push_back(m_slices[i].distance - m_slices[i - 1].distance);
    }
    std::vector<double> sorted = gaps;
    std::ranges::nth_element(sorted, sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2));
    const double usual = sorted[sorted.size() / 2];
    const double tolerance = kSamePlace + kUnevenGap * usual;
    std::size_t uneven = 0, where = 0;
    double missing = 0;
    for (std::size_t i = 0; i < gaps.size(); ++i) {
        if (std::abs(gaps[i] - usual) > tolerance) {
            where = uneven == 0 ? i : where;
            ++uneven;
            missing += std::max(0.0, std::round(gaps[i] / usual) - 1);
        }
    }
    if (uneven == 0) {
        return;
    }
    std::string what = "between slices " + std::to_string(where + 1) + " and " + std::to_string(where + 2) + " lie " +
                       shortNumber(gaps[where]) + " mm instead of " + shortNumber(usual) + " mm";
    if (uneven > 1) {
        what += ", and " + std::to_string(uneven - 1) + " more of " + std::to_string(gaps.size()) + " gaps are uneven";
    }
    if (missing > 0 && missing < 1e6) {
        const auto count = static_cast<long>(missing);
        what += "; " + std::to_string(count) + (count == 1 ? " slice is missing" : " slices are missing");
    }
    refuse(what);
}

/// Mean step from slice to slice (LPS mm); checks that the positions lie on a line along the normal.
Vec3 Stacker::step() const {
    const Vec3 origin = *frame(m_slices.front()).position;
    Vec3 out = minus(*frame(m_slices.back()).position, origin);
    for (double& part : out) {
        part /= static_cast<double>(m_slices.size() - 1);
    }
    const Vec3 normal = sliceNormal(*frame(m_slices.front()).orientation);
    const double along = dot(out, normal);
    const Vec3 beside{out[0] - along * normal[0], out[1] - along * normal[1], out[2] - along * normal[2]};
    const double drift = length(beside) * static_cast<double>(m_slices.size() - 1);
    if (length(beside) > kLargestTilt * along && drift > 2 * kSamePlace) {
        refuse("the stack is sheared: from slice to slice the position moves by " + shortNumber(length(beside)) +
               " mm beside the normal, a gantry tilt of " +
               shortNumber(std::atan2(length(beside), along) * 180 / std::numbers::pi) + " degrees");
    }
    for (std::size_t i = 0; i < m_slices.size(); ++i) {
        const Vec3 at = *frame(m_slices[i]).position;
        const auto n = static_cast<double>(i);
        const double off = length(minus(at, {origin[0] + n * out[0], origin[1] + n * out[1], origin[2] + n * out[2]}));
        if (off > 5 * kSamePlace + kUnevenGap * along) {
            refuse("slice " + std::to_string(i + 1) + " (" + fileName(m_slices[i]) + ") lies " + shortNumber(off) +
                   " mm beside the line of the others");
        }
    }
    return out;
}

DicomStack Stacker::stack() {
    m_slices = sortSlices(m_headers);
    checkCounts();
    const DicomPixels& pixels = m_headers.front().pixels;
    checkPlanes();
    if (m_slices.size() < 2 || pixels.rows < 2 || pixels.columns < 2) {
        throw Error(ErrorCode::NotThreeDimensional,
                    {m_name, std::to_string(pixels.columns) + " x " + std::to_string(pixels.rows) + " x " +
                                 std::to_string(m_slices.size())});
    }
    checkDuplicates();
    if (m_slices.size() < 2) {
        refuse("one position only");
    }
    checkGaps();
    const Vec3 third = step();
    if (const double spacing = length(third); !(spacing <= kLargestSpacing)) {
        throw Error(ErrorCode::SpacingInvalid, {m_name, shortNumber(spacing)});
    }
    const DicomFrame& first = frame(m_slices.front());
    const auto& o = *first.orientation;
    const auto& spacing = *first.spacing;
    DicomStack out{m_slices, {}};
    for (int world = 0; world < 3; ++world) {
        const double sign = world < 2 ? -1 : 1; // LPS to RAS
        out.worldFromVoxel(world, 0) = sign * o[world] * spacing[1];
        out.worldFromVoxel(world, 1) = sign * o[3 + world] * spacing[0];
        out.worldFromVoxel(world, 2) = sign * third[world];
        out.worldFromVoxel(world, 3) = sign * (*first.position)[world];
    }
    return out;
}

} // namespace

Vec3 sliceNormal(const std::array<double, 6>& o) {
    return {o[1] * o[5] - o[2] * o[4], o[2] * o[3] - o[0] * o[5], o[0] * o[4] - o[1] * o[3]};
}

std::vector<Slice> sortSlices(std::span<const DicomHeader> headers) {
    std::vector<Slice> out;
    std::optional<Vec3> normal;
    for (std::size_t file = 0; file < headers.size(); ++file) {
        for (std::size_t i = 0; i < headers[file].frames.size(); ++i) {
            const DicomFrame& frame = headers[file].frames[i];
            if (!normal && frame.orientation) {
                normal = sliceNormal(*frame.orientation);
            }
            const bool placed = normal && frame.position;
            out.push_back({file, i, placed ? dot(*frame.position, *normal) : -1e300});
        }
    }
    std::ranges::stable_sort(out, {}, &Slice::distance);
    return out;
}

DicomStack stackSlices(std::span<const DicomHeader> headers, const std::string& name) {
    return Stacker(headers, name).stack();
}

std::string shortNumber(double value) {
    std::string out = std::to_string(std::round(value * 100) / 100);
    out.erase(out.find_last_not_of('0') + 1);
    if (out.back() == '.') {
        out.pop_back();
    }
    return out;
}

} // namespace tessera
