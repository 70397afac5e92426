#pragma once

#include "core/base/progress.h"
#include "core/image/volume.h"

#include <functional>
#include <span>
#include <vector>

/// Maximising mutual information between a template and a scan: the room's one door to ITK's registration framework.
namespace tessera::preprocess {

/// Both images at one resolution, on isotropic grids along the RAS axes (see reduceToRas, halve), and where to compare.
struct Level {
    FloatVolume fixed;         ///< the template
    std::vector<Vec3> samples; ///< RAS mm of the template
    Vec3 centre{};             ///< RAS mm of the template, about which rotations turn
    FloatVolume moving;        ///< the scan; samples that fall outside don't count
};

enum class Motion { Similarity, Affine }; ///< 7 parameters (rotation, translation, one scale) or 12

struct Refinement {
    Motion motion = Motion::Similarity;
    double firstStep = 4;  ///< mm at the head's surface
    double lastStep = 0.1; ///< mm; the search ends when it would step less
    int evaluations = 100; ///< at most
};

struct Alignment {
    Affine scanFromTemplate; ///< RAS mm -> RAS mm
    double information = 0;  ///< Mattes mutual information, nats; 0 where images don't overlap
};

/// Mattes mutual information (Mattes et al., IEEE TMI 22, 2003; 32 bins) at each of the given mappings. Any thread.
[[nodiscard]] std::vector<double> informationAt(const Level& level, std::span<const Affine> scanFromTemplate);

/// Climbs from `start` to the nearest maximum by gradient steps of shrinking length, on the calling thread alone, so
/// that the result is the same on every run. Any thread.
/// @param start for Motion::Similarity a similarity, for Motion::Affine any affine
/// @param step called before each evaluation; what it throws ends the search and passes through
[[nodiscard]] Alignment refine(const Level& level, const Affine& start, const Refinement& how,
                               const std::function<void()>& step);

} // namespace tessera::preprocess
