#include "core/preprocess/registration.h"

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/preprocess/mutual_information.h"
#include "core/preprocess/registration_quality.h"
#include "core/preprocess/sampling.h"

#include <algorithm>
#include <cmath>

namespace tessera::preprocess {
namespace {

constexpr double kFinestSpacing = 2;   // mm
constexpr double kSmallestExtent = 70; // mm; a brain is at least 100 mm high, and a slab can be stretched to any shape
constexpr double kLargestExtent = 600; // mm; also bounds the memory of the reduced scan
constexpr std::int64_t kScreenBorder = 8; // voxels of 8 mm: a half-seen brain must not win by leaving the image
constexpr std::size_t kFinalists = 4;
constexpr double kHeaderPreference = 0.95; // the header's orientation stays if it reaches this share of the best
constexpr double kGoodSimilarity = 0.36;   // nats at 4 mm: colin27 has 0.48, wrong orientations of it less than 0.3

struct Levels {
    Level fine, middle, coarse; ///< 2, 4 and 8 mm
};

struct Candidate {
    Alignment alignment;
    bool header = false;
};

Vec3 toDouble(std::int64_t x, std::int64_t y, std::int64_t z) {
    return {static_cast<double>(x), static_cast<double>(y), static_cast<double>(z)};
}

/// Centres of the voxels inside the mask; with `quarter` every fourth in a fixed pattern.
std::vector<Vec3> samplesOf(const FloatVolume& mask, bool quarter) {
    std::vector<Vec3> out;
    const Geometry& grid = mask.geometry;
    for (std::int64_t z = 0; z < grid.size[2]; ++z) {
        for (std::int64_t y = 0; y < grid.size[1]; ++y) {
            for (std::int64_t x = 0; x < grid.size[0]; ++x) {
                const bool chosen = !quarter || (x % 2 == 0 && (y + z) % 2 == 0);
                if (chosen && mask.voxels[grid.index(x, y, z)] > 0.5F) {
                    out.push_back(grid.worldFromVoxel.apply(toDouble(x, y, z)));
                }
            }
        }
    }
    return out;
}

Vec3 mean(const std::vector<Vec3>& points) {
    Vec3 out{};
    for (const Vec3& point : points) {
        for (int axis = 0; axis < 3; ++axis) {
            out[axis] += point[axis] / static_cast<double>(points.size());
        }
    }
    return out;
}

Levels makeLevels(const FloatVolume& scan, const FloatVolume& templateImage, const FloatVolume& mask, int threads) {
    Levels out;
    FloatVolume fixed = reduceToRas(templateImage, kFinestSpacing, threads);
    FloatVolume inside = reduceToRas(mask, kFinestSpacing, threads);
    // padding around the head must not move the reduced grid's voxels against it
    FloatVolume moving = reduceToRas(croppedToContent(scan), kFinestSpacing, threads);
    // At 2 mm a quarter of the voxels says as much about an affine as all of them do.
    const std::vector<Vec3> fineSamples = samplesOf(inside, true);
    const Vec3 centre = mean(fineSamples);
    out.fine = {fixed, fineSamples, centre, moving};
    for (Level* level : {&out.middle, &out.coarse}) {
        fixed = halve(fixed);
        inside = halve(inside);
        moving = halve(moving);
        *level = {fixed, samplesOf(inside, false), centre, moving};
    }
    out.coarse.moving = padded(moving, kScreenBorder);
    return out;
}

/// The 24 rotations that map axes onto axes, the identity first.
std::vector<Affine> axisRotations() {
    std::vector<Affine> out;
    std::array<int, 3> axes{0, 1, 2};
    do {
        for (int signs = 0; signs < 8; ++signs) {
            Affine rotation = Affine::scaling({0, 0, 0});
            for (int row = 0; row < 3; ++row) {
                rotation(row, axes[row]) = (signs >> row & 1) != 0 ? -1 : 1;
            }
            if (rotation.determinant() > 0) {
                out.push_back(rotation);
            }
        }
    } while (std::next_permutation(axes.begin(), axes.end()));
    return out;
}

Vec3 centreOfMass(const FloatVolume& volume) {
    double mass = 0;
    Vec3 sum{};
    const Geometry& grid = volume.geometry;
    for (std::int64_t z = 0; z < grid.size[2]; ++z) {
        for (std::int64_t y = 0; y < grid.size[1]; ++y) {
            for (std::int64_t x = 0; x < grid.size[0]; ++x) {
                const double weight = volume.voxels[grid.index(x, y, z)];
                mass += weight;
                sum = {sum[0] + weight * static_cast<double>(x), sum[1] + weight * static_cast<double>(y),
                       sum[2] + weight * static_cast<double>(z)};
            }
        }
    }
    mass = std::max(mass, 1e-30);
    return grid.worldFromVoxel.apply({sum[0] / mass, sum[1] / mass, sum[2] / mass});
}

/// Mappings with the given linear part that lay points of the scan (its centres) on points around the mask's centre: 20
/// mm apart, which is what a search at 8 mm can bridge, and mostly below it, where a head has its face and neck.
std::vector<Affine> startsOf(const Affine& linear, const std::vector<Vec3>& scanCentres, const Vec3& maskCentre) {
    std::vector<Affine> out;
    for (const Vec3& centre : scanCentres) {
        for (const double x : {0.0, -20.0, 20.0}) {
            for (const double y : {0.0, -20.0, 20.0, -40.0, 40.0}) {
                for (const double z : {0.0, -20.0, 20.0, -40.0, -60.0, -80.0}) {
                    out.push_back(Affine::translation(centre) * linear *
                                  Affine::translation({-maskCentre[0] - x, -maskCentre[1] - y, -maskCentre[2] - z}));
                }
            }
        }
    }
    return out;
}

/// What the axis rotations leave out: each of them turned by 45 degrees about each axis of the template, and with a
/// scan of a head, or of voxels, that is smaller or larger than the template by a fifth.
std::vector<Affine> unusualOrientations() {
    std::vector<Affine> out;
    const double half = std::sqrt(0.5);
    for (const Affine& rotation : axisRotations()) {
        for (int axis = 0; axis < 3; ++axis) {
            const int a = (axis + 1) % 3, b = (axis + 2) % 3;
            Affine turn;
            turn(a, a) = turn(b, b) = turn(b, a) = half;
            turn(a, b) = -half;
            out.push_back(rotation * turn);
        }
        out.push_back(rotation * Affine::scaling({0.8, 0.8, 0.8}));
        out.push_back(rotation * Affine::scaling({1.25, 1.25, 1.25}));
    }
    return out;
}

/// The best alignment (rotation, translation, one scale) at 8 mm for each orientation (a rotation, or one with a
/// scale).
std::vector<Candidate> screen(const Level& coarse, const std::vector<Affine>& orientations, int threads,
                              const Progress& progress) {
    Level sparse = coarse;
    sparse.samples.clear();
    for (std::size_t i = 0; i < coarse.samples.size(); i += 3) {
        sparse.samples.push_back(coarse.samples[i]);
    }
    const Geometry& grid = coarse.moving.geometry;
    const Vec3 middle =
        grid.worldFromVoxel.apply({static_cast<double>(grid.size[0] - 1) / 2, static_cast<double>(grid.size[1] - 1) / 2,
                                   static_cast<double>(grid.size[2] - 1) / 2});
    const std::vector<Vec3> centres{centreOfMass(coarse.moving), middle};
    std::vector<Candidate> out(orientations.size());
    parallelRanges(orientations.size(), threads, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            progress.throwIfCancelled();
            std::vector<Affine> starts = startsOf(orientations[i], centres, coarse.centre);
            const bool header = orientations[i] == Affine();
            if (header) {
                starts.emplace_back(); // worlds that agree already
            }
            const std::vector<double> scores = informationAt(sparse, starts);
            const auto best = std::max_element(scores.begin(), scores.end()) - scores.begin();
            out[i] = {refine(coarse, starts[static_cast<std::size_t>(best)], {Motion::Similarity, 6, 0.5, 60},
                             [&] { progress.throwIfCancelled(); }),
                      header};
        }
    });
    return out;
}

bool lessInformation(const Candidate& a, const Candidate& b) {
    return a.alignment.information < b.alignment.information;
}

/// The best few of the candidates, aligned again at 4 mm, the header's own among them.
std::vector<Candidate> finalists(const Level& middle, std::vector<Candidate> candidates, int threads,
                                 const Progress& progress) {
    std::stable_sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
        return a.header != b.header ? a.header : lessInformation(b, a);
    });
    candidates.resize(std::min(candidates.size(), kFinalists));
    parallelRanges(candidates.size(), threads, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            candidates[i].alignment = refine(middle, candidates[i].alignment.scanFromTemplate,
                                             {Motion::Similarity, 3, 0.1, 60}, [&] { progress.throwIfCancelled(); });
        }
    });
    return candidates;
}

/// The best similarity from any orientation. Unusual ones are tried only where no other explains the scan.
Candidate alignSimilar(const Levels& levels, int threads, Progress& progress) {
    std::vector<Candidate> found =
        finalists(levels.middle, screen(levels.coarse, axisRotations(), threads, progress), threads, progress);
    auto best = std::max_element(found.begin(), found.end(), lessInformation);
    progress.update(0.6);
    if (best->alignment.information < kGoodSimilarity) {
        const std::vector<Candidate> more = finalists(
            levels.middle, screen(levels.coarse, unusualOrientations(), threads, progress), threads, progress);
        found.insert(found.end(), more.begin(), more.end());
        best = std::max_element(found.begin(), found.end(), lessInformation);
    }
    progress.update(1);
    const bool keep = found.front().alignment.information >= kHeaderPreference * best->alignment.information;
    return keep ? found.front() : *best;
}

void requireExtent(const Geometry& scan, const std::string& name) {
    const Vec3 spacing = scan.spacing();
    for (int axis = 0; axis < 3; ++axis) {
        const double extent = spacing[axis] * static_cast<double>(scan.size[axis]);
        const std::string words = "its field of view is " + std::to_string(std::lround(extent)) + " mm wide";
        if (extent < kSmallestExtent) {
            throw Error(ErrorCode::FieldOfViewTooSmall, {name, words});
        }
        if (extent > kLargestExtent) {
            throw Error(ErrorCode::RegistrationFailed, {name, words});
        }
    }
}

} // namespace

Registration registerToTemplate(const FloatVolume& scan, const std::string& name, const FloatVolume& templateImage,
                                const FloatVolume& mask, int threads, Progress& progress) {
    progress.update(0);
    requireExtent(scan.geometry, name);
    const Levels levels = makeLevels(scan, templateImage, mask, threads);
    progress.update(0.15);
    Progress similarProgress = progress.subtask(0.5);
    const Candidate similar = alignSimilar(levels, threads, similarProgress);
    const auto step = [&] { progress.throwIfCancelled(); };
    Alignment affine = refine(levels.middle, similar.alignment.scanFromTemplate, {Motion::Affine, 3, 0.02, 100}, step);
    progress.update(0.8);
    affine = refine(levels.fine, affine.scanFromTemplate, {Motion::Affine, 1, 0.02, 60}, step);
    progress.update(0.99);

    requirePlausible(affine.scanFromTemplate, name);
    Registration out{affine.scanFromTemplate.inverse(), {}};
    out.measures = measure(levels.fine, affine, scan.geometry);
    requireGood(out.measures, name);
    progress.update(1);
    return out;
}

} // namespace tessera::preprocess
