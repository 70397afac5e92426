#pragma once

#include "core/network/network.h"

#include <optional>
#include <string>
#include <string_view>

namespace tessera::engine {

enum class PrecisionChoice { Auto, Fp32, Bf16 };

/// "auto", "fp32" or "bf16".
[[nodiscard]] const char* choiceName(PrecisionChoice choice);
[[nodiscard]] std::optional<PrecisionChoice> choiceNamed(std::string_view name);

/// Seconds that one convolution of the networks' own kind takes.
struct ConvolutionSeconds {
    double fp32 = 0, bf16 = 0;
};
/// Measured once a machine, LibTorch version and number of threads, and remembered in the cache folder.
[[nodiscard]] ConvolutionSeconds convolutionSeconds(int threads, const network::ModuleInterface& module);

/// The precision to run in. Auto: fp32 where results must be repeatable, else bf16 if a convolution of the networks'
/// own kind runs at least 1.5 times as fast in it here (CPUs without bf16 instructions are hundreds of times slower).
/// @param device what is measured: the CPU, or a GPU, which must be enabled
[[nodiscard]] network::Precision choosePrecision(PrecisionChoice choice, bool repeatable, int threads,
                                                 const network::ModuleInterface& module, int device = network::kOnCpu);

[[nodiscard]] const char* precisionName(network::Precision precision);

} // namespace tessera::engine
