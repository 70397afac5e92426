#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace tessera {

enum class Container { Gzip, Zlib };

/// `head` and `body`, one after the other, as one compressed stream with no time stamp: equal input gives equal bytes.
[[nodiscard]] std::vector<std::byte> deflated(std::span<const std::byte> head, std::span<const std::byte> body,
                                              Container container);

} // namespace tessera
