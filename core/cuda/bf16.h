#pragma once

#include "core/cuda/host_device.h"

#include <cstdint>
#include <cstring>

namespace tessera::cuda {

/// The upper half of a float32: eight bits of fraction. Two bytes, aligned to two.
struct Bf16 {
    std::uint16_t bits;
};

TESSERA_HOST_DEVICE inline float toFloat(float value) {
    return value;
}

TESSERA_HOST_DEVICE inline float toFloat(Bf16 value) {
    const std::uint32_t bits = static_cast<std::uint32_t>(value.bits) << 16U;
    float out = 0;
    std::memcpy(&out, &bits, sizeof(out));
    return out;
}

TESSERA_HOST_DEVICE inline void store(float value, float& out) {
    out = value;
}

/// Rounds to the nearest, to even where two are as near; any NaN becomes the quiet one.
TESSERA_HOST_DEVICE inline void store(float value, Bf16& out) {
    std::uint32_t bits = 0;
    std::memcpy(&bits, &value, sizeof(bits));
    const bool isNan = (bits & 0x7fffffffU) > 0x7f800000U;
    out.bits =
        isNan ? std::uint16_t{0x7fc0} : static_cast<std::uint16_t>((bits + 0x7fffU + ((bits >> 16U) & 1U)) >> 16U);
}

} // namespace tessera::cuda
