#include "core/labels/label_files.h"

#include "core/base/error.h"
#include "core/base/tsv.h"
#include "core/labels/colour_tables.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace tessera::labels {
namespace {

/// What distinguishes the formats: a comment that names one, or the shape of the first row.
TableFormat recognise(const std::vector<TextLine>& lines, const std::string& file) {
    for (const TextLine& line : lines) {
        const auto words = wordsOf(line.text);
        const std::string text = lower(line.text);
        if (words.empty()) {
            continue;
        }
        if (words[0].starts_with('#')) {
            if (text.find("itk-snap label description file") != std::string::npos) {
                return TableFormat::ItkSnap;
            }
            if (text.find("color table file") != std::string::npos) {
                return TableFormat::Slicer;
            }
            if (text.find("color procedural file") != std::string::npos) {
                failAtLine(file, line.number, "a continuous colour map has no labels");
            }
            continue;
        }
        if (isSlicerCsvHeader(line.text)) {
            return TableFormat::Slicer;
        }
        if (parseInteger(words[0])) {
            return line.text.find('"') == std::string_view::npos ? TableFormat::FreeSurfer : TableFormat::ItkSnap;
        }
        return TableFormat::Dseg; // which says what it misses
    }
    throw Error(ErrorCode::LabelTableInvalid, {file, "it has no rows"});
}

/// A name as one word.
std::string oneWord(std::string name, char instead) {
    std::replace_if(
        name.begin(), name.end(), [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }, instead);
    return name;
}

std::string inQuotes(std::string name) {
    std::replace(name.begin(), name.end(), '"', '\'');
    std::replace_if(
        name.begin(), name.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
    return '"' + name + '"';
}

std::string nameIn(TableFormat format, const Region& region) {
    if (format == TableFormat::ItkSnap) {
        return inQuotes(region.number == 0 ? "Clear Label" : region.name);
    }
    return oneWord(region.name, format == TableFormat::Slicer ? '_' : '-');
}

std::string headOf(const LabelTable& table, TableFormat format) {
    if (format == TableFormat::FreeSurfer) {
        return fmt::format("# {}\n#No. Label Name:                            R   G   B   A\n",
                           oneWord(table.name(), ' '));
    }
    if (format == TableFormat::Slicer) {
        return fmt::format("# Color table file {}\n# {} values\n", oneWord(table.name(), ' '),
                           table.regions().size() + 1);
    }
    return fmt::format("################################################\n"
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
                       "################################################\n",
                       oneWord(table.name(), ' '));
}

/// Opacity: FreeSurfer's 0 is opaque.
std::string rowIn(TableFormat format, const Region& region, const std::string& name) {
    const auto [red, green, blue] = region.colour;
    if (format == TableFormat::FreeSurfer) {
        return fmt::format("{:<5} {:<62} {:<3} {:<3} {:<3} 0\n", region.number, name, red, green, blue);
    }
    const int shown = region.number != 0 ? 1 : 0;
    if (format == TableFormat::Slicer) {
        return fmt::format("{} {} {} {} {} {}\n", region.number, name, red, green, blue, 255 * shown);
    }
    return fmt::format("{:5} {:5} {:4} {:4}        {}  {}  {}    {}\n", region.number, red, green, blue, shown, shown,
                       shown, name);
}

} // namespace

LabelTable parseLabelTable(std::string_view text, const std::string& file) {
    const std::vector<TextLine> lines = textLines(text, file);
    const bool isCsv = !lines.empty() && isSlicerCsvHeader(lines.front().text);
    switch (const TableFormat format = recognise(lines, file); format) {
    case TableFormat::Dseg:
        return parseDsegTsv(text, file);
    case TableFormat::ItkSnap:
        return parseItkSnap(lines, file);
    default:
        return isCsv ? parseSlicerCsv(lines, file) : parseColourRows(lines, file, format == TableFormat::Slicer);
    }
}

std::string writeLabelTable(const LabelTable& table, TableFormat format) {
    if (format == TableFormat::Dseg) {
        return dsegTsv(table);
    }
    std::string out = headOf(table, format);
    std::set<std::string> names;
    const auto append = [&](const Region& region) {
        const std::string name = nameIn(format, region);
        const bool readsAsGap = format == TableFormat::Slicer && name == kSlicerGap;
        if (!names.insert(name).second || readsAsGap) {
            throw Error(ErrorCode::LabelTableInvalid,
                        {table.name(), fmt::format("the name {} can't be told apart in this format", name)});
        }
        out += rowIn(format, region, name);
    };
    append(table.background());
    std::for_each(table.regions().begin(), table.regions().end(), append);
    return out;
}

} // namespace tessera::labels
