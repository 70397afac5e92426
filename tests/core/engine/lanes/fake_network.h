#pragma once

#include "core/engine/tiles/tile_lane.h"

#include <string>
#include <vector>

/// What tst_process_lane and its worker agree on: a network without LibTorch, and voxels that make it misbehave.
namespace tessera::test {

inline constexpr float kFails = 1001;               ///< the lane throws an Error with three arguments
inline constexpr float kNoMemory = 1002;            ///< std::bad_alloc
inline constexpr float kForeign = 1003;             ///< a std::runtime_error
inline constexpr float kKilled = 1004;              ///< kill -9
inline constexpr float kLeaves = 1005;              ///< exit code 7
inline constexpr float kWrongCount = 1006;          ///< fewer labels than voxels
inline constexpr float kSleeps = 1007;              ///< a minute
inline constexpr float kComputes = 1010;            ///< three seconds of processor time
inline constexpr float kOutOfMemory = 1008;         ///< Error{OutOfMemory}
inline constexpr float kAsks = 1009;                ///< its first label is the environment's TESSERA_TEST_LABEL
inline constexpr std::uint32_t kDeadlyNetwork = 99; ///< dropping it is kill -9

/// What every lane says of a voxel.
[[nodiscard]] inline std::uint8_t labelOf(float voxel, std::uint32_t network) {
    return static_cast<std::uint8_t>((static_cast<int>(voxel) * 7 + static_cast<int>(network)) % 251);
}

/// A scan whose every tile is the same voxels, or one voxel a tile.
class FakeTiles final : public engine::TileSource {
  public:
    explicit FakeTiles(std::vector<float> voxels) : m_voxels(std::move(voxels)) {}
    [[nodiscard]] std::vector<float> tile(std::uint32_t tile) const override {
        std::vector<float> out = m_voxels;
        for (float& voxel : out) {
            voxel += voxel < 1000 ? static_cast<float>(tile) : 0;
        }
        return out;
    }
    [[nodiscard]] const std::string& scan() const override { return m_scan; }

  private:
    std::vector<float> m_voxels;
    std::string m_scan = "/data/scan.nii";
};

} // namespace tessera::test
