#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace at {
class Tensor;
} // namespace at

namespace tessera::network {

namespace gpu {
class Lane;
} // namespace gpu

/// Takes a tile's scores slab by slab, so that all of them never exist at once.
class ScoreSink {
  public:
    ScoreSink() = default;
    ScoreSink(const ScoreSink&) = delete;
    ScoreSink& operator=(const ScoreSink&) = delete;
    virtual ~ScoreSink() = default;

    /// `scores` are (n, classes), float32 or bfloat16, of the n voxels from `firstVoxel` on, in the network's own voxel
    /// order. @param relu what is below 0 is 0: the network ends in a ReLU
    virtual void take(const at::Tensor& scores, std::int64_t firstVoxel, bool relu) = 0;
};

/// Keeps the index of the largest score of each voxel by the rule of cuda::FirstLargest: the lowest index wins a tie,
/// NaN never beats a number.
class LabelSink : public ScoreSink {
  public:
    [[nodiscard]] virtual std::span<std::uint8_t> labels() = 0; ///< in the network's voxel order
};

/// On the CPU, in the form that its vector instructions like.
class CpuLabelSink final : public LabelSink {
  public:
    explicit CpuLabelSink(std::int64_t voxels) : m_labels(static_cast<std::size_t>(voxels)) {}
    void take(const at::Tensor& scores, std::int64_t firstVoxel, bool relu) override;
    [[nodiscard]] std::span<std::uint8_t> labels() override { return m_labels; }

  private:
    std::vector<std::uint8_t> m_labels;
};

/// By our kernel: on a GPU, from which each slab's labels come home beside the next slab's work, or its body on the
/// CPU.
class KernelLabelSink final : public LabelSink {
  public:
    /// @param lane of the GPU; null on the CPU
    KernelLabelSink(std::int64_t voxels, gpu::Lane* lane);
    ~KernelLabelSink() override;
    void take(const at::Tensor& scores, std::int64_t firstVoxel, bool relu) override;
    /// Waits for the GPU. @throws c10::Error with what went wrong there
    [[nodiscard]] std::span<std::uint8_t> labels() override;

  private:
    gpu::Lane* m_lane;
    std::unique_ptr<at::Tensor> m_labels; ///< (voxels), bytes of the host
};

/// Keeps the scores of chosen voxels (indices in the network's voxel order).
class PickSink final : public ScoreSink {
  public:
    PickSink(std::vector<std::int64_t> voxels, int classes)
        : m_classes(static_cast<std::size_t>(classes)), m_voxels(std::move(voxels)),
          m_scores(m_voxels.size() * m_classes) {}

    void take(const at::Tensor& scores, std::int64_t firstVoxel, bool relu) override;
    [[nodiscard]] std::vector<float>& scores() noexcept {
        return m_scores;
    } ///< `classes` floats for each voxel in turn

  private:
    std::size_t m_classes;
    std::vector<std::int64_t> m_voxels;
    std::vector<float> m_scores;
};

} // namespace tessera::network
