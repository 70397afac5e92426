#include "core/labels/colour_tables.h"

#include "core/base/tsv.h"
#include "core/base/utf8.h"
#include "core/labels/side_names.h"
#include "core/labels/table_builder.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <optional>

namespace tessera::labels {
namespace {

std::string nameOfTable(const std::string& file) {
    return asUtf8(std::filesystem::path(file).filename().string());
}

bool isComment(std::string_view line) {
    const std::size_t begin = line.find_first_not_of(" \t");
    return begin == std::string_view::npos || line[begin] == '#';
}

/// A colour's component: 0 to 255. Slicer writes fractions where a colour was made from numbers of 0 to 1.
std::uint8_t component(const TableBuilder& builder, std::size_t line, std::string_view text) {
    const auto value = parseNumber(text);
    if (!value || !(*value >= 0 && *value <= 255)) {
        builder.fail(line, "\"" + std::string(text) + "\" is no colour from 0 to 255");
    }
    return static_cast<std::uint8_t>(std::lround(*value));
}

std::vector<std::string> csvCells(std::string_view line) {
    std::vector<std::string> cells(1);
    bool quoted = false;
    for (const char c : line) {
        if (c == '"') {
            quoted = !quoted;
        } else if (c == ',' && !quoted) {
            cells.emplace_back();
        } else {
            cells.back() += c;
        }
    }
    return cells;
}

/// The header of a Slicer CSV and where its columns stand.
class CsvColumns {
  public:
    explicit CsvColumns(std::string_view header) : m_header(csvCells(header)) {}

    [[nodiscard]] std::size_t count() const { return m_header.size(); }
    /// Empty where there is no such column.
    [[nodiscard]] std::string cell(const std::vector<std::string>& row, std::string_view column) const {
        const auto found = std::find(m_header.begin(), m_header.end(), column);
        return found == m_header.end() ? std::string() : row[static_cast<std::size_t>(found - m_header.begin())];
    }

  private:
    std::vector<std::string> m_header;
};

Hemisphere statedSide(const CsvColumns& columns, const std::vector<std::string>& row) {
    for (const char* column : {"TypeModifier_CodeMeaning", "RegionModifier_CodeMeaning"}) {
        const std::string meaning = lower(columns.cell(row, column));
        if (meaning == "left") {
            return Hemisphere::Left;
        }
        if (meaning == "right") {
            return Hemisphere::Right;
        }
        if (meaning == "right and left") {
            return Hemisphere::Midline;
        }
    }
    return Hemisphere::NotStated;
}

} // namespace

LabelTable parseColourRows(const std::vector<TextLine>& lines, const std::string& file, bool slicer) {
    TableBuilder builder(file);
    for (const TextLine& line : lines) {
        if (isComment(line.text)) {
            continue;
        }
        const auto words = wordsOf(line.text);
        if (words.size() < 5 || words.size() > 7) {
            builder.fail(line.number, std::to_string(words.size()) + " words instead of a number, a name and a colour");
        }
        Region region;
        region.number = builder.number(line.number, words[0], "label number");
        region.name = words[1];
        for (std::size_t i = 0; i < 3; ++i) {
            region.colour[i] = component(builder, line.number, words[2 + i]);
        }
        if (words.size() > 5) {
            (void)component(builder, line.number, words[5]); // opacity
        }
        if (slicer && region.name == kSlicerGap) {
            continue;
        }
        if (slicer) {
            std::replace(region.name.begin(), region.name.end(), '_', ' ');
        }
        region.hemisphere = splitSide(region.name).side;
        builder.add(line.number, std::move(region));
    }
    return builder.finish(nameOfTable(file), true);
}

LabelTable parseItkSnap(const std::vector<TextLine>& lines, const std::string& file) {
    TableBuilder builder(file);
    for (const TextLine& line : lines) {
        if (isComment(line.text)) {
            continue;
        }
        const std::size_t first = line.text.find('"'), last = line.text.rfind('"');
        const auto words = wordsOf(line.text.substr(0, first));
        if (words.size() != 7 || first == last) {
            builder.fail(line.number, "not seven numbers and a name in quotation marks");
        }
        Region region;
        region.number = builder.number(line.number, words[0], "label number");
        for (std::size_t i = 0; i < 3; ++i) {
            region.colour[i] = component(builder, line.number, words[1 + i]);
        }
        region.name = line.text.substr(first + 1, last - first - 1);
        region.hemisphere = splitSide(region.name).side;
        builder.add(line.number, std::move(region));
    }
    return builder.finish(nameOfTable(file), true);
}

bool isSlicerCsvHeader(std::string_view line) {
    const std::vector<std::string> cells = csvCells(line);
    return std::find(cells.begin(), cells.end(), "LabelValue") != cells.end();
}

LabelTable parseSlicerCsv(const std::vector<TextLine>& lines, const std::string& file) {
    TableBuilder builder(file);
    const CsvColumns columns(lines.front().text);
    for (auto line = lines.begin() + 1; line != lines.end(); ++line) {
        const std::vector<std::string> row = csvCells(line->text);
        if (row.size() != columns.count()) {
            builder.fail(line->number,
                         std::to_string(row.size()) + " columns, the header has " + std::to_string(columns.count()));
        }
        Region region;
        region.number = builder.number(line->number, columns.cell(row, "LabelValue"), "LabelValue");
        region.name = columns.cell(row, "Name");
        region.hemisphere = statedSide(columns, row);
        if (region.name.empty()) { // left out where the terminology says it
            const std::string side(region.hemisphere == Hemisphere::NotStated ? "" : hemisphereName(region.hemisphere));
            region.name = columns.cell(row, "Type_CodeMeaning");
            region.name = side.empty() || region.name.empty() ? region.name : side + " " + region.name;
        }
        if (region.hemisphere == Hemisphere::NotStated) {
            region.hemisphere = splitSide(region.name).side;
        }
        region.colour = builder.defaultColour(region.number);
        if (!columns.cell(row, "Color_R").empty()) {
            region.colour = {component(builder, line->number, columns.cell(row, "Color_R")),
                             component(builder, line->number, columns.cell(row, "Color_G")),
                             component(builder, line->number, columns.cell(row, "Color_B"))};
        }
        builder.add(line->number, std::move(region));
    }
    return builder.finish(nameOfTable(file), true);
}

} // namespace tessera::labels
