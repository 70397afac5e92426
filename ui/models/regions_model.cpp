#include "ui/models/regions_model.h"

#include <QColor>
#include <QLocale>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <utility>

namespace tessera::ui {
namespace {

using labels::Hemisphere;
using labels::Region;
using labels::Tissue;

constexpr int kMm3PerMl = 1000;
/// internalId of what has no parent; a region in a group has its group's row + 1.
constexpr quintptr kTop = 0;

QString capital(QString text) {
    if (!text.isEmpty()) {
        text[0] = text[0].toUpper();
    }
    return text;
}

int decimalsOf(int column) {
    return column == RegionsModel::Asymmetry || column == RegionsModel::Agreement ? 1 : 2;
}

} // namespace

QString hemisphereWords(Hemisphere hemisphere) {
    switch (hemisphere) {
    case Hemisphere::Left:
        return RegionsModel::tr("left");
    case Hemisphere::Right:
        return RegionsModel::tr("right");
    case Hemisphere::Midline:
        return RegionsModel::tr("midline");
    case Hemisphere::NotStated:
        break;
    }
    return {};
}

QString tissueWords(Tissue tissue) {
    switch (tissue) {
    case Tissue::CorticalGreyMatter:
        return RegionsModel::tr("cortical grey matter");
    case Tissue::SubcorticalGreyMatter:
        return RegionsModel::tr("subcortical grey matter");
    case Tissue::CerebellarGreyMatter:
        return RegionsModel::tr("cerebellar grey matter");
    case Tissue::WhiteMatter:
        return RegionsModel::tr("white matter");
    case Tissue::BrainStem:
        return RegionsModel::tr("brain stem");
    case Tissue::CerebrospinalFluid:
        return RegionsModel::tr("cerebrospinal fluid");
    case Tissue::NotStated:
        break;
    }
    return {};
}

void RegionsModel::setMeasurement(const labels::LabelTable& table, const quantify::Measurement& measurement) {
    if (table == m_table) {
        const bool isNew = !m_stats.empty() || !measurement.regions.empty();
        m_stats = measurement.regions;
        build(m_stats); // the same groups and rows
        if (isNew) {
            tell(Volume, Agreement, {Qt::DisplayRole, SortRole, Qt::ToolTipRole});
        }
        return;
    }
    beginResetModel();
    keepColours();
    m_table = table;
    m_stats = measurement.regions;
    build(m_stats);
    const auto kept = std::find_if(m_otherColours.begin(), m_otherColours.end(),
                                   [&](const auto& other) { return other.first == m_table.regions(); });
    m_colours = kept == m_otherColours.end() ? Colours() : kept->second;
    m_visible.clear();
    for (const Region& region : m_table.regions()) {
        m_visible.insert(region.number);
    }
    endResetModel();
    emit visibilityChanged(m_visible);
    emit coloursChanged(m_colours);
}

/// Before another table comes.
void RegionsModel::keepColours() {
    std::erase_if(m_otherColours, [&](const auto& other) { return other.first == m_table.regions(); });
    if (!m_colours.empty()) {
        m_otherColours.emplace_back(m_table.regions(), m_colours);
    }
}

void RegionsModel::setSides(Sides sides) {
    if (sides != m_sides) {
        m_sides = sides;
        emit headerDataChanged(Qt::Horizontal, Name, Asymmetry);
    }
}

void RegionsModel::setGrouping(Grouping grouping) {
    if (grouping != m_grouping) {
        beginResetModel();
        m_grouping = grouping;
        build(m_stats);
        endResetModel();
    }
}

QString RegionsModel::groupNameOf(const Region& region) const {
    QString name;
    if (m_grouping == Grouping::ByLobe) {
        name = capital(QString::fromStdString(region.lobe));
    } else if (m_grouping == Grouping::ByTissue) {
        name = capital(tissueWords(region.tissue));
    }
    return name.isEmpty() ? tr("Other") : name;
}

void RegionsModel::build(const std::vector<quantify::RegionStats>& stats) {
    std::unordered_map<std::int32_t, const quantify::RegionStats*> measured;
    for (const quantify::RegionStats& region : stats) {
        measured[region.number] = &region;
    }
    std::map<QString, std::size_t> places;
    m_groups.clear();
    m_places.clear();
    for (std::size_t i = 0; i < m_table.regions().size(); ++i) {
        const Region& region = m_table.regions()[i];
        const QString name = groupNameOf(region);
        const auto [place, isNew] = places.try_emplace(name, m_groups.size());
        if (isNew) {
            m_groups.push_back({.name = name});
        }
        Group& group = m_groups[place->second];
        m_places[region.number] = {static_cast<int>(place->second), static_cast<int>(group.rows.size())};
        const auto found = measured.find(region.number);
        group.rows.push_back({.region = i});
        if (found != measured.end()) {
            group.rows.back().stats = *found->second;
            group.rows.back().isMeasured = true;
            group.volumeMm3 = group.volumeMm3.value_or(0) + found->second->volumeMm3;
            if (found->second->sharePercent) {
                group.sharePercent = group.sharePercent.value_or(0) + *found->second->sharePercent;
            }
        }
    }
}

const quantify::RegionStats* RegionsModel::stats(std::int32_t number) const {
    const auto place = m_places.find(number);
    if (place == m_places.end()) {
        return nullptr;
    }
    const Row& row =
        m_groups[static_cast<std::size_t>(place->second.first)].rows[static_cast<std::size_t>(place->second.second)];
    return row.isMeasured ? &row.stats : nullptr;
}

void RegionsModel::setVisible(const std::set<std::int32_t>& numbers) {
    std::set<std::int32_t> known;
    std::copy_if(numbers.begin(), numbers.end(), std::inserter(known, known.end()),
                 [this](std::int32_t number) { return m_places.contains(number); });
    if (known != m_visible) {
        m_visible = std::move(known);
        tellVisibility();
    }
}

void RegionsModel::showAll() {
    std::set<std::int32_t> all;
    for (const Region& region : m_table.regions()) {
        all.insert(region.number);
    }
    setVisible(all);
}

void RegionsModel::tell(Column first, Column last, const QList<int>& roles) {
    const int groups = rowCount();
    if (groups > 0) {
        emit dataChanged(index(0, first), index(groups - 1, last), roles);
    }
    for (int row = 0; m_grouping != Grouping::None && row < groups; ++row) {
        const QModelIndex group = index(row, Name);
        emit dataChanged(index(0, first, group), index(rowCount(group) - 1, last, group), roles);
    }
}

void RegionsModel::tellVisibility() {
    tell(Name, Name, {Qt::CheckStateRole});
    emit visibilityChanged(m_visible);
}

void RegionsModel::setColours(const Colours& colours) {
    Colours known = colours;
    std::erase_if(known, [this](const auto& each) { return !m_places.contains(each.first); });
    if (known != m_colours) {
        m_colours = std::move(known);
        tell(Name, Name, {Qt::DecorationRole});
        emit coloursChanged(m_colours);
    }
}

void RegionsModel::paint(const std::set<std::int32_t>& numbers, const std::array<std::uint8_t, 3>& colour) {
    Colours colours = m_colours;
    for (const std::int32_t number : numbers) {
        colours[number] = colour;
    }
    setColours(colours);
}

const std::array<std::uint8_t, 3>& RegionsModel::colourOf(const Region& region) const {
    const auto found = m_colours.find(region.number);
    return found == m_colours.end() ? region.colour : found->second;
}

QModelIndex RegionsModel::indexOf(std::int32_t number) const {
    const auto place = m_places.find(number);
    if (place == m_places.end()) {
        return {};
    }
    const auto [group, row] = place->second;
    return m_grouping == Grouping::None ? index(row, Name) : index(row, Name, index(group, Name));
}

std::optional<std::int32_t> RegionsModel::numberAt(const QModelIndex& index) const {
    if (!index.isValid() || isGroup(index)) {
        return std::nullopt;
    }
    return regionOf(rowAt(index)).number;
}

bool RegionsModel::isGroup(const QModelIndex& index) const {
    return m_grouping != Grouping::None && index.internalId() == kTop;
}

const RegionsModel::Group& RegionsModel::groupAt(const QModelIndex& index) const {
    return m_groups.at(static_cast<std::size_t>(index.row()));
}

const RegionsModel::Row& RegionsModel::rowAt(const QModelIndex& index) const {
    const std::size_t group = m_grouping == Grouping::None ? 0 : index.internalId() - 1;
    return m_groups.at(group).rows.at(static_cast<std::size_t>(index.row()));
}

QModelIndex RegionsModel::index(int row, int column, const QModelIndex& parent) const {
    if (!hasIndex(row, column, parent)) {
        return {};
    }
    return createIndex(row, column, parent.isValid() ? static_cast<quintptr>(parent.row()) + 1 : kTop);
}

QModelIndex RegionsModel::parent(const QModelIndex& index) const {
    if (!index.isValid() || index.internalId() == kTop) {
        return {};
    }
    return createIndex(static_cast<int>(index.internalId() - 1), Name, kTop);
}

int RegionsModel::rowCount(const QModelIndex& parent) const {
    if (m_groups.empty()) {
        return 0;
    }
    if (!parent.isValid()) {
        return static_cast<int>(m_grouping == Grouping::None ? m_groups.front().rows.size() : m_groups.size());
    }
    return isGroup(parent) && parent.column() == Name ? static_cast<int>(groupAt(parent).rows.size()) : 0;
}

int RegionsModel::columnCount(const QModelIndex& /*parent*/) const {
    return Columns;
}

std::optional<double> RegionsModel::numberIn(const QModelIndex& index) const {
    if (isGroup(index)) {
        const Group& group = groupAt(index);
        return index.column() == Volume && group.volumeMm3 ? std::optional(*group.volumeMm3 / kMm3PerMl)
               : index.column() == Share                   ? group.sharePercent
                                                           : std::nullopt;
    }
    const Row& row = rowAt(index);
    if (!row.isMeasured) {
        return std::nullopt;
    }
    switch (index.column()) {
    case Volume:
        return row.stats.volumeMm3 / kMm3PerMl;
    case Share:
        return row.stats.sharePercent;
    case Asymmetry:
        return row.stats.asymmetryPercent;
    case Agreement:
        return row.stats.meanAgreement ? std::optional(100 * *row.stats.meanAgreement) : std::nullopt;
    default:
        return std::nullopt;
    }
}

QVariant RegionsModel::display(const QModelIndex& index) const {
    const int column = index.column();
    if (column == Name) {
        return isGroup(index) ? groupAt(index).name : QString::fromStdString(regionOf(rowAt(index)).name);
    }
    if (column == Side) {
        return isGroup(index) ? QString() : hemisphereWords(regionOf(rowAt(index)).hemisphere);
    }
    const std::optional<double> number = numberIn(index);
    if (!number) {
        return isGroup(index) ? QString() : QStringLiteral("–");
    }
    const QString text = QLocale().toString(*number, 'f', decimalsOf(column));
    return column == Asymmetry && *number > 0 ? "+" + text : text;
}

QVariant RegionsModel::checkState(const QModelIndex& index) const {
    if (!isGroup(index)) {
        return m_visible.contains(regionOf(rowAt(index)).number) ? Qt::Checked : Qt::Unchecked;
    }
    const std::vector<Row>& rows = groupAt(index).rows;
    const auto shown = static_cast<std::size_t>(std::count_if(
        rows.begin(), rows.end(), [this](const Row& row) { return m_visible.contains(regionOf(row).number); }));
    return shown == 0 ? Qt::Unchecked : shown == rows.size() ? Qt::Checked : Qt::PartiallyChecked;
}

QVariant RegionsModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return display(index);
    case Qt::TextAlignmentRole:
        return static_cast<int>((column >= Volume ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::CheckStateRole:
        return column == Name ? checkState(index) : QVariant();
    case Qt::DecorationRole:
        if (column == Name && !isGroup(index)) {
            const auto [red, green, blue] = colourOf(regionOf(rowAt(index)));
            return QColor(red, green, blue);
        }
        return {};
    case SortRole: {
        const std::optional<double> number = numberIn(index);
        return column <= Side ? display(index) : number ? QVariant(*number) : QVariant();
    }
    case NumberRole: {
        const auto number = numberAt(index);
        return number ? QVariant(*number) : QVariant();
    }
    case SearchRole: {
        if (isGroup(index)) {
            return groupAt(index).name;
        }
        const Region& region = regionOf(rowAt(index));
        return QStringList{QString::fromStdString(region.name), hemisphereWords(region.hemisphere),
                           QString::fromStdString(region.lobe), QString::fromStdString(region.parent),
                           tissueWords(region.tissue),          QString::number(region.number)}
            .join('\n');
    }
    case Qt::ToolTipRole: {
        if (isGroup(index)) {
            return tr("Regions in this group: %1").arg(groupAt(index).rows.size());
        }
        const Region& region = regionOf(rowAt(index));
        const QString agreement = index.siblingAtColumn(Agreement).data().toString();
        return tr("Label %1: %2\nAgreement: %3").arg(region.number).arg(QString::fromStdString(region.name), agreement);
    }
    default:
        return {};
    }
}

bool RegionsModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::CheckStateRole || !checkIndex(index, CheckIndexOption::IndexIsValid) || index.column() != Name) {
        return false;
    }
    const bool isShown = value.toInt() != Qt::Unchecked; // a group is shown or hidden as a whole
    std::set<std::int32_t> visible = m_visible;
    const auto set = [&](const Row& row) {
        if (isShown) {
            visible.insert(regionOf(row).number);
        } else {
            visible.erase(regionOf(row).number);
        }
    };
    if (isGroup(index)) {
        std::for_each(groupAt(index).rows.begin(), groupAt(index).rows.end(), set);
    } else {
        set(rowAt(index));
    }
    setVisible(visible);
    return true;
}

Qt::ItemFlags RegionsModel::flags(const QModelIndex& index) const {
    if (!index.isValid()) {
        return Qt::NoItemFlags;
    }
    Qt::ItemFlags out = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    out.setFlag(Qt::ItemIsUserCheckable, index.column() == Name);
    out.setFlag(Qt::ItemNeverHasChildren, !isGroup(index));
    return out;
}

QVariant RegionsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= Columns) {
        return QAbstractItemModel::headerData(section, orientation, role);
    }
    const auto column = static_cast<std::size_t>(section);
    if (role == Qt::DisplayRole) {
        const std::array<QString, Columns> names{tr("Region"), tr("Side"), tr("ml"), tr("%"), tr("L/R %"), tr("Agree")};
        const bool isDoubtful = m_sides == Sides::Unverified && (section <= Side || section == Asymmetry);
        return !isDoubtful       ? names[column]
               : section == Name ? tr("Region (L/R not verified)")
                                 : names[column] + QStringLiteral(" ?");
    }
    if (role == Qt::ToolTipRole) {
        const std::array<QString, Columns> words{tr("Name and colour; ticked: shown over the scan"),
                                                 tr("As the label table states it"),
                                                 tr("Volume in millilitres"),
                                                 tr("Share of the segmented brain, ventricles included"),
                                                 tr("200 (L - R) / (L + R): positive where the left is larger"),
                                                 tr("Agreement: percent of the covering tiles that chose the label, "
                                                    "where four or more cover it; no probability")};
        const bool isDoubtful = m_sides == Sides::Unverified && (section <= Side || section == Asymmetry);
        return isDoubtful
                   ? words[column] + QLatin1Char('\n') +
                         tr("Left and right may be exchanged: the scan's file doesn't state them, or contradicts "
                            "itself. Whoever knows better can confirm them in the menu Case.")
                   : words[column];
    }
    if (role == Qt::TextAlignmentRole) {
        return static_cast<int>((section >= Volume ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    return {};
}

QString RegionsModel::tsv(const QModelIndexList& indexes) const {
    QString out = "index\tname\themisphere\tvolume_ml\tshare_percent\tasymmetry_percent\tmean_agreement\tlaterality\n";
    const QString sides = m_sides == Sides::Verified    ? QStringLiteral("verified")
                          : m_sides == Sides::Confirmed ? QStringLiteral("confirmed by a person")
                                                        : QStringLiteral("unverified");
    std::set<std::int32_t> written;
    const auto write = [&](const QModelIndex& index) {
        const Row& row = rowAt(index);
        const Region& region = regionOf(row);
        if (!written.insert(region.number).second) {
            return;
        }
        const auto text = [](const std::optional<double>& number, int decimals) {
            return number ? QString::number(*number, 'f', decimals) : QStringLiteral("n/a");
        };
        const std::optional<double> volume =
            row.isMeasured ? std::optional(row.stats.volumeMm3 / kMm3PerMl) : std::nullopt;
        out += QStringList{QString::number(region.number),
                           QString::fromStdString(region.name).replace('\t', ' '),
                           QString::fromStdString(std::string(labels::hemisphereName(region.hemisphere))),
                           text(volume, 4),
                           text(row.stats.sharePercent, 3),
                           text(row.stats.asymmetryPercent, 2),
                           text(row.stats.meanAgreement, 4),
                           sides}
                   .join('\t') +
               "\n";
    };
    for (const QModelIndex& each : indexes) {
        if (!isGroup(each)) {
            write(each);
            continue;
        }
        const QModelIndex group = each.siblingAtColumn(Name);
        for (int row = 0; row < rowCount(group); ++row) {
            write(index(row, Name, group));
        }
    }
    return out;
}

} // namespace tessera::ui
