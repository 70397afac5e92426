#pragma once

#include "core/engine/scheduler/device.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tessera::engine {

/// Where the tiles of one job come from. Lanes call it on their own threads, several at a time.
class TileSource {
  public:
    TileSource() = default;
    TileSource(const TileSource&) = delete;
    TileSource& operator=(const TileSource&) = delete;
    virtual ~TileSource() = default;

    /// Intensities of a tile, x fastest, after the bundle's grid-wide scaling; the lane does what is scaled by tile.
    [[nodiscard]] virtual std::vector<float> tile(std::uint32_t tile) const = 0;
    /// The scan's file, for errors.
    [[nodiscard]] virtual const std::string& scan() const = 0;
};

/// A stretch of time in which a lane brings a tile to where it is computed, or its labels back.
struct LaneCopy {
    using Time = std::chrono::steady_clock::time_point;
    std::string_view what; ///< a literal, for people
    Time begin, end;
    std::uint64_t bytes = 0;
    bool isBeside = false; ///< on a stream of its own, while the lane computes
};

/// Computes tiles on one lane of one device. Made, used and destroyed on that lane's thread.
class TileLane {
  public:
    TileLane() = default;
    TileLane(const TileLane&) = delete;
    TileLane& operator=(const TileLane&) = delete;
    virtual ~TileLane() = default;

    /// Class index of each voxel of a tile, x fastest.
    /// @throws Error{OutOfMemory} or std::bad_alloc if the device has no room for it: another try is made, here or
    ///   elsewhere; Error{WorkerDied} if what computed it is gone: the tile is tried three times in all; whatever else
    ///   it throws fails the tile's job
    [[nodiscard]] virtual std::vector<std::uint8_t> label(std::uint32_t network, std::uint32_t tile,
                                                          const TileSource& source) = 0;
    /// Gives up the weights of a network, if it has them.
    virtual void drop(std::uint32_t network) = 0;
    /// From now on also copies that take time to be timed: a GPU's.
    virtual void timeCopies() {}
    /// What the last `label` copied, in order: before and after it computed, or beside that.
    [[nodiscard]] virtual std::vector<LaneCopy> takeCopies() { return {}; }
};

using LaneFactory = std::function<std::unique_ptr<TileLane>(const scheduler::DeviceDescription& device)>;

} // namespace tessera::engine
