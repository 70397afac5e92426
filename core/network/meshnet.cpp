#include <algorithm>
#include <stdexcept>

#include <ATen/ATen.h>

#include "core/network/layers.h"
#include "core/network/tile_model.h"

namespace tessera::network {
namespace {

using Type = MeshnetStep::Type;

/// A chain of dilated convolutions over a whole volume. Planes of x flow through all steps a few at a time; each
/// convolution keeps only the planes that its next output still needs, so that every plane is computed once and no
/// step's whole activation (1.4 GB for 256^3 voxels and 21 channels) ever exists.
class Meshnet : public TileModel {
  public:
    Meshnet(const NetworkSpec& spec, std::span<const TensorView> weights);

    [[nodiscard]] std::array<int, 3> axes() const override { return {0, 1, 2}; }
    void run(const at::Tensor& image, std::array<std::int64_t, 3> origin, Precision precision, ScoreSink& sink,
             const Watch& watch) override;

  private:
    /// One run's planes between the steps.
    struct Flow {
        Precision precision;
        ScoreSink& sink;
        const Watch& watch;
        std::int64_t voxels;          ///< of the volume
        std::vector<at::Tensor> kept; ///< by step: input planes of a convolution that are needed again
        std::int64_t voxelsDone = 0;

        void tell() const {
            if (watch) {
                watch(static_cast<double>(voxelsDone) / static_cast<double>(voxels));
            }
        }
    };

    void feed(Flow& flow, std::size_t step, at::Tensor x, bool last);
    void widen(Flow& flow, std::size_t step, at::Tensor x, bool last);
    [[nodiscard]] at::Tensor apply(std::size_t step, at::Tensor x, Precision precision);

    [[nodiscard]] bool isWide(std::size_t step) const {
        return m_steps[step].type == Type::Convolution && m_steps[step].kernel > 1;
    }
    static std::string nameOf(std::size_t step) { return "steps." + std::to_string(step); }

    Layers m_layers;
    std::vector<MeshnetStep> m_steps;
    std::int64_t m_slabPlanes;
    std::size_t m_lastConvolution = 0;
};

Meshnet::Meshnet(const NetworkSpec& spec, std::span<const TensorView> weights)
    : m_layers(weights), m_steps(spec.steps), m_slabPlanes(spec.slabPlanes) {
    std::int64_t channels = 1;
    for (std::size_t step = 0; step < m_steps.size(); ++step) {
        const MeshnetStep& at = m_steps[step];
        const bool convolution = at.type == Type::Convolution;
        if (!convolution && at.type != Type::Affine) {
            continue;
        }
        const std::int64_t out = convolution ? at.channels : channels;
        const std::vector<std::int64_t> shape =
            convolution ? std::vector<std::int64_t>{out, channels, at.kernel, at.kernel, at.kernel}
                        : std::vector<std::int64_t>{out};
        WeightStore& store = m_layers.store();
        if (store.get(nameOf(step) + ".weight").sizes() != at::IntArrayRef(shape) ||
            store.get(nameOf(step) + ".bias").sizes() != at::IntArrayRef({out})) {
            throw std::runtime_error("the weights of step " + std::to_string(step) + " have another shape");
        }
        if (convolution) {
            m_lastConvolution = step;
        } else {
            for (const char* part : {".weight", ".bias"}) {
                store.rearrange(nameOf(step) + part, [](const at::Tensor& t) { return t.view({1, -1, 1, 1, 1}); });
            }
        }
        channels = out;
    }
    if (channels != spec.classes || m_slabPlanes < 1) {
        throw std::runtime_error("the steps don't end in as many channels as there are classes");
    }
}

at::Tensor Meshnet::apply(std::size_t step, at::Tensor x, Precision precision) {
    switch (m_steps[step].type) {
    case Type::Convolution: {
        const std::int64_t dilation = m_steps[step].dilation;
        const std::int64_t around = isWide(step) ? dilation : 0;
        // The last sums are float32 in either precision: they are cheap, and rounded scores would tie.
        const Precision own = step == m_lastConvolution ? Precision::Fp32 : precision;
        return m_layers.convolve(x, nameOf(step), own, {0, around, around}, dilation);
    }
    case Type::Affine: {
        WeightStore& store = m_layers.store();
        return m_layers.stored(x.to(at::kFloat) * store.get(nameOf(step) + ".weight") +
                                   store.get(nameOf(step) + ".bias"),
                               x.scalar_type() == at::kFloat ? Precision::Fp32 : precision);
    }
    case Type::Relu:
        return x.relu_();
    case Type::Elu:
        return at::elu_(x);
    case Type::Gelu:
        return at::gelu(x, "none");
    case Type::Sigmoid:
        break;
    }
    return x.sigmoid_();
}

/// A convolution that looks into neighbouring planes. Its input is what it kept, then `x`; beyond either face of the
/// volume lie planes of zeros.
void Meshnet::widen(Flow& flow, std::size_t step, at::Tensor x, bool last) {
    const std::int64_t dilation = m_steps[step].dilation;
    at::Tensor& kept = flow.kept[step];
    std::vector<std::int64_t> shape = x.sizes().vec();
    shape[2] = dilation;
    const auto zeros = [&] { return channelsLast(at::zeros(shape, x.options())); };
    std::vector<at::Tensor> parts{kept.defined() ? kept : zeros(), x};
    if (last) {
        parts.push_back(zeros());
    }
    const at::Tensor input = channelsLast(at::cat(parts, 2));
    parts.clear(); // the steps to come need the memory
    x.reset();
    kept.reset();
    const std::int64_t out = std::max<std::int64_t>(input.size(2) - 2 * dilation, 0);
    for (std::int64_t first = 0; first < out; first += m_slabPlanes) {
        const std::int64_t planes = std::min(m_slabPlanes, out - first);
        feed(flow, step + 1, apply(step, input.narrow(2, first, planes + 2 * dilation), flow.precision),
             last && first + planes == out);
    }
    if (!last) {
        kept = channelsLast(input.narrow(2, out, input.size(2) - out)).clone();
    }
}

/// Planes into a step and what follows from it; `last`: no more planes come.
void Meshnet::feed(Flow& flow, std::size_t step, at::Tensor x, bool last) {
    for (; step < m_steps.size(); ++step) {
        if (isWide(step)) {
            widen(flow, step, std::move(x), last);
            return;
        }
        x = apply(step, std::move(x), flow.precision);
    }
    const at::Tensor scores = rowsOf(channelsLast(x));
    flow.sink.take(scores, flow.voxelsDone, /*relu=*/false);
    flow.voxelsDone += scores.size(0);
    flow.tell();
}

void Meshnet::run(const at::Tensor& image, std::array<std::int64_t, 3> /*origin*/, Precision precision, ScoreSink& sink,
                  const Watch& watch) {
    Flow flow{precision, sink, watch, image.numel(), std::vector<at::Tensor>(m_steps.size())};
    const at::Tensor input = m_layers.stored(image, precision).unsqueeze(0).unsqueeze(0);
    const std::int64_t depth = input.size(2);
    for (std::int64_t first = 0; first < depth; first += m_slabPlanes) {
        const std::int64_t planes = std::min(m_slabPlanes, depth - first);
        feed(flow, 0, channelsLast(input.narrow(2, first, planes)), first + planes == depth);
        flow.tell(); // also where planes only filled the steps: the caller may want to stop
    }
}

} // namespace

std::unique_ptr<TileModel> makeMeshnet(const NetworkSpec& spec, std::span<const TensorView> weights) {
    return std::make_unique<Meshnet>(spec, weights);
}

} // namespace tessera::network
