#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tessera::labels {

/// Which side of the body a region belongs to: what its table states, never worked out from coordinates.
enum class Hemisphere {
    NotStated,
    Left,
    Right,
    Midline ///< one region on both sides
};

/// What a region consists of for the most part.
enum class Tissue {
    NotStated,
    CorticalGreyMatter,
    SubcorticalGreyMatter,
    CerebellarGreyMatter,
    WhiteMatter,
    BrainStem,
    CerebrospinalFluid
};

/// The words of the label files: "left", "cortical grey matter", ..., and "n/a" for NotStated.
[[nodiscard]] std::string_view hemisphereName(Hemisphere hemisphere);
[[nodiscard]] std::string_view tissueName(Tissue tissue);

/// One entry of a label table.
struct Region {
    std::int32_t number = 0;
    std::string name{};
    std::array<std::uint8_t, 3> colour{}; ///< red, green, blue
    Hemisphere hemisphere = Hemisphere::NotStated;
    Tissue tissue = Tissue::NotStated;
    std::string lobe{};   ///< upper level of the tree (frontal, ventricles, ...); empty if not stated
    std::string parent{}; ///< structure group, the level between lobe and region; empty if not stated
    std::optional<std::int32_t> counterpart{}; ///< number of the same structure on the other side
    bool operator==(const Region&) const = default;
};

/// A set of labels: what the numbers of a label map mean. Number 0 is the background; it isn't one of the regions.
/// The regions' order is the order of a network's classes: class 0 is the background, class i is regions()[i - 1].
/// Numbers of different tables mean different regions: see `requireSameNames`. A plain value; reading is thread-safe.
class LabelTable {
  public:
    LabelTable() = default; ///< no name and no regions
    /// @throws Error{LabelTableInvalid} with the table's name if a number isn't positive, two regions share a number or
    ///   a name, or a counterpart is missing, one-sided or not on the other side
    LabelTable(std::string name, std::vector<Region> regions, Region background);

    [[nodiscard]] const std::string& name() const noexcept { return m_name; }
    [[nodiscard]] const std::vector<Region>& regions() const noexcept { return m_regions; }
    [[nodiscard]] const Region& background() const noexcept { return m_background; }
    /// Position in `regions()`; none for the background and for numbers that the table doesn't have.
    [[nodiscard]] std::optional<std::size_t> indexOf(std::int32_t number) const;
    /// The region (or background) of that number, or null.
    [[nodiscard]] const Region* find(std::int32_t number) const;
    /// Label number of each class index, class 0 (background) first.
    [[nodiscard]] std::vector<std::int32_t> numberOfClass() const;

    bool operator==(const LabelTable& other) const {
        return m_name == other.m_name && m_regions == other.m_regions && m_background == other.m_background;
    }

  private:
    std::string m_name;
    std::vector<Region> m_regions;
    Region m_background{.number = 0, .name = "background"};
    std::unordered_map<std::int32_t, std::size_t> m_indexOfNumber;
};

/// The BrainCOLOR protocol as SLANT uses it: 132 regions, 133 classes. Made from resources/labels/braincolor.tsv.
[[nodiscard]] const LabelTable& brainColor();

/// Checks before a label map that came with a table of its own is read with another one: every number of `ofMap` must
/// be in `table` under the same name (BrainCOLOR 17 isn't FreeSurfer 17); spaces, dashes and underscores are the same.
/// @param file the map, for the error
/// @throws Error{LabelTableInvalid} naming the first number that differs
void requireSameNames(const LabelTable& ofMap, const LabelTable& table, const std::string& file);

} // namespace tessera::labels
