#include "core/engine/scheduler/cost_model.h"

#include <algorithm>

namespace tessera::scheduler {
namespace {

constexpr double kDeviceWeight = 0.3; // of a new measurement
constexpr double kKindWeight = 0.1;
constexpr double kMostRatio = 8; // one odd measurement (a suspended laptop) mustn't spoil the average

} // namespace

CostModel::CostModel(const std::vector<DeviceDescription>& devices) {
    for (const DeviceDescription& device : devices) {
        m_devices.push_back({device, device.speed, false, {}, {}});
    }
}

KindId CostModel::add(const TileKind& kind) {
    m_kinds.push_back(kind);
    m_networks = std::max(m_networks, std::size_t{kind.network} + 1);
    for (Device& device : m_devices) {
        device.factorOfKind.push_back(1);
        device.peakOfKind.push_back(kind.peak(device.description));
    }
    return static_cast<KindId>(m_kinds.size() - 1);
}

Seconds CostModel::seconds(std::size_t device, KindId kind) const {
    const Device& on = m_devices[device];
    return m_kinds[kind].seconds / (on.speed * on.factorOfKind[kind]);
}

Bytes CostModel::peak(std::size_t device, KindId kind) const {
    return m_devices[device].peakOfKind[kind];
}

void CostModel::speedMeasured(std::size_t device, KindId kind, double ratio) {
    const double bounded = std::clamp(ratio, 1 / kMostRatio, kMostRatio);
    Device& on = m_devices[device];
    if (!on.measured) {
        on.speed *= bounded;
        on.measured = true;
        return;
    }
    on.speed *= 1 + kDeviceWeight * (bounded - 1);
    on.factorOfKind[kind] *= 1 + kKindWeight * (bounded - 1);
}

void CostModel::peakMeasured(std::size_t device, KindId kind, Bytes bytes) {
    Bytes& peak = m_devices[device].peakOfKind[kind];
    peak = bytes > peak ? bytes : peak - (peak - bytes) / 8;
}

} // namespace tessera::scheduler
