#include <algorithm>
#include <stdexcept>

#include <ATen/ATen.h>
#include <ATen/Dispatch.h>
#include <ATen/Parallel.h>

#include "core/network/layers.h"
#include "core/network/tile_model.h"

namespace tessera::network {
namespace {

constexpr std::int64_t kSpread = 16;    ///< channels at 1 mm that `spread` makes of the coarse features
constexpr std::int64_t kSlabPlanes = 4; ///< planes of x whose scores are in memory at once; even

/// TileNet of tessera-mini's train.py. The U-Net runs at 2 mm on the whole tile; what runs at 1 mm has no statistics
/// over the tile and is therefore computed in slabs along x.
class Tilenet : public TileModel {
  public:
    Tilenet(const NetworkSpec& spec, std::span<const TensorView> weights);

    [[nodiscard]] std::array<int, 3> axes() const override { return {0, 1, 2}; }
    void run(const at::Tensor& image, std::array<std::int64_t, 3> origin, Precision precision, ScoreSink& sink,
             const Watch& watch) override;

  private:
    void checkTile(const at::Tensor& image, std::array<std::int64_t, 3> origin) const;
    at::Tensor block(const at::Tensor& x, const std::string& name, Precision precision);
    at::Tensor coarse(const at::Tensor& image, const at::Tensor& place, Precision precision);
    /// `planes` planes of x from `first` on of the input of `fine`, (planes, Y, Z, 17); zeros outside the tile.
    at::Tensor fineInput(const at::Tensor& spread, const at::Tensor& image, std::int64_t first, std::int64_t planes,
                         std::array<std::int64_t, 3> size) const;

    Layers m_layers;
    std::array<std::int64_t, 3> m_grid;
    at::Tensor m_places; ///< (1, 35, X, Y, Z) of the working grid at 2 mm
};

/// x, y, z in [-1, 1] at the centres of 2 mm voxels, then the atlas at 2 mm (trilinear).
at::Tensor placesOf(const at::Tensor& given, std::array<std::int64_t, 3> grid) {
    const at::Tensor atlas = given.cpu(); // the same bits on every device
    std::vector<at::Tensor> axes;
    for (const std::int64_t voxels : grid) {
        const std::int64_t n = voxels / 2;
        axes.push_back((at::arange(n, at::kFloat) + .5) * 2 / n - 1);
    }
    const at::Tensor where = at::stack(at::meshgrid(axes, "ij")).unsqueeze(0);
    const at::Tensor fine =
        at::upsample_trilinear3d(atlas.unsqueeze(0), {grid[0] / 2, grid[1] / 2, grid[2] / 2}, false);
    return channelsLast(at::cat({where, fine}, 1)).to(given.device());
}

/// (1, 1, X, Y, Z) -> (1, 8, X/2, Y/2, Z/2): the eight voxels of a 2 mm voxel as channels.
at::Tensor unshuffle(const at::Tensor& x) {
    const auto [a, b, c] = sizeOf(x);
    return x.view({1, a / 2, 2, b / 2, 2, c / 2, 2})
        .permute({0, 2, 4, 6, 1, 3, 5})
        .reshape({1, 8, a / 2, b / 2, c / 2});
}

/// Fills `planes` x-planes from `first` on (they may lie outside the tile: zeros) of the input of `fine`: for each
/// voxel its 16 channels of `spread`, whose rows hold the eight voxels of a 2 mm voxel one after the other, then the
/// image.
template <typename Scalar>
void fillSlab(at::Tensor& slab, const at::Tensor& spread, const at::Tensor& image, std::int64_t first,
              std::array<std::int64_t, 3> size) {
    const std::int64_t planes = slab.size(0);
    const std::int64_t channels = kSpread + 1;
    auto* const out = slab.data_ptr<Scalar>();
    const auto* const features = spread.const_data_ptr<Scalar>();
    const auto* const intensities = image.const_data_ptr<Scalar>();
    at::parallel_for(0, planes * size[1], 16, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t line = begin; line < end; ++line) {
            const std::int64_t x = first + line / size[1];
            const std::int64_t y = line % size[1];
            Scalar* voxel = out + line * size[2] * channels;
            if (x < 0 || x >= size[0]) {
                std::fill_n(voxel, size[2] * channels, Scalar(0));
                continue;
            }
            const std::int64_t parents = ((x / 2) * (size[1] / 2) + y / 2) * (size[2] / 2);
            const std::int64_t corner = (x % 2) * 4 + (y % 2) * 2;
            const Scalar* const intensity = intensities + (x * size[1] + y) * size[2];
            for (std::int64_t z = 0; z < size[2]; ++z, voxel += channels) {
                std::copy_n(features + ((parents + z / 2) * 8 + corner + z % 2) * kSpread, kSpread, voxel);
                voxel[kSpread] = intensity[z];
            }
        }
    });
}

/// The same slab, (planes, Y, Z, 17), by operations that every device has.
at::Tensor slabOf(const at::Tensor& spread, const at::Tensor& image, std::int64_t first, std::int64_t planes,
                  std::array<std::int64_t, 3> size) {
    const std::int64_t begin = std::max<std::int64_t>(first, 0);
    const std::int64_t end = std::min(first + planes, size[0]);
    const std::int64_t from = begin / 2, to = (end + 1) / 2; // planes of 2 mm
    const at::Tensor features = spread.view({size[0] / 2, size[1] / 2, size[2] / 2, 2, 2, 2, kSpread})
                                    .narrow(0, from, to - from)
                                    .permute({0, 3, 1, 4, 2, 5, 6})
                                    .reshape({2 * (to - from), size[1], size[2], kSpread})
                                    .narrow(0, begin - 2 * from, end - begin);
    const at::Tensor inside = at::cat({features, image.narrow(0, begin, end - begin).unsqueeze(3)}, 3);
    return at::constant_pad_nd(inside, {0, 0, 0, 0, 0, 0, begin - first, first + planes - end});
}

Tilenet::Tilenet(const NetworkSpec& spec, std::span<const TensorView> weights)
    : m_layers(weights, spec.device), m_grid(spec.grid) {
    WeightStore& store = m_layers.store();
    const at::Tensor& atlas = store.get("atlas");
    for (int axis = 0; axis < 3; ++axis) {
        if (m_grid[axis] <= 0 || m_grid[axis] != 4 * atlas.size(axis + 1)) {
            throw std::runtime_error("the working grid must have four voxels for each one of the network's atlas");
        }
    }
    if (store.get("head.weight").size(0) != spec.classes) {
        throw std::runtime_error("the weights are for another number of classes");
    }
    // From (16 channels, 8 voxels) to (8 voxels, 16 channels), so that a voxel's channels lie together.
    const auto byVoxel = [](const at::Tensor& t) {
        return t.view({kSpread, 8, -1}).transpose(0, 1).reshape(t.sizes()).contiguous();
    };
    store.rearrange("spread.weight", byVoxel);
    store.rearrange("spread.bias", byVoxel);
    m_places = placesOf(atlas, m_grid);
}

void Tilenet::checkTile(const at::Tensor& image, std::array<std::int64_t, 3> origin) const {
    for (int axis = 0; axis < 3; ++axis) {
        if (origin[axis] % 2 != 0 || image.size(axis) % 2 != 0) {
            throw std::runtime_error("the tile's origin and size must be even");
        }
        if (image.size(axis) < 16 || origin[axis] < 0 || origin[axis] + image.size(axis) > m_grid[axis]) {
            throw std::runtime_error(
                "the tile must have 16 voxels or more along each axis and lie in the working grid");
        }
    }
}

at::Tensor Tilenet::block(const at::Tensor& x, const std::string& name, Precision precision) {
    const at::Tensor first = m_layers.normalise(m_layers.convolve(x, name + ".0", precision), name + ".1");
    return m_layers.normalise(m_layers.convolve(first, name + ".3", precision), name + ".4");
}

/// The U-Net's features and the place itself, (1, 24 + 35, X/2, Y/2, Z/2).
at::Tensor Tilenet::coarse(const at::Tensor& image, const at::Tensor& place, Precision precision) {
    std::vector<at::Tensor> levels;
    at::Tensor x = channelsLast(at::cat({unshuffle(image), place}, 1));
    for (int level = 0; level < 4; ++level) {
        x = block(level == 0 ? x : at::max_pool3d(x, 2), "down." + std::to_string(level), precision);
        levels.push_back(x);
    }
    for (int step = 0; step < 3; ++step) {
        const at::Tensor& skip = levels[static_cast<std::size_t>(2 - step)];
        const std::string index = std::to_string(step);
        const at::Tensor lifted = volumeOf(m_layers.product(rowsOf(x), "lift." + index, precision), sizeOf(x));
        const at::Tensor enlarged = at::upsample_nearest3d(lifted, sizeOf(skip));
        x = block(channelsLast(at::cat({enlarged, skip}, 1)), "up." + index, precision);
        levels.pop_back();
    }
    return channelsLast(at::cat({x, place}, 1));
}

at::Tensor Tilenet::fineInput(const at::Tensor& spread, const at::Tensor& image, std::int64_t first,
                              std::int64_t planes, std::array<std::int64_t, 3> size) const {
    if (m_layers.onGpu()) {
        return slabOf(spread, image, first, planes, size);
    }
    at::Tensor slab = at::empty({planes, size[1], size[2], kSpread + 1}, image.options());
    if (slab.scalar_type() == at::kBFloat16) {
        fillSlab<at::BFloat16>(slab, spread, image, first, size);
    } else {
        fillSlab<float>(slab, spread, image, first, size);
    }
    return slab;
}

void Tilenet::run(const at::Tensor& image, std::array<std::int64_t, 3> origin, Precision precision, ScoreSink& sink,
                  const Watch& /*watch*/) {
    checkTile(image, origin);
    const std::array<std::int64_t, 3> size{image.size(0), image.size(1), image.size(2)};
    at::Tensor place = m_places;
    for (int axis = 0; axis < 3; ++axis) {
        place = place.narrow(axis + 2, origin[axis] / 2, size[axis] / 2);
    }
    const at::Tensor input = m_layers.stored(image, precision);
    const at::Tensor features =
        rowsOf(coarse(input.view({1, 1, size[0], size[1], size[2]}), m_layers.stored(place, precision), precision));
    const at::Tensor spread = m_layers.product(features, "spread", precision);
    const std::int64_t parents = size[1] / 2 * (size[2] / 2); // 2 mm voxels in a 2 mm plane
    const std::int64_t voxels = size[1] * size[2];            // 1 mm voxels in a 1 mm plane
    for (std::int64_t x = 0; x < size[0]; x += kSlabPlanes) {
        const std::int64_t planes = std::min(kSlabPlanes, size[0] - x);
        const at::Tensor slab = fineInput(spread, input, x - 1, planes + 2, size);
        const at::Tensor fine =
            m_layers.convolve(slab.unsqueeze(0).permute({0, 4, 1, 2, 3}), "fine.0", precision, {0, 1, 1}).relu_();
        // The last sums are float32 in either precision: they are cheap, and rounded scores would tie.
        at::Tensor scores = m_layers.product(rowsOf(fine).to(at::kFloat), "head", Precision::Fp32);
        const at::Tensor coarseScores = m_layers.product(
            features.narrow(0, x / 2 * parents, planes / 2 * parents).to(at::kFloat), "score", Precision::Fp32);
        scores.view({planes / 2, 2, size[1] / 2, 2, size[2] / 2, 2, -1})
            .add_(coarseScores.view({planes / 2, 1, size[1] / 2, 1, size[2] / 2, 1, -1}));
        sink.take(scores, x * voxels, /*relu=*/false);
    }
}

} // namespace

std::unique_ptr<TileModel> makeTilenet(const NetworkSpec& spec, std::span<const TensorView> weights) {
    return std::make_unique<Tilenet>(spec, weights);
}

} // namespace tessera::network
