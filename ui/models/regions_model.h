#pragma once

#include "core/labels/label_table.h"
#include "core/quantify/measure.h"

#include <QAbstractItemModel>

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

namespace tessera::ui {

/// The regions of a label table with what was measured of them, as a tree of groups or as a plain list, and which of
/// them are to be seen. The GUI thread.
class RegionsModel final : public QAbstractItemModel {
    Q_OBJECT

  public:
    using Colours = std::map<std::int32_t, std::array<std::uint8_t, 3>>; ///< red, green, blue
    enum class Grouping { ByLobe, ByTissue, None };
    /// Whether left and right can be relied on.
    enum class Sides { Verified, Confirmed, Unverified };
    enum Column { Name, Side, Volume, Share, Asymmetry, Agreement, Columns };
    enum Role {
        SortRole = Qt::UserRole, ///< a number, or text in the columns of words; invalid where there is none
        NumberRole,              ///< label number; invalid for groups
        SearchRole               ///< what a search looks through: name, side, lobe, tissue, number
    };

    explicit RegionsModel(QObject* parent = nullptr) : QAbstractItemModel(parent) {}

    /// @param measurement of the same table, or one without regions if nothing was measured. If the table is the same
    /// as before, rows stay as they are with other numbers, and what is hidden stays hidden.
    void setMeasurement(const labels::LabelTable& table, const quantify::Measurement& measurement);
    void clear() { setMeasurement({}, {}); }
    /// What headers and copied rows say about left and right.
    void setSides(Sides sides);
    [[nodiscard]] Sides sides() const { return m_sides; }
    void setGrouping(Grouping grouping);
    [[nodiscard]] Grouping grouping() const { return m_grouping; }

    [[nodiscard]] const labels::LabelTable& table() const { return m_table; }
    /// What was measured of a region, or null.
    [[nodiscard]] const quantify::RegionStats* stats(std::int32_t number) const;

    [[nodiscard]] std::set<std::int32_t> visible() const { return m_visible; }
    void setVisible(const std::set<std::int32_t>& numbers); ///< numbers that the table lacks are left out
    void showAll();
    void showNone() { setVisible({}); }
    void showOnly(std::int32_t number) { setVisible({number}); }

    /// Colours that a person has given regions of this table, by label number. They are kept for the session: a table
    /// that comes back has them again.
    [[nodiscard]] const Colours& colours() const { return m_colours; }
    void setColours(const Colours& colours); ///< numbers that the table lacks are left out
    /// @param numbers regions that get the colour
    void paint(const std::set<std::int32_t>& numbers, const std::array<std::uint8_t, 3>& colour);
    /// As it is shown; the table has that region.
    [[nodiscard]] const std::array<std::uint8_t, 3>& colourOf(const labels::Region& region) const;

    /// Invalid for numbers that the table lacks.
    [[nodiscard]] QModelIndex indexOf(std::int32_t number) const;
    /// None for groups.
    [[nodiscard]] std::optional<std::int32_t> numberAt(const QModelIndex& index) const;

    /// The rows of these indexes as tab-separated text with a header line, numbers as in files; a group stands for its
    /// regions. @param indexes of this model, in the order wanted
    [[nodiscard]] QString tsv(const QModelIndexList& indexes) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& index) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  signals:
    void visibilityChanged(const std::set<std::int32_t>& visible);
    void coloursChanged(const tessera::ui::RegionsModel::Colours& colours);

  private:
    struct Row {
        std::size_t region = 0; ///< place in the table
        quantify::RegionStats stats{};
        bool isMeasured = false;
    };
    struct Group {
        QString name;
        std::vector<Row> rows{};
        std::optional<double> volumeMm3{}, sharePercent{};
    };

    void build(const std::vector<quantify::RegionStats>& stats);
    [[nodiscard]] QString groupNameOf(const labels::Region& region) const;
    [[nodiscard]] bool isGroup(const QModelIndex& index) const;
    [[nodiscard]] const Group& groupAt(const QModelIndex& index) const;
    [[nodiscard]] const Row& rowAt(const QModelIndex& index) const;
    [[nodiscard]] const labels::Region& regionOf(const Row& row) const { return m_table.regions()[row.region]; }
    [[nodiscard]] std::optional<double> numberIn(const QModelIndex& index) const;
    [[nodiscard]] QVariant display(const QModelIndex& index) const;
    [[nodiscard]] QVariant checkState(const QModelIndex& index) const;
    void tellVisibility();
    void tell(Column first, Column last, const QList<int>& roles);
    void keepColours();

    labels::LabelTable m_table;
    std::vector<quantify::RegionStats> m_stats;
    Grouping m_grouping = Grouping::ByLobe;
    Sides m_sides = Sides::Verified;
    std::vector<Group> m_groups;                                    ///< one without a name if there is no grouping
    std::unordered_map<std::int32_t, std::pair<int, int>> m_places; ///< of a label: group and row
    std::set<std::int32_t> m_visible;
    Colours m_colours;
    std::vector<std::pair<std::vector<labels::Region>, Colours>> m_otherColours; ///< of tables that were here before
};

/// "left", "cortical grey matter" and so on, translated; empty for what isn't stated.
[[nodiscard]] QString hemisphereWords(labels::Hemisphere hemisphere);
[[nodiscard]] QString tissueWords(labels::Tissue tissue);

} // namespace tessera::ui
