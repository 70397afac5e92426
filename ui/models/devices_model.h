#pragma once

#include "ui/bridge/engine_types.h"

#include <QAbstractTableModel>
#include <QElapsedTimer>

#include <deque>
#include <vector>

namespace tessera::ui {

class Engine;

/// What each device does: a row a device, and its last three minutes for a plot. The GUI thread.
class DevicesModel final : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Column { Name, Load, Busy, Lanes, Rate, Memory, Temperature, State, Columns };
    static constexpr double kHistorySeconds = 180;

    /// A moment of a device.
    struct Point {
        double secondsAgo = 0;
        double tilesPerSecond = 0; ///< over the ten seconds before
        double busyShare = 0;      ///< 0..1 of all its lanes, over the three seconds before
        double memoryShare = 0;    ///< 0..1 of its budget; 0 if it has none
    };

    explicit DevicesModel(QObject* parent = nullptr);
    void follow(Engine& engine);

    /// @param seconds when, on any clock that only goes forward
    void takeDevices(const std::vector<DeviceState>& devices, double seconds);

    [[nodiscard]] std::vector<Point> history(int row) const; ///< oldest first
    [[nodiscard]] const DeviceState& device(int row) const { return m_devices.at(static_cast<std::size_t>(row)).now; }
    [[nodiscard]] double tilesPerSecond(int row) const; ///< over the last half minute
    [[nodiscard]] double busyShare(int row) const;      ///< 0..1, likewise
    /// All of it in a line, for the edge of a window: "cpu 96 % · 1.3 of 20 GB · 0.9 tiles/s".
    [[nodiscard]] QString summary() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  private:
    struct Sample {
        double seconds = 0;
        std::int64_t tiles = 0;
        double busySeconds = 0;
        std::int64_t reserved = 0;
    };
    struct Device {
        DeviceState now;
        std::deque<Sample> samples{};
    };

    [[nodiscard]] static double rate(const Device& device, std::size_t last, double seconds);
    [[nodiscard]] static double busy(const Device& device, std::size_t last, double seconds);
    [[nodiscard]] QString text(const Device& device, int column) const;

    std::vector<Device> m_devices;
    QElapsedTimer m_clock;
};

/// Bytes for a person: "1.3 of 20 GB" in the locale's numbers; "1.3 GB" without a budget.
[[nodiscard]] QString memoryWords(std::int64_t used, std::int64_t budget);

} // namespace tessera::ui
