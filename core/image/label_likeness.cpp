#include "core/image/label_likeness.h"

#include <cmath>

namespace tessera {
namespace {

constexpr double kLeastShare = 0.6;

} // namespace

bool looksLikeLabels(const Volume& volume) {
    if (volume.slope != 1 || volume.intercept != 0) {
        return false;
    }
    const auto row = static_cast<std::size_t>(volume.geometry.size[0]);
    return std::visit(
        [row](const auto& voxels) {
            std::size_t above = 0, same = 0;
            for (std::size_t i = 0; i < voxels.size(); ++i) {
                const auto value = static_cast<double>(voxels[i]);
                if (!(value >= 0) || value != std::floor(value)) {
                    return false;
                }
                const bool hasNext = (i + 1) % row != 0;
                above += value > 0 && hasNext ? 1 : 0;
                same += value > 0 && hasNext && voxels[i + 1] == voxels[i] ? 1 : 0;
            }
            return above > 0 && static_cast<double>(same) > kLeastShare * static_cast<double>(above);
        },
        volume.voxels);
}

} // namespace tessera
