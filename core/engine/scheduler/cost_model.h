#pragma once

#include "core/engine/scheduler/contention.h"

#include <vector>

namespace tessera::scheduler {

/// What each kind of tile will cost on each device: the analysis of the model at first, corrected by what was measured.
/// Not safe to use from several threads at once.
///
/// Speed: the first measurement of a device replaces what was believed, then a moving average, new = old + 0.3
/// (measured - old), times a factor per device and kind that moves
/// by a tenth: a device that gets slower is noticed whatever it computes, a kind whose analysis was wrong on one device
/// only is found out in time. Peak: raised at once to what was measured, lowered by an eighth of the difference.
class CostModel {
  public:
    explicit CostModel(const std::vector<DeviceDescription>& devices);

    KindId add(const TileKind& kind);
    [[nodiscard]] const TileKind& kind(KindId id) const { return m_kinds[id]; }
    [[nodiscard]] std::size_t kinds() const { return m_kinds.size(); }
    [[nodiscard]] std::size_t networks() const { return m_networks; }

    /// Seconds of a tile alone on a device.
    [[nodiscard]] Seconds seconds(std::size_t device, KindId kind) const;
    /// Scratch memory of a tile on a device, without weights.
    [[nodiscard]] Bytes peak(std::size_t device, KindId kind) const;
    /// The device's measured speed, relative to a device of speed 1.
    [[nodiscard]] double speed(std::size_t device) const { return m_devices[device].speed; }

    /// A tile took `ratio` times the speed that was expected of it (1: as expected).
    void speedMeasured(std::size_t device, KindId kind, double ratio);
    void peakMeasured(std::size_t device, KindId kind, Bytes bytes);

  private:
    struct Device {
        DeviceDescription description;
        double speed = 1;
        bool measured = false;
        std::vector<double> factorOfKind; ///< on the speed
        std::vector<Bytes> peakOfKind;    ///< predicted
    };
    std::vector<TileKind> m_kinds;
    std::vector<Device> m_devices;
    std::size_t m_networks = 0;
};

} // namespace tessera::scheduler
