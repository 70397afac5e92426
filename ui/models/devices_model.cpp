#include "ui/models/devices_model.h"

#include "ui/bridge/engine.h"

#include <QLocale>

#include <algorithm>
#include <array>
#include <utility>

namespace tessera::ui {
namespace {

constexpr double kTableSeconds = 30;
constexpr double kGigabyte = 1e9;
const QString kUnknown = QStringLiteral("–");

/// Whether a column shows what a device's own meters say, and they don't.
bool isUnknown(const DeviceState& device, int column) {
    switch (column) {
    case DevicesModel::Load:
        return !device.loadPercent;
    case DevicesModel::Memory:
        return !device.usedByUsBytes || !device.usedByOthersBytes;
    case DevicesModel::Temperature:
        return !device.temperatureC;
    default:
        return false;
    }
}

/// The latest sample that is at least so much older than another; the oldest if there is none.
template <class Samples>
const auto& sampleBefore(const Samples& samples, std::size_t last, double seconds) {
    std::size_t i = last;
    while (i > 0 && samples[last].seconds - samples[i].seconds < seconds) {
        --i;
    }
    return samples[i];
}

QString gigabytes(std::int64_t bytes) {
    const double value = static_cast<double>(bytes) / kGigabyte;
    return QLocale().toString(value, 'f', value < 9.95 ? 1 : 0);
}

QString gigabytesOrDash(const std::optional<std::int64_t>& bytes) {
    return bytes ? gigabytes(*bytes) : kUnknown;
}

QString percent(double share) {
    return QLocale().toString(100 * share, 'f', 0) + " %";
}

} // namespace

QString memoryWords(std::int64_t used, std::int64_t budget) {
    return budget > 0 ? DevicesModel::tr("%1 of %2 GB").arg(gigabytes(used), gigabytes(budget))
                      : DevicesModel::tr("%1 GB").arg(gigabytes(used));
}

DevicesModel::DevicesModel(QObject* parent) : QAbstractTableModel(parent) {
    m_clock.start();
}

void DevicesModel::follow(Engine& engine) {
    connect(&engine, &Engine::devicesChanged, this, [this](const std::vector<DeviceState>& devices) {
        takeDevices(devices, static_cast<double>(m_clock.elapsed()) / 1000);
    });
}

void DevicesModel::takeDevices(const std::vector<DeviceState>& devices, double seconds) {
    const auto isSame = [](const Device& known, const DeviceState& now) { return known.now.name == now.name; };
    if (!std::equal(m_devices.begin(), m_devices.end(), devices.begin(), devices.end(), isSame)) {
        beginResetModel();
        m_devices.clear();
        for (const DeviceState& device : devices) {
            m_devices.push_back({.now = device});
        }
        endResetModel();
    }
    for (std::size_t i = 0; i < devices.size(); ++i) {
        Device& device = m_devices[i];
        device.now = devices[i];
        auto& samples = device.samples;
        if (!samples.empty() && samples.back().tiles > device.now.tiles) {
            samples.clear(); // the engine has started anew and counts from 0
        }
        samples.push_back({seconds, device.now.tiles, device.now.busySeconds, device.now.reservedBytes});
        while (samples.back().seconds - samples.front().seconds > kHistorySeconds) {
            samples.pop_front();
        }
    }
    if (!m_devices.empty()) {
        emit dataChanged(index(0, 0), index(rowCount() - 1, Columns - 1));
    }
}

double DevicesModel::rate(const Device& device, std::size_t last, double seconds) {
    const Sample& now = device.samples[last];
    const Sample& before = sampleBefore(device.samples, last, seconds);
    const double time = now.seconds - before.seconds;
    return time > 0 ? static_cast<double>(now.tiles - before.tiles) / time : 0;
}

double DevicesModel::busy(const Device& device, std::size_t last, double seconds) {
    const Sample& now = device.samples[last];
    const Sample& before = sampleBefore(device.samples, last, seconds);
    const double time = (now.seconds - before.seconds) * std::max(1, device.now.lanes);
    return time > 0 ? std::clamp((now.busySeconds - before.busySeconds) / time, 0.0, 1.0) : 0;
}

double DevicesModel::tilesPerSecond(int row) const {
    const Device& device = m_devices.at(static_cast<std::size_t>(row));
    return device.samples.empty() ? 0 : rate(device, device.samples.size() - 1, kTableSeconds);
}

double DevicesModel::busyShare(int row) const {
    const Device& device = m_devices.at(static_cast<std::size_t>(row));
    return device.samples.empty() ? 0 : busy(device, device.samples.size() - 1, kTableSeconds);
}

std::vector<DevicesModel::Point> DevicesModel::history(int row) const {
    const Device& device = m_devices.at(static_cast<std::size_t>(row));
    std::vector<Point> out;
    for (std::size_t i = 0; i < device.samples.size(); ++i) {
        const Sample& sample = device.samples[i];
        const auto budget = static_cast<double>(device.now.budgetBytes);
        out.push_back(
            {.secondsAgo = device.samples.back().seconds - sample.seconds,
             .tilesPerSecond = rate(device, i, 10),
             .busyShare = busy(device, i, 3),
             .memoryShare = budget > 0 ? std::clamp(static_cast<double>(sample.reserved) / budget, 0.0, 1.0) : 0});
    }
    return out;
}

QString DevicesModel::summary() const {
    QStringList out;
    for (int row = 0; row < rowCount(); ++row) {
        const DeviceState& now = device(row);
        out << (now.lost ? tr("%1 lost").arg(now.name)
                         : tr("%1 %2 · %3 · %4 tiles/s")
                               .arg(now.name, percent(busyShare(row)), memoryWords(now.reservedBytes, now.budgetBytes),
                                    QLocale().toString(tilesPerSecond(row), 'f', 1)));
    }
    return out.join("   ");
}

int DevicesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_devices.size());
}

int DevicesModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : Columns;
}

QString DevicesModel::text(const Device& device, int column) const {
    const int row = static_cast<int>(&device - m_devices.data());
    const DeviceState& now = device.now;
    switch (column) {
    case Name:
        return now.name;
    case Load:
        return now.loadPercent ? percent(*now.loadPercent / 100.0) : kUnknown;
    case Lanes:
        return tr("%1 of %2").arg(QLocale().toString(now.running), QLocale().toString(now.lanes));
    case Rate:
        return QLocale().toString(tilesPerSecond(row), 'f', 2);
    case Busy:
        return percent(busyShare(row));
    case Memory:
        return tr("%1 / %2 / %3 GB")
            .arg(gigabytesOrDash(now.usedByUsBytes), gigabytesOrDash(now.usedByOthersBytes),
                 gigabytes(now.budgetBytes));
    case Temperature:
        return now.temperatureC ? tr("%1 °C").arg(QLocale().toString(*now.temperatureC)) : kUnknown;
    case State:
        return now.lost ? tr("lost") : now.running > 0 ? tr("computing") : tr("idle");
    default:
        return {};
    }
}

QVariant DevicesModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Device& device = m_devices[static_cast<std::size_t>(index.row())];
    if (role == Qt::DisplayRole) {
        return text(device, index.column());
    }
    if (role == Qt::TextAlignmentRole && index.column() > Name && index.column() < State) {
        return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
    }
    if (role == Qt::ToolTipRole && isUnknown(device.now, index.column())) {
        return device.now.whyUnknown.isEmpty() ? tr("Not measured yet.")
                                               : tr("Not measured: %1.").arg(device.now.whyUnknown);
    }
    if (role == Qt::ToolTipRole) {
        return tr("%1: %2 tiles so far, at most %3 reserved; workers that died: %4")
            .arg(device.now.name, QLocale().toString(static_cast<qlonglong>(device.now.tiles)),
                 memoryWords(device.now.peakBytes, device.now.budgetBytes), QLocale().toString(device.now.deaths));
    }
    return {};
}

QVariant DevicesModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::ToolTipRole) || section < 0 ||
        section >= Columns) {
        return QAbstractTableModel::headerData(section, orientation, role);
    }
    const std::array<std::pair<QString, QString>, Columns> texts{{
        {tr("Device"), {}},
        {tr("Load"), tr("How busy it was in the last second, with whomever's work")},
        {tr("Busy"), tr("How much of the last half minute its lanes computed tiles")},
        {tr("Lanes"), tr("Tiles at this moment, of as many as it takes at a time")},
        {tr("Tiles/s"), tr("Tiles a second over the last half minute")},
        {tr("Ours / others / budget"),
         tr("Memory that the engine uses, that everybody else uses, and that is ours to use")},
        {tr("Temp."), tr("Temperature, as its sensor says")},
        {tr("State"), {}},
    }};
    const auto& [name, meaning] = texts[static_cast<std::size_t>(section)];
    return role == Qt::DisplayRole ? name : meaning;
}

} // namespace tessera::ui
