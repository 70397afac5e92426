#pragma once

#include <cmath>
#include <cstdint>

namespace tessera::model {

/// The value of an IEEE 754 binary16. Any thread.
[[nodiscard]] inline float fromHalf(std::uint16_t bits) {
    const int exponent = bits >> 10 & 31;
    const auto fraction = static_cast<float>(bits & 1023);
    const float size = exponent == 31  ? (fraction == 0 ? INFINITY : NAN)
                       : exponent == 0 ? std::ldexp(fraction, -24)
                                       : std::ldexp(1024 + fraction, exponent - 25);
    return (bits & 0x8000) != 0 ? -size : size;
}

} // namespace tessera::model
