#include "core/base/number_list.h"

#include <charconv>

namespace tessera {
namespace {

std::optional<int> numberOf(std::string_view text) {
    constexpr int kMost = 65535;
    int out = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), out);
    const bool isNumber = code == std::errc() && end == text.data() + text.size() && out >= 0 && out <= kMost;
    return isNumber ? std::optional(out) : std::nullopt;
}

} // namespace

std::optional<std::vector<int>> parseNumberList(std::string_view text) {
    std::vector<int> out;
    for (bool isLast = false; !isLast;) {
        const std::size_t comma = text.find(',');
        isLast = comma == std::string_view::npos;
        const std::string_view part = text.substr(0, comma);
        text.remove_prefix(isLast ? text.size() : comma + 1);
        const std::size_t dash = part.find('-');
        const std::optional<int> first = numberOf(part.substr(0, dash));
        const std::optional<int> last = dash == std::string_view::npos ? first : numberOf(part.substr(dash + 1));
        if (!first || !last || *last < *first) {
            return std::nullopt;
        }
        for (int number = *first; number <= *last; ++number) {
            out.push_back(number);
        }
    }
    return out;
}

} // namespace tessera
