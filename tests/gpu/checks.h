#pragma once

#include "core/cuda/cuda_loader.h"
#include "core/network/network_loader.h"
#include "tests/gpu/report.h"

#include <array>
#include <memory>
#include <string>
#include <vector>

/// The parts of the check. Each says its rows; what goes wrong beyond that is thrown.
namespace tessera::gpucheck {

inline constexpr std::array<std::int64_t, 3> kSlantTile{96, 128, 88}; ///< voxels, x, y, z
inline constexpr int kSlantTiles = 27;
inline constexpr double kSlantFlop = 98.5e12; ///< of an image

/// Every kernel on the GPU against its body on the CPU.
void checkKernels(const cuda::CudaInterface& functions, Report& report);
/// Networks by a GPU's operations on the CPU against the CPU's own.
void checkOperations(const network::ModuleInterface& module, Report& report);
/// Networks on the GPU against the CPU and bf16 against fp32; what happens when memory is missing.
void checkNetworks(const network::ModuleInterface& module, Report& report);
/// Best bf16 rate of a convolution, FLOP/s.
[[nodiscard]] double measureBestRate(const network::ModuleInterface& module, Report& report);
/// SLANT-27 with stream lanes, and whether lanes change labels.
void measureStreamLanes(const network::ModuleInterface& module, double bestRate, Report& report);
/// SLANT-27 with process lanes; `how` says under which server. @param program this one, to be started as workers
void measureProcessLanes(const std::string& program, const std::string& how, Report& report);
/// One process lane: the parent says over the standard input what to compute, and hears over the standard output.
void runWorker(const network::ModuleInterface& module, int lane, int lanes);
/// How many kernels ran at the same moment when 16 streams had one each; by the GPU's own clock.
void checkOverlap(Report& report);

/// slant-unet3d at full width with seeded random weights. @param device see network::NetworkSpec
[[nodiscard]] std::unique_ptr<network::Network> makeSlant(const network::ModuleInterface& module, int device);
/// A tile of noise.
[[nodiscard]] std::vector<float> randomTile(const std::array<std::int64_t, 3>& size, unsigned seed = 1);
[[nodiscard]] network::TileInput slantInput(const std::vector<float>& voxels);
/// Share of equal labels, 0..1.
[[nodiscard]] double equalShare(const std::vector<std::uint8_t>& a, const std::vector<std::uint8_t>& b);

} // namespace tessera::gpucheck
