#include "core/image/volume.h"

#include "core/base/error.h"

#include <cmath>
#include <limits>
#include <type_traits>

namespace tessera {

std::vector<float> Volume::intensities() const {
    return std::visit(
        [this](const auto& stored) {
            std::vector<float> out(stored.size());
            for (std::size_t i = 0; i < stored.size(); ++i) {
                out[i] = static_cast<float>(slope * static_cast<double>(stored[i]) + intercept);
            }
            return out;
        },
        voxels);
}

LabelVolume toLabels(const Volume& volume, const std::string& name) {
    if (volume.slope != 1 || volume.intercept != 0) {
        throw Error(ErrorCode::LabelsScaled, {name, "slope " + std::to_string(volume.slope) + ", intercept " +
                                                        std::to_string(volume.intercept)});
    }
    LabelVolume out{volume.geometry, {}};
    std::visit(
        [&](const auto& stored) {
            using Stored = typename std::decay_t<decltype(stored)>::value_type;
            out.labels.resize(stored.size());
            for (std::size_t i = 0; i < stored.size(); ++i) {
                const auto value = static_cast<double>(stored[i]);
                const bool whole = !std::is_floating_point_v<Stored> || value == std::floor(value);
                if (!whole || value < 0 || value > std::numeric_limits<std::int32_t>::max()) {
                    throw Error(ErrorCode::LabelsNotInteger, {name, std::to_string(value)});
                }
                out.labels[i] = static_cast<std::int32_t>(value);
            }
        },
        volume.voxels);
    return out;
}

} // namespace tessera
