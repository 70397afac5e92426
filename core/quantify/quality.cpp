#include "core/quantify/quality.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace tessera::quantify {
namespace {

constexpr double kMm3PerMl = 1000;

/// At most eight entries, then how many more there are.
std::string listed(const std::vector<std::string>& entries) {
    constexpr std::size_t kMost = 8;
    const auto shown = entries.begin() + static_cast<std::ptrdiff_t>(std::min(kMost, entries.size()));
    const std::string text = fmt::format("{}", fmt::join(entries.begin(), shown, ", "));
    return entries.size() > kMost ? fmt::format("{} and {} more", text, entries.size() - kMost) : text;
}

std::string counted(std::size_t count, std::string_view noun) {
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

/// Collects the findings of one result, check by check.
class Assessment {
  public:
    Assessment(const Measurement& measurement, const labels::LabelTable& table)
        : m_measurement(measurement), m_table(table) {}

    void checkBrainVolume() {
        const double ml = m_measurement.segmentedMm3 / kMm3PerMl;
        const auto has = [this](labels::Tissue tissue) {
            return std::any_of(m_table.regions().begin(), m_table.regions().end(),
                               [tissue](const labels::Region& region) { return region.tissue == tissue; });
        };
        using labels::Tissue;
        const bool statesTissue = std::any_of(m_table.regions().begin(), m_table.regions().end(),
                                              [](const auto& r) { return r.tissue != Tissue::NotStated; });
        if (statesTissue && !(has(Tissue::CorticalGreyMatter) && has(Tissue::WhiteMatter))) {
            return; // a few structures, not a brain
        }
        if (ml < kMinSegmentedMl || ml > kMaxSegmentedMl) {
            review("brain-volume",
                   fmt::format("The segmented brain has {:.0f} ml, outside the {:.0f} to {:.0f} ml that "
                               "are plausible for an adult.",
                               ml, kMinSegmentedMl, kMaxSegmentedMl));
        }
    }

    void checkMissingRegions() {
        std::vector<std::string> missing;
        std::vector<std::string> ventricles;
        for (std::size_t i = 0; i < m_measurement.regions.size(); ++i) {
            const labels::Region& region = m_table.regions()[i];
            if (m_measurement.regions[i].voxels == 0) {
                (region.tissue == labels::Tissue::CerebrospinalFluid ? ventricles : missing).push_back(region.name);
            }
        }
        if (!missing.empty()) {
            review("regions-missing", fmt::format("{} of {} not found: {}.", counted(missing.size(), "region"),
                                                  m_table.regions().size(), listed(missing)));
        }
        if (!ventricles.empty()) {
            notice("ventricles-missing", fmt::format("{} not found, perhaps too thin to see: {}.",
                                                     counted(ventricles.size(), "fluid space"), listed(ventricles)));
        }
    }

    void checkUnknownLabels() {
        std::int64_t voxels = 0;
        std::vector<std::string> numbers;
        for (const auto& [number, count] : m_measurement.unknownLabels) {
            voxels += count;
            numbers.push_back(std::to_string(number));
        }
        if (!numbers.empty()) {
            review("unknown-labels",
                   fmt::format("{} voxels ({:.1f} ml) carry {} that {} doesn't have and are in no volume: {}.", voxels,
                               static_cast<double>(voxels) * m_measurement.voxelVolumeMm3 / kMm3PerMl,
                               counted(numbers.size(), "label number"), m_table.name(), listed(numbers)));
        }
    }

    void checkEdges() {
        std::vector<std::string> sides;
        for (const EdgeContact& edge : m_measurement.edges) {
            if (edge.voxels > kMaxEdgeVoxels) {
                sides.push_back(fmt::format("{} ({} voxels)", edge.side, edge.voxels));
            }
        }
        if (!sides.empty()) {
            review("field-of-view-edge", fmt::format("The segmentation touches the edge of the scan: {}. Part of the "
                                                     "brain may lie outside the scan.",
                                                     listed(sides)));
        }
    }

    void checkCube(std::int64_t voxels) {
        if (voxels > kMaxEdgeVoxels) {
            review("cube-edge", fmt::format("The segmentation touches the edge of the cube around the scan's middle "
                                            "that the model sees ({} voxels). Part of the brain may lie outside.",
                                            voxels));
        }
    }

    void checkRegistration(const std::string& doubts) {
        if (!doubts.empty()) {
            review("registration", fmt::format("The registration to the template should be checked: {}.", doubts));
        }
    }

    void checkAsymmetry() {
        const auto [left, right] = hemisphereVolumes(m_measurement, m_table);
        const double whole = asymmetryPercent(left, right).value_or(0);
        if (std::abs(whole) > kMaxHemisphereAsymmetryPercent) {
            review(
                "hemisphere-asymmetry",
                fmt::format("The hemispheres differ by {:.0f} % (left {:.0f} ml, right {:.0f} ml); up to {:.0f} % is "
                            "expected.",
                            std::abs(whole), left / kMm3PerMl, right / kMm3PerMl, kMaxHemisphereAsymmetryPercent));
        }
        std::vector<std::string> pairs;
        for (std::size_t i = 0; i < m_measurement.regions.size(); ++i) {
            const labels::Region& region = m_table.regions()[i];
            const RegionStats& own = m_measurement.regions[i];
            if (region.hemisphere != labels::Hemisphere::Left || !region.counterpart) {
                continue;
            }
            const RegionStats& other = m_measurement.regions[*m_table.indexOf(*region.counterpart)];
            const double difference = std::abs(own.volumeMm3 - other.volumeMm3) / kMm3PerMl;
            const double percent = std::abs(own.asymmetryPercent.value_or(0));
            if (difference > kMaxPairDifferenceMl && percent > kMaxPairAsymmetryPercent) {
                pairs.push_back(fmt::format("{} {:.1f} ml against {:.1f} ml on the right", region.name,
                                            own.volumeMm3 / kMm3PerMl, other.volumeMm3 / kMm3PerMl));
            }
        }
        if (!pairs.empty()) {
            review("pair-asymmetry",
                   fmt::format("{} of equal structures on the left and right {} extremely different: {}.",
                               counted(pairs.size(), "pair"), pairs.size() == 1 ? "is" : "are", listed(pairs)));
        }
    }

    void checkAgreement() {
        if (m_measurement.meanAgreement && *m_measurement.meanAgreement < kMinMeanAgreement) {
            review("low-agreement",
                   fmt::format("Overlapping parts of the network agree on {:.0f} % of the brain on "
                               "average; at least {:.0f} % is expected.",
                               std::floor(100 * *m_measurement.meanAgreement), 100 * kMinMeanAgreement));
        }
    }

    void checkLaterality(Laterality laterality, bool sidesDisputed) {
        if (sidesDisputed) {
            review("sides-disputed", "The header's sform and qform disagree about left and right; the sform was used.");
        }
        if (m_measurement.sidesSplit) {
            notice("sides-split", "The model's labels don't tell left from right: the tables split regions that lie on "
                                  "both sides at x = 0 of the registration to the template. The label map doesn't.");
        }
        if (laterality == Laterality::Unverified) {
            notice("laterality-unverified", "Left and right are unverified until a person confirms them.");
        }
    }

    [[nodiscard]] Quality take() { return std::move(m_quality); }

  private:
    void review(std::string code, std::string sentence) {
        m_quality.state = State::NeedsReview;
        m_quality.reasons.push_back({std::move(code), std::move(sentence)});
    }
    void notice(std::string code, std::string sentence) {
        m_quality.notices.push_back({std::move(code), std::move(sentence)});
    }

    const Measurement& m_measurement;
    const labels::LabelTable& m_table;
    Quality m_quality;
};

} // namespace

Laterality lateralityOf(const Geometry& grid) {
    return grid.orientation == Orientation::None || grid.sidesDisputed ? Laterality::Unverified : Laterality::Verified;
}

std::string_view lateralityName(Laterality laterality) {
    return laterality == Laterality::Verified ? "verified" : "unverified";
}

std::string_view stateName(State state) {
    return state == State::Done ? "done" : "needs review";
}

int gravityOf(std::string_view code) {
    static constexpr std::array<std::pair<std::string_view, int>, 10> kGravities{{{"sides-disputed", 3},
                                                                                  {"registration", 3},
                                                                                  {"brain-volume", 3},
                                                                                  {"field-of-view-edge", 3},
                                                                                  {"cube-edge", 3},
                                                                                  {"hemisphere-asymmetry", 3},
                                                                                  {"regions-missing", 2},
                                                                                  {"unknown-labels", 2},
                                                                                  {"low-agreement", 2},
                                                                                  {"pair-asymmetry", 1}}};
    const auto found =
        std::find_if(kGravities.begin(), kGravities.end(), [&](const auto& e) { return e.first == code; });
    return found == kGravities.end() ? 2 : found->second;
}

Quality assess(const Measurement& measurement, const labels::LabelTable& table, const QualityContext& context) {
    Assessment assessment(measurement, table);
    assessment.checkBrainVolume();
    assessment.checkMissingRegions();
    assessment.checkUnknownLabels();
    assessment.checkEdges();
    assessment.checkCube(context.cubeEdgeVoxels);
    assessment.checkRegistration(context.registrationDoubts);
    assessment.checkAsymmetry();
    assessment.checkAgreement();
    assessment.checkLaterality(context.laterality, context.sidesDisputed);
    return assessment.take();
}

} // namespace tessera::quantify
