#pragma once

#include "core/engine/scheduler/simulator/simulator.h"

#include <string>
#include <string_view>
#include <vector>

/// What tiles and devices cost in simulations, and where each figure comes from.
namespace tessera::simulator {

/// What the seed study (Samoila, Predescu, Slusanschi, Performance Analysis of Medical Imaging Workflows) states and
/// the calibration uses.
struct StudyFigures {
    double serialMinutes = 260;  ///< six images on the CPU, serial
    double cpuGain = 2.7;        ///< of the best CPU run, which had 16 threads
    double gpuMinutes = 4.5;     ///< six images, three threads with three GPUs
    double fragmentShare = 0.82; ///< of 11 GiB that one fragment takes; the study says "above 80 %"
    int images = 6, gpus = 3, threads = 16;
};

/// The costs that reproduce the study's figures, solved in closed form.
struct StudyFit {
    Seconds process = 0;                     ///< start of one of the study's processes; an assumption, not a result
    Seconds gpuTile = 0;                     ///< one tile alone on a GPU (the device of speed 1)
    Seconds serialTile = 0, threadsTile = 0; ///< the same on the CPU, serial and with the best number of threads
    double serialShare = 0; ///< of a CPU tile that threads don't speed up (Amdahl, AFIPS 1967), from the two
    /// Speed of a CPU with so many threads, relative to the GPU; more than the best number help no further.
    [[nodiscard]] double cpuSpeed(int threads) const;
};

inline constexpr Seconds kStudyProcessSeconds = 8;

/// @param process see StudyFit; the fit is made for it
[[nodiscard]] StudyFit fitStudy(Seconds process = kStudyProcessSeconds, const StudyFigures& figures = {});

/// The models whose costs are known: "slant-27", "tessera-mini", "meshnet-104", and "mixed": two images of
/// SLANT, two of tessera-mini and one MeshNet in turn.
[[nodiscard]] const std::vector<std::string>& modelNames();

/// `images` images of a model, all there from the beginning, on `devices`, whose unknown speeds, memories and threads
/// are filled in: a CPU by the study's fit, with 16 threads and 64 GiB where nothing is said.
///
/// Costs: seconds of a SLANT tile from the study's fit; of the other models by the ratio of their tiles' seconds to
/// SLANT's on one CPU (measured, fp32, 2 cores). Peaks and weights as our networks have them (measured, fp32; bf16 is
/// taken for as much). Shares of a GPU: one half of arithmetic and bandwidth, the study's "below 50 %"; MeshNet's 0.3
/// and 0.6 are an assumption.
/// @throws Error{Usage} for an unknown model, or a device whose speed or memory nobody knows
[[nodiscard]] Setup makeSetup(std::vector<scheduler::DeviceDescription> devices, std::string_view model, int images);

} // namespace tessera::simulator
