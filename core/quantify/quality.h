#pragma once

#include "core/quantify/measure.h"

#include <string>
#include <string_view>
#include <vector>

/// Does a result look right? Checks that a person would make at a glance, with their limits. They are chosen so that
/// healthy adult brains pass and failed segmentations don't; they say nothing about disease.
namespace tessera::quantify {

/// Segmented brain of an adult. Total brain volumes of healthy adults lie within about 900..1800 ml; atrophy, and
/// tables without ventricles or cerebellum, take the lower limit further down.
inline constexpr double kMinSegmentedMl = 700, kMaxSegmentedMl = 2000;
/// Labelled voxels on a border face of the scan: more than a few stray ones mean that the brain was cut off.
inline constexpr std::int64_t kMaxEdgeVoxels = 20;
/// Left against right hemisphere, everything added up. Healthy hemispheres differ by 1-2 %; a lost tile or a mirrored
/// half differs by far more.
inline constexpr double kMaxHemisphereAsymmetryPercent = 15;
/// One pair counts as extreme if it differs by both this volume (small structures vary in percent, and their atrophy is
/// a finding, not a fault) and this share (large ones, and normal ventricles, vary in ml).
inline constexpr double kMaxPairDifferenceMl = 5, kMaxPairAsymmetryPercent = 50;
/// Mean agreement over the brain. SLANT's published run has 0.97.
inline constexpr double kMinMeanAgreement = 0.8;

/// Whether the file's left and right can be trusted: not if it states no orientation, or two that disagree about the
/// sides, until a person confirms it.
enum class Laterality { Verified, Unverified };
[[nodiscard]] Laterality lateralityOf(const Geometry& grid);
[[nodiscard]] std::string_view lateralityName(Laterality laterality); ///< "verified" or "unverified"

enum class State { Done, NeedsReview };
[[nodiscard]] std::string_view stateName(State state); ///< "done" or "needs review"

/// One thing to know about a result: a stable code (kebab-case) and a sentence with numbers for a clinician.
struct Finding {
    std::string code;
    std::string sentence;
};

/// `reasons` make a result need review; `notices` don't, but stand beside it in every output.
struct Quality {
    State state = State::Done;
    std::vector<Finding> reasons;
    std::vector<Finding> notices;
};

/// How much a reason weighs when results are put in the order of a review: 3 where the whole result may be wrong (its
/// sides, its place, a part cut off), 2 where much of it may be, 1 for one pair of regions; 2 for codes that aren't
/// known.
[[nodiscard]] int gravityOf(std::string_view code);

/// What the measurement itself can't tell.
struct QualityContext {
    Laterality laterality = Laterality::Verified;
    bool sidesDisputed = false;      ///< the header's two forms disagree about left and right
    std::int64_t cubeEdgeVoxels = 0; ///< labelled voxels on the faces of the cube that a whole-volume model sees
    std::string registrationDoubts;  ///< why the registration should be looked at, in words; empty if it need not
};

/// Codes of reasons: brain-volume, regions-missing, unknown-labels, field-of-view-edge, cube-edge, registration,
/// sides-disputed, hemisphere-asymmetry, pair-asymmetry, low-agreement. Codes of notices: laterality-unverified,
/// sides-split, ventricles-missing (ventricles can be too thin to see, so they aren't a reason). The brain's volume is
/// judged only where the table has cerebral cortex and white matter, or states no tissue at all; agreement only where
/// there is one. Any thread.
[[nodiscard]] Quality assess(const Measurement& measurement, const labels::LabelTable& table,
                             const QualityContext& context);

} // namespace tessera::quantify
