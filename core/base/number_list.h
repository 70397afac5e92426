#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace tessera {

/// The numbers of a list such as "0-3,8", in its order; none if it isn't one, or has a number above 65535.
[[nodiscard]] std::optional<std::vector<int>> parseNumberList(std::string_view text);

} // namespace tessera
