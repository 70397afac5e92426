#include "core/labels/label_files.h"

#include "core/base/error.h"
#include "core/base/tsv.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <map>

#include <fmt/format.h>

namespace tessera::labels {
namespace {

constexpr std::array<std::string_view, 9> kColumns{"index", "name",   "color",       "hemisphere", "tissue",
                                                   "lobe",  "parent", "counterpart", "table"};

std::string colourText(const Region& region) {
    return fmt::format("#{:02x}{:02x}{:02x}", region.colour[0], region.colour[1], region.colour[2]);
}

std::vector<std::string> rowOf(const Region& region, const std::string& table) {
    const auto orNotAvailable = [](const std::string& text) {
        return text.empty() ? std::string(kNotAvailable) : text;
    };
    return {std::to_string(region.number),
            region.name,
            colourText(region),
            std::string(hemisphereName(region.hemisphere)),
            std::string(tissueName(region.tissue)),
            orNotAvailable(region.lobe),
            orNotAvailable(region.parent),
            region.counterpart ? std::to_string(*region.counterpart) : std::string(kNotAvailable),
            table};
}

std::string lower(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return out;
}

struct SidedName {
    Hemisphere side = Hemisphere::NotStated;
    std::string structure; ///< the name without its side
};

SidedName splitName(const std::string& name) {
    const std::string text = lower(name);
    for (const Hemisphere side : {Hemisphere::Left, Hemisphere::Right}) {
        const std::string_view word = hemisphereName(side);
        if (text.starts_with(word) && text.find_first_of(" -_", word.size()) == word.size()) {
            return {side, text.substr(word.size() + 1)};
        }
    }
    return {Hemisphere::NotStated, text};
}

void inferCounterparts(std::vector<Region>& regions) {
    std::map<std::string, std::array<Region*, 2>> pairs;
    for (Region& region : regions) {
        const auto [side, structure] = splitName(region.name);
        if (side != Hemisphere::NotStated && side == region.hemisphere) {
            pairs[structure][side == Hemisphere::Left ? 0 : 1] = &region;
        }
    }
    for (const auto& [structure, pair] : pairs) {
        if (pair[0] != nullptr && pair[1] != nullptr) {
            pair[0]->counterpart = pair[1]->number;
            pair[1]->counterpart = pair[0]->number;
        }
    }
}

/// Reads the cells of a dseg.tsv row by row; errors name the file and the row's label.
class DsegReader {
  public:
    DsegReader(std::string_view text, const std::string& file)
        : m_file(file), m_tsv(parseTsv(text, file, ErrorCode::LabelTableInvalid)) {
        for (const std::string_view required : {"index", "name"}) {
            if (!has(required)) {
                fail(fmt::format("there is no column \"{}\"", required));
            }
        }
    }

    [[nodiscard]] bool has(std::string_view column) const { return m_tsv.column(column).has_value(); }
    [[nodiscard]] std::size_t rows() const { return m_tsv.rows.size(); }

    [[nodiscard]] std::string tableName() const {
        const std::string name = m_tsv.rows.empty() ? std::string() : cell(0, "table");
        for (std::size_t row = 0; row < rows(); ++row) {
            if (cell(row, "table") != name) {
                fail("the column \"table\" holds more than one name");
            }
        }
        return name.empty() ? m_file : name;
    }

    [[nodiscard]] Region region(std::size_t row) const {
        Region out;
        out.number = number(row, "index");
        out.name = m_tsv.rows[row][*m_tsv.column("name")];
        out.colour = colour(row, out.number);
        out.hemisphere = hemisphere(row, out.name);
        const std::string tissue = lower(cell(row, "tissue"));
        for (int i = 0; i <= static_cast<int>(Tissue::CerebrospinalFluid); ++i) {
            out.tissue = tissueName(static_cast<Tissue>(i)) == tissue ? static_cast<Tissue>(i) : out.tissue;
        }
        out.lobe = cell(row, "lobe");
        out.parent = cell(row, "parent");
        if (!cell(row, "counterpart").empty()) {
            out.counterpart = number(row, "counterpart");
        }
        return out;
    }

    [[noreturn]] void fail(const std::string& reason) const {
        throw Error(ErrorCode::LabelTableInvalid, {m_file, reason});
    }

  private:
    /// Empty if there is no such column or the cell says n/a.
    [[nodiscard]] std::string cell(std::size_t row, std::string_view column) const {
        const auto position = m_tsv.column(column);
        const std::string text = position ? m_tsv.rows[row][*position] : std::string();
        return text == kNotAvailable ? std::string() : text;
    }

    [[noreturn]] void failAt(std::size_t row, std::string_view column) const {
        fail(fmt::format("row {}: \"{}\" is no valid {}", row + 1, cell(row, column), column));
    }

    [[nodiscard]] std::int32_t number(std::size_t row, std::string_view column) const {
        const auto value = parseInteger(cell(row, column));
        if (!value || *value < 0 || *value > std::numeric_limits<std::int32_t>::max()) {
            failAt(row, column);
        }
        return static_cast<std::int32_t>(*value);
    }

    [[nodiscard]] std::array<std::uint8_t, 3> colour(std::size_t row, std::int32_t label) const {
        const std::string text = cell(row, "color");
        if (text.empty() && label == 0) {
            return {};
        }
        if (text.empty()) {
            const auto& palette = brainColor().regions();
            return palette[row % palette.size()].colour;
        }
        std::uint32_t rgb = 0;
        const auto [end, error] = std::from_chars(text.data() + 1, text.data() + text.size(), rgb, 16);
        if (text.size() != 7 || text[0] != '#' || error != std::errc{} || end != text.data() + text.size()) {
            failAt(row, "color");
        }
        return {static_cast<std::uint8_t>(rgb >> 16), static_cast<std::uint8_t>(rgb >> 8),
                static_cast<std::uint8_t>(rgb)};
    }

    [[nodiscard]] Hemisphere hemisphere(std::size_t row, const std::string& name) const {
        if (!has("hemisphere")) {
            return splitName(name).side;
        }
        const std::string text = lower(cell(row, "hemisphere"));
        if (text.empty()) {
            return Hemisphere::NotStated;
        }
        if (text == "left" || text == "l") {
            return Hemisphere::Left;
        }
        if (text == "right" || text == "r") {
            return Hemisphere::Right;
        }
        if (text == "midline" || text == "both" || text == "bilateral") {
            return Hemisphere::Midline;
        }
        failAt(row, "hemisphere");
    }

    std::string m_file;
    Tsv m_tsv;
};

} // namespace

std::string dsegTsv(const LabelTable& table) {
    Tsv tsv{{kColumns.begin(), kColumns.end()}, {rowOf(table.background(), table.name())}};
    for (const Region& region : table.regions()) {
        tsv.rows.push_back(rowOf(region, table.name()));
    }
    return writeTsv(tsv);
}

LabelTable parseDsegTsv(std::string_view text, const std::string& file) {
    const DsegReader reader(text, file);
    Region background{.number = 0, .name = "background"};
    bool hasBackground = false;
    std::vector<Region> regions;
    for (std::size_t row = 0; row < reader.rows(); ++row) {
        Region region = reader.region(row);
        if (region.number != 0) {
            regions.push_back(std::move(region));
        } else if (hasBackground) {
            reader.fail("the number 0 occurs twice");
        } else {
            background = std::move(region);
            hasBackground = true;
        }
    }
    if (!reader.has("counterpart")) {
        inferCounterparts(regions);
    }
    const std::string name = reader.tableName();
    try {
        return {name, std::move(regions), std::move(background)};
    } catch (const Error& error) {
        reader.fail(error.arguments().back()); // the table knows its name, not its file
    }
}

std::string freeSurferLut(const LabelTable& table) {
    std::string out = fmt::format("# {}\n#No. Label Name:                            R   G   B   A\n", table.name());
    const auto append = [&out](const Region& region) {
        std::string name = region.name;
        std::replace_if(
            name.begin(), name.end(), [](char c) { return c == ' ' || c == '\t' || c == '\n'; }, '-');
        out += fmt::format("{:<6}{:<62} {:<3} {:<3} {:<3} 0\n", region.number, name, region.colour[0], region.colour[1],
                           region.colour[2]);
    };
    append(table.background());
    std::for_each(table.regions().begin(), table.regions().end(), append);
    return out;
}

std::string itkSnapLabels(const LabelTable& table) {
    std::string out = fmt::format("################################################\n"
                                  "# ITK-SnAP Label Description File\n"
                                  "# {}\n"
                                  "# File format:\n"
                                  "# IDX   -R-  -G-  -B-  -A--  VIS MSH  LABEL\n"
                                  "# Fields:\n"
                                  "#    IDX:   Zero-based index\n"
                                  "#    -R-:   Red color component (0..255)\n"
                                  "#    -G-:   Green color component (0..255)\n"
                                  "#    -B-:   Blue color component (0..255)\n"
                                  "#    -A-:   Label transparency (0.00 .. 1.00)\n"
                                  "#    VIS:   Label visibility (0 or 1)\n"
                                  "#    IDX:   Label mesh visibility (0 or 1)\n"
                                  "#  LABEL:   Label description\n"
                                  "################################################\n"
                                  "    0     0    0    0        0  0  0    \"Clear Label\"\n",
                                  table.name());
    for (const Region& region : table.regions()) {
        std::string name = region.name;
        std::replace(name.begin(), name.end(), '"', '\'');
        std::replace(name.begin(), name.end(), '\n', ' ');
        out += fmt::format("{:5} {:5} {:4} {:4}        1  1  1    \"{}\"\n", region.number, region.colour[0],
                           region.colour[1], region.colour[2], name);
    }
    return out;
}

} // namespace tessera::labels
