#pragma once

#include "core/base/error.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tessera {

/// A table of text: one header row, and rows of as many cells. Read and written as tab-separated values (BIDS): UTF-8,
/// lines end with LF. In cells a tab is written \t, a line feed \n, a carriage return \r and a backslash \\ so that any
/// text survives; a backslash before any other character is read as itself. Plain values, safe on any thread.
struct Tsv {
    std::vector<std::string> header;
    std::vector<std::vector<std::string>> rows;

    /// Position of a column, if there is one of that name.
    [[nodiscard]] std::optional<std::size_t> column(std::string_view name) const;
    bool operator==(const Tsv&) const = default;
};

/// What stands in a cell that has no value (BIDS).
inline constexpr std::string_view kNotAvailable = "n/a";

/// Takes a byte order mark and CRLF line ends; empty lines are skipped.
/// @param file for the error  @param code of the error: one whose arguments are the file and the reason
/// @throws Error{code} if there is no header, two columns have one name, or a row has another number of cells
[[nodiscard]] Tsv parseTsv(std::string_view text, const std::string& file, ErrorCode code);

[[nodiscard]] std::string writeTsv(const Tsv& table);

/// `value` with that many decimals, a point and no grouping whatever the locale; "n/a" if it isn't finite.
[[nodiscard]] std::string formatNumber(double value, int decimals);
/// The same, and "n/a" for none.
[[nodiscard]] std::string formatNumber(const std::optional<double>& value, int decimals);

/// The whole text as a decimal number, independent of the locale; none if it is anything else.
[[nodiscard]] std::optional<double> parseNumber(std::string_view text);
[[nodiscard]] std::optional<std::int64_t> parseInteger(std::string_view text);

} // namespace tessera
