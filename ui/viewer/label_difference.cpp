#include "ui/viewer/label_difference.h"

#include <algorithm>

namespace tessera::ui {
namespace {

std::vector<std::int32_t> numbersOf(const CaseLabels& labels) {
    const std::vector<std::int32_t> numbers = labels.table.numberOfClass();
    std::vector<std::int32_t> out(labels.classes.size());
    std::transform(labels.classes.begin(), labels.classes.end(), out.begin(),
                   [&](std::uint16_t c) { return numbers[c]; });
    return out;
}

} // namespace

LabelDifference differenceOf(const CaseLabels& first, const CaseLabels& second, const Geometry& grid) {
    LabelVolume map{grid, numbersOf(first)};
    const std::vector<std::int32_t> other = numbersOf(second);
    LabelDifference out{quantify::overlapOf(map.labels, other), nullptr};
    for (std::size_t i = 0; i < other.size(); ++i) {
        map.labels[i] = map.labels[i] == other[i] ? 0 : 1;
    }
    const labels::LabelTable table("differences", {{.number = 1, .name = "labels differ", .colour = {255, 60, 200}}},
                                   {.number = 0, .name = "the same label"});
    out.map = makeCaseLabels(second.file, std::move(map), table, {}, {}, grid);
    return out;
}

} // namespace tessera::ui
