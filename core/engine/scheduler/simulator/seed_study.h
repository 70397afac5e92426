#pragma once

#include "core/engine/scheduler/simulator/calibration.h"

#include <optional>
#include <string>
#include <vector>

namespace tessera::simulator {

/// One figure of the seed study beside what the simulation says.
struct StudyLine {
    std::string what;
    std::optional<double> stated{}; ///< by the study
    double simulated = 0;
    std::string unit; ///< "min", "%", "x", "images", "GiB"
    std::string note{};
};

/// What the study's own figures make of the simulator: the ones that went into the fit, what was assumed, and what
/// follows from both without having been put in.
struct StudyReport {
    StudyFit fit;
    std::vector<StudyLine> inputs;
    std::vector<std::string> assumptions;
    std::vector<StudyLine> follows;
};

[[nodiscard]] StudyReport reportSeedStudy();

/// Images with the study's costs (its process, one fragment above 80 % of 11 GiB) on any devices.
/// @throws Error{Usage} for a device whose speed or memory nobody knows
[[nodiscard]] Setup makeStudySetup(std::vector<scheduler::DeviceDescription> devices, int images,
                                   Seconds process = kStudyProcessSeconds);

} // namespace tessera::simulator
