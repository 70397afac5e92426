#include "core/base/tsv.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <set>
#include <system_error>

namespace tessera {
namespace {

constexpr std::array<std::pair<char, char>, 4> kEscapes{{{'\t', 't'}, {'\n', 'n'}, {'\r', 'r'}, {'\\', '\\'}}};

void appendEscaped(std::string& out, std::string_view cell) {
    for (const char c : cell) {
        const auto* escape = std::find_if(kEscapes.begin(), kEscapes.end(), [c](auto pair) { return pair.first == c; });
        if (escape == kEscapes.end()) {
            out += c;
        } else {
            out += '\\';
            out += escape->second;
        }
    }
}

std::string unescaped(std::string_view cell) {
    std::string out;
    for (std::size_t i = 0; i < cell.size(); ++i) {
        const char next = cell[i] == '\\' && i + 1 < cell.size() ? cell[i + 1] : '\0';
        const auto* escape =
            std::find_if(kEscapes.begin(), kEscapes.end(), [next](auto pair) { return pair.second == next; });
        if (escape == kEscapes.end()) {
            out += cell[i];
        } else {
            out += escape->first;
            ++i;
        }
    }
    return out;
}

std::vector<std::string> split(std::string_view line) {
    std::vector<std::string> cells;
    for (;;) {
        const std::size_t tab = line.find('\t');
        cells.push_back(unescaped(line.substr(0, tab)));
        if (tab == std::string_view::npos) {
            return cells;
        }
        line.remove_prefix(tab + 1);
    }
}

void appendRow(std::string& out, const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
        out += i == 0 ? "" : "\t";
        appendEscaped(out, cells[i]);
    }
    out += '\n';
}

template <typename Number>
std::optional<Number> parseWhole(std::string_view text) {
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return value;
}

} // namespace

std::optional<std::size_t> Tsv::column(std::string_view name) const {
    const auto found = std::find(header.begin(), header.end(), name);
    return found == header.end() ? std::nullopt : std::optional<std::size_t>(found - header.begin());
}

Tsv parseTsv(std::string_view text, const std::string& file, ErrorCode code) {
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    if (text.starts_with(kByteOrderMark)) {
        text.remove_prefix(kByteOrderMark.size());
    }
    Tsv table;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (line.ends_with('\r')) {
            line.remove_suffix(1);
        }
        if (line.empty()) {
            continue;
        }
        auto cells = split(line);
        if (table.header.empty()) {
            table.header = std::move(cells);
        } else if (cells.size() != table.header.size()) {
            throw Error(code, {file, "line " + std::to_string(number) + " has " + std::to_string(cells.size()) +
                                         " columns, the header has " + std::to_string(table.header.size())});
        } else {
            table.rows.push_back(std::move(cells));
        }
    }
    if (table.header.empty()) {
        throw Error(code, {file, "there is no header line"});
    }
    if (std::set(table.header.begin(), table.header.end()).size() != table.header.size()) {
        throw Error(code, {file, "two columns have the same name"});
    }
    return table;
}

std::string writeTsv(const Tsv& table) {
    std::string out;
    appendRow(out, table.header);
    for (const auto& row : table.rows) {
        appendRow(out, row);
    }
    return out;
}

std::string formatNumber(double value, int decimals) {
    if (!std::isfinite(value)) {
        return std::string(kNotAvailable);
    }
    std::array<char, 400> buffer{}; // the largest double has 309 digits before the point
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed,
                                      std::clamp(decimals, 0, 20));
    std::string text(buffer.data(), result.ptr);
    if (text.starts_with('-') && text.find_first_not_of("-0.") == std::string::npos) {
        text.erase(0, 1); // no minus before what was rounded to zero
    }
    return text;
}

std::string formatNumber(const std::optional<double>& value, int decimals) {
    return value ? formatNumber(*value, decimals) : std::string(kNotAvailable);
}

std::optional<double> parseNumber(std::string_view text) {
    return parseWhole<double>(text);
}

std::optional<std::int64_t> parseInteger(std::string_view text) {
    return parseWhole<std::int64_t>(text);
}

} // namespace tessera
