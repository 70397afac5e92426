#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace tessera::network {

/// Takes a tile's scores slab by slab, so that all of them never exist at once.
class ScoreSink {
  public:
    ScoreSink() = default;
    ScoreSink(const ScoreSink&) = delete;
    ScoreSink& operator=(const ScoreSink&) = delete;
    virtual ~ScoreSink() = default;

    /// `scores` holds `classes` floats for each voxel from `firstVoxel` on, in the network's own voxel order.
    virtual void take(std::span<const float> scores, std::int64_t firstVoxel) = 0;
};

/// Keeps the index of the largest score of each voxel: the lowest index wins a tie, NaN never beats a number.
class LabelSink : public ScoreSink {
  public:
    LabelSink(std::int64_t voxels, int classes) : m_classes(classes), m_labels(static_cast<std::size_t>(voxels)) {}

    void take(std::span<const float> scores, std::int64_t firstVoxel) override;
    [[nodiscard]] std::vector<std::uint8_t>& labels() noexcept { return m_labels; } ///< in the network's voxel order

  private:
    std::int64_t m_classes;
    std::vector<std::uint8_t> m_labels;
};

/// Keeps the scores of chosen voxels (indices in the network's voxel order).
class PickSink : public ScoreSink {
  public:
    PickSink(std::vector<std::int64_t> voxels, int classes)
        : m_classes(static_cast<std::size_t>(classes)), m_voxels(std::move(voxels)),
          m_scores(m_voxels.size() * m_classes) {}

    void take(std::span<const float> scores, std::int64_t firstVoxel) override;
    [[nodiscard]] std::vector<float>& scores() noexcept {
        return m_scores;
    } ///< `classes` floats for each voxel in turn

  private:
    std::size_t m_classes;
    std::vector<std::int64_t> m_voxels;
    std::vector<float> m_scores;
};

} // namespace tessera::network
