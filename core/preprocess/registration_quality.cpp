#include "core/preprocess/registration_quality.h"

#include "core/base/error.h"
#include "core/preprocess/sampling.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace tessera::preprocess {
namespace {

// Calibrated on colin27 (mricron's ch2.nii.gz) against tessera-mini's template, whose head outside the brain is colin27
// too, and on nilearn's ICBM152 average. NCC: correlation, MI: nats.
//
//   scan                                             coverage  NCC          MI
//   as it is; any orientation, shift, spacing, shear   1.00    0.77..0.80   0.47..0.50
//   scaled by 0.85 (left) and 1.2 (right)              1.00    0.78, 0.77   0.48, 0.46
//   skull-stripped                                     1.00    0.80         0.51
//   noise of 10 % of the range                         1.00    0.77         0.44
//   shading by a factor of 3                           1.00    0.69         0.35
//   ICBM152 average                                    1.00    0.84         0.61
//   cropped: top 25 mm, a quarter, a third         0.93..0.74  0.76..0.79   0.45..0.50
//   ---- review above, failure below
//   silhouette of the head, no contrast inside         1.00    0.58         0.27   (review)
//   ellipsoid with noise                               1.00    0.62         0.25
//   halves: left, right, front, back, top, bottom  0.46..0.54
//   aligned 90 degrees wrongly                         0.98    0.42..0.48   0.18..0.24
//   (a scan of less than 70 mm along an axis, as slabs and necks are, is refused before)
//   left half blank                                    1.00    0.25
//   AAL label map                                      1.00    0.25
//   noise alone                                        1.00    0.00
//   inverted contrast                                  1.00   -0.23
struct Limits {
    double coverage, correlation, information, smallestScale, largestScale;
};
constexpr Limits kFail{0.6, 0.5, 0.26, 0.6, 1.6};
constexpr Limits kReview{0.95, 0.65, 0.32, 0.75, 1.35};

std::string number(double value) {
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, 2).ptr;
    return {text.data(), end};
}

/// What is wrong about the alignment itself, in words; empty if nothing.
std::string misfit(const RegistrationMeasures& m, const Limits& limits) {
    if (m.scales[2] < limits.smallestScale || m.scales[0] > limits.largestScale) {
        return "the head would be scaled by " + number(m.scales[2]) + " to " + number(m.scales[0]);
    }
    if (!(m.correlation >= limits.correlation)) {
        return "correlation with the template " + number(m.correlation) + ", below " + number(limits.correlation);
    }
    if (!(m.information >= limits.information)) {
        return "mutual information with the template " + number(m.information) + ", below " +
               number(limits.information);
    }
    return {};
}

std::string missing(const RegistrationMeasures& m) {
    return "it covers " + std::to_string(static_cast<int>(m.coverage * 100)) + " % of the brain";
}

/// Singular values of the linear part, largest first: square roots of the eigenvalues of A^T A in closed form
/// (O. K. Smith, Communications of the ACM 4, 1961).
Vec3 singularValues(const Affine& a) {
    std::array<std::array<double, 3>, 3> s{};
    for (int i = 0; i < 3; ++i) {
        for (int j = 0; j < 3; ++j) {
            s[i][j] = a(0, i) * a(0, j) + a(1, i) * a(1, j) + a(2, i) * a(2, j);
        }
    }
    const double q = (s[0][0] + s[1][1] + s[2][2]) / 3;
    const double off = s[0][1] * s[0][1] + s[0][2] * s[0][2] + s[1][2] * s[1][2];
    double squares = 2 * off;
    for (int i = 0; i < 3; ++i) {
        squares += (s[i][i] - q) * (s[i][i] - q);
        s[i][i] -= q;
    }
    const double p = std::sqrt(squares / 6);
    if (p < 1e-12 * q) {
        return {std::sqrt(q), std::sqrt(q), std::sqrt(q)};
    }
    const double det = s[0][0] * (s[1][1] * s[2][2] - s[1][2] * s[2][1]) -
                       s[0][1] * (s[1][0] * s[2][2] - s[1][2] * s[2][0]) +
                       s[0][2] * (s[1][0] * s[2][1] - s[1][1] * s[2][0]);
    const double phi = std::acos(std::clamp(det / (2 * p * p * p), -1.0, 1.0)) / 3;
    const double third = 2 * 3.14159265358979323846 / 3;
    const double first = q + 2 * p * std::cos(phi), last = q + 2 * p * std::cos(phi + third);
    const auto root = [](double x) { return std::sqrt(std::max(x, 0.0)); };
    return {root(first), root(3 * q - first - last), root(last)};
}

} // namespace

void requirePlausible(const Affine& scanFromTemplate, const std::string& name) {
    const double determinant = scanFromTemplate.determinant();
    if (!scanFromTemplate.isFinite() || !(determinant > 0.05) || determinant > 20) {
        throw Error(ErrorCode::RegistrationFailed, {name, "no plausible alignment was found"});
    }
}

RegistrationMeasures measure(const Level& level, const Alignment& alignment, const Geometry& scan) {
    RegistrationMeasures out;
    const FloatVolume fieldOfView{scan, {}};
    const Sampler field(fieldOfView, alignment.scanFromTemplate);
    const Sampler moving(level.moving, alignment.scanFromTemplate);
    const Sampler fixed(level.fixed);
    double n = 0, sumA = 0, sumB = 0, sumAA = 0, sumBB = 0, sumAB = 0;
    for (const Vec3& point : level.samples) {
        if (field.contains(point)) {
            const double a = fixed.nearest(point),
                         b = moving.inside(point); // blank margins are cropped off: they are 0
            n += 1;
            sumA += a;
            sumB += b;
            sumAA += a * a;
            sumBB += b * b;
            sumAB += a * b;
        }
    }
    const double variances = (n * sumAA - sumA * sumA) * (n * sumBB - sumB * sumB);
    out.coverage = level.samples.empty() ? 0 : n / static_cast<double>(level.samples.size());
    out.correlation = variances > 0 ? (n * sumAB - sumA * sumB) / std::sqrt(variances) : 0;
    out.information = alignment.information;
    out.scales = singularValues(alignment.scanFromTemplate.inverse());
    for (int row = 0; row < 3; ++row) {
        const Affine& a = alignment.scanFromTemplate;
        const double others = std::max(std::abs(a(row, (row + 1) % 3)), std::abs(a(row, (row + 2) % 3)));
        out.headerOrientation = out.headerOrientation && a(row, row) >= others;
    }
    return out;
}

void requireGood(const RegistrationMeasures& measures, const std::string& name) {
    // A brain seen in part rarely aligns well either; what is missing is the better advice.
    if (measures.coverage < kFail.coverage) {
        throw Error(ErrorCode::FieldOfViewTooSmall, {name, missing(measures)});
    }
    if (const std::string reason = misfit(measures, kFail); !reason.empty()) {
        throw Error(ErrorCode::RegistrationFailed, {name, reason});
    }
}

std::string doubtsAbout(const RegistrationMeasures& measures) {
    std::string out = misfit(measures, kReview);
    if (measures.coverage < kReview.coverage) {
        out += (out.empty() ? "" : "; ") + missing(measures);
    }
    if (!measures.headerOrientation) {
        out += std::string(out.empty() ? "" : "; ") +
               "the head lies turned against the orientation that its header states";
    }
    return out;
}

} // namespace tessera::preprocess
