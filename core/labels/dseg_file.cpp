#include "core/base/error.h"
#include "core/base/tsv.h"
#include "core/base/utf8.h"
#include "core/labels/label_files.h"
#include "core/labels/label_text.h"
#include "core/labels/side_names.h"
#include "core/labels/table_builder.h"

#include <charconv>
#include <filesystem>

#include <fmt/format.h>

namespace tessera::labels {
namespace {

constexpr std::array<std::string_view, 9> kColumns{"index", "name",   "color",       "hemisphere", "tissue",
                                                   "lobe",  "parent", "counterpart", "table"};

std::vector<std::string> rowOf(const Region& region, const std::string& table) {
    const auto orNotAvailable = [](const std::string& text) {
        return text.empty() ? std::string(kNotAvailable) : text;
    };
    return {std::to_string(region.number),
            region.name,
            fmt::format("#{:02x}{:02x}{:02x}", region.colour[0], region.colour[1], region.colour[2]),
            std::string(hemisphereName(region.hemisphere)),
            std::string(tissueName(region.tissue)),
            orNotAvailable(region.lobe),
            orNotAvailable(region.parent),
            region.counterpart ? std::to_string(*region.counterpart) : std::string(kNotAvailable),
            table};
}

/// Reads the cells of a dseg.tsv row by row; errors name the file and the line.
class DsegReader {
  public:
    DsegReader(std::string_view text, const std::string& file)
        : m_file(file), m_builder(file), m_lines(textLines(text, file)),
          m_tsv(parseTsv(text, file, ErrorCode::LabelTableInvalid)) {
        for (const std::string_view required : {"index", "name"}) {
            if (!has(required)) {
                throw Error(ErrorCode::LabelTableInvalid, {m_file, fmt::format("there is no column \"{}\"", required)});
            }
        }
    }

    [[nodiscard]] LabelTable read() {
        for (std::size_t row = 0; row < m_tsv.rows.size(); ++row) {
            m_builder.add(lineOf(row), region(row));
        }
        return m_builder.finish(tableName(), !has("counterpart"));
    }

  private:
    [[nodiscard]] bool has(std::string_view column) const { return m_tsv.column(column).has_value(); }
    [[nodiscard]] std::size_t lineOf(std::size_t row) const { return m_lines[row + 1].number; }

    /// Empty if there is no such column or the cell says n/a.
    [[nodiscard]] std::string cell(std::size_t row, std::string_view column) const {
        const auto position = m_tsv.column(column);
        const std::string text = position ? m_tsv.rows[row][*position] : std::string();
        return text == kNotAvailable ? std::string() : text;
    }

    [[noreturn]] void failAt(std::size_t row, std::string_view column) const {
        m_builder.fail(lineOf(row), fmt::format("\"{}\" is no valid {}", cell(row, column), column));
    }

    [[nodiscard]] std::string tableName() const {
        const std::string name = m_tsv.rows.empty() ? std::string() : cell(0, "table");
        for (std::size_t row = 0; row < m_tsv.rows.size(); ++row) {
            if (cell(row, "table") != name) {
                m_builder.fail(lineOf(row), "the column \"table\" holds more than one name");
            }
        }
        return name.empty() ? asUtf8(std::filesystem::path(m_file).filename().string()) : name;
    }

    [[nodiscard]] Region region(std::size_t row) const {
        Region out;
        out.number = m_builder.number(lineOf(row), cell(row, "index"), "index");
        out.name = m_tsv.rows[row][*m_tsv.column("name")];
        out.colour = colour(row, out.number);
        out.hemisphere = hemisphere(row, out.name);
        const std::string tissue = lower(cell(row, "tissue"));
        for (int i = 0; i <= static_cast<int>(Tissue::CerebrospinalFluid); ++i) {
            out.tissue = tissueName(static_cast<Tissue>(i)) == tissue ? static_cast<Tissue>(i) : out.tissue;
        }
        out.lobe = cell(row, "lobe");
        out.parent = cell(row, "parent");
        if (const std::string partner = cell(row, "counterpart"); !partner.empty()) {
            out.counterpart = m_builder.number(lineOf(row), partner, "counterpart");
        }
        return out;
    }

    [[nodiscard]] std::array<std::uint8_t, 3> colour(std::size_t row, std::int32_t number) const {
        const std::string text = cell(row, "color");
        if (text.empty()) {
            return m_builder.defaultColour(number);
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
            return splitSide(name).side;
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
    TableBuilder m_builder;
    std::vector<TextLine> m_lines; // the header's first
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
    return DsegReader(text, file).read();
}

} // namespace tessera::labels
