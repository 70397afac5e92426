#include "tests/ui/viewer/phantom_head.h"

#include <algorithm>

namespace tessera::test {

bool AxisLayout::isRightHanded() const {
    const bool isEven = (order[1] - order[0] + 3) % 3 == 1;
    const int turned = (against & 1) + (against >> 1 & 1) + (against >> 2 & 1);
    return isEven == (turned % 2 == 0);
}

std::string AxisLayout::name() const {
    std::string out;
    for (int axis = 0; axis < 3; ++axis) {
        out += "RASLPI"[order[axis] + ((against >> axis & 1) != 0 ? 3 : 0)];
    }
    return out;
}

std::vector<AxisLayout> axisLayouts() {
    std::vector<AxisLayout> out;
    AxisLayout layout;
    do {
        for (layout.against = 0; layout.against < 8; ++layout.against) {
            out.push_back(layout);
        }
    } while (std::ranges::next_permutation(layout.order).found);
    return out;
}

Vec3 Mark::centre() const {
    Vec3 out{};
    for (int axis = 0; axis < 3; ++axis) {
        out[axis] = kHeadOrigin[axis] + kHeadSpacing[axis] * (first[axis] + last[axis]) / 2.0;
    }
    return out;
}

Vec3 headCentre() {
    Vec3 out{};
    for (int axis = 0; axis < 3; ++axis) {
        out[axis] = kHeadOrigin[axis] + kHeadSpacing[axis] * static_cast<double>(kHeadSize[axis] - 1) / 2;
    }
    return out;
}

FloatVolume phantomHead(const AxisLayout& layout) {
    Size3 size{};
    Affine matrix = Affine::translation(kHeadOrigin);
    for (int axis = 0; axis < 3; ++axis) {
        const int world = layout.order[axis];
        const bool isAgainst = (layout.against >> axis & 1) != 0;
        size[axis] = kHeadSize[world];
        for (int row = 0; row < 3; ++row) {
            matrix(row, axis) = row != world ? 0 : (isAgainst ? -kHeadSpacing[world] : kHeadSpacing[world]);
        }
        matrix(world, 3) += isAgainst ? kHeadSpacing[world] * static_cast<double>(kHeadSize[world] - 1) : 0;
    }
    FloatVolume out{Geometry::fromAffine(size, matrix), {}};
    out.voxels.resize(out.geometry.voxels());
    std::array<std::int64_t, 3> voxel{};
    for (voxel[2] = 0; voxel[2] < size[2]; ++voxel[2]) {
        for (voxel[1] = 0; voxel[1] < size[1]; ++voxel[1]) {
            for (voxel[0] = 0; voxel[0] < size[0]; ++voxel[0]) {
                std::array<std::int64_t, 3> inWorld{};
                for (int axis = 0; axis < 3; ++axis) {
                    const bool isAgainst = (layout.against >> axis & 1) != 0;
                    inWorld[layout.order[axis]] = isAgainst ? size[axis] - 1 - voxel[axis] : voxel[axis];
                }
                for (const Mark& mark : kMarks) {
                    bool isIn = true;
                    for (int axis = 0; axis < 3; ++axis) {
                        isIn = isIn && inWorld[axis] >= mark.first[axis] && inWorld[axis] <= mark.last[axis];
                    }
                    if (isIn) {
                        out.voxels[out.geometry.index(voxel[0], voxel[1], voxel[2])] = mark.intensity;
                    }
                }
            }
        }
    }
    return out;
}

labels::LabelTable markTable() {
    return labels::LabelTable("marks",
                              {{.number = 1, .name = "left", .colour = {255, 0, 0}},
                               {.number = 2, .name = "anterior", .colour = {0, 255, 0}},
                               {.number = 3, .name = "superior", .colour = {0, 0, 255}}},
                              {.number = 0, .name = "background"});
}

LabelVolume markLabels(const Geometry& grid, const std::vector<float>& head) {
    LabelVolume out{grid, std::vector<std::int32_t>(head.size())};
    std::ranges::transform(head, out.labels.begin(), [](float voxel) {
        const auto* mark = std::ranges::find(kMarks, voxel, &Mark::intensity);
        return static_cast<std::int32_t>(mark == kMarks.end() ? 0 : mark - kMarks.begin() + 1);
    });
    return out;
}

} // namespace tessera::test
