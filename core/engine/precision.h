#pragma once

#include "core/engine/scheduler/device.h"
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

/// Seconds that one multiplication or addition of such a convolution takes, measured and remembered likewise.
/// @param threads of the CPU @param gpu what is asked about, which must be enabled; none: the CPU
/// @param mayMeasure false: only if it is known already; measuring takes a second on a slow machine
[[nodiscard]] std::optional<double> convolutionPace(network::Precision precision, int threads,
                                                    const network::ModuleInterface& module,
                                                    const scheduler::DeviceDescription* gpu, bool mayMeasure);

/// The precision to run in. Auto: fp32 where results must be repeatable, else bf16 if a convolution of the networks'
/// own kind runs at least 1.5 times as fast in it here (CPUs without bf16 instructions are hundreds of times slower).
/// Measured once a machine, kind of device and LibTorch version, as `convolutionSeconds` is.
/// @param gpu what is measured, which must be enabled; none: the CPU
[[nodiscard]] network::Precision choosePrecision(PrecisionChoice choice, bool repeatable, int threads,
                                                 const network::ModuleInterface& module,
                                                 const scheduler::DeviceDescription* gpu = nullptr);

[[nodiscard]] const char* precisionName(network::Precision precision);

} // namespace tessera::engine
