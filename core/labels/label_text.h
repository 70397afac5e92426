#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tessera::labels {

/// One line of a text file that isn't empty, without its line end. Points into the text.
struct TextLine {
    std::size_t number = 0; ///< from 1, empty lines counted
    std::string_view text;
};

/// The lines of a label file, after the checks that all formats share: UTF-8 (a byte order mark is taken off), no NUL
/// bytes, no line of more than 64 KiB. Line ends are LF or CRLF.
/// @throws Error{LabelTableInvalid} naming the line
[[nodiscard]] std::vector<TextLine> textLines(std::string_view text, const std::string& file);

/// The parts between spaces and tabs.
[[nodiscard]] std::vector<std::string_view> wordsOf(std::string_view line);

/// ASCII letters in lower case.
[[nodiscard]] std::string lower(std::string_view text);

/// @throws Error{LabelTableInvalid} "line N: reason"
[[noreturn]] void failAtLine(const std::string& file, std::size_t line, const std::string& reason);

} // namespace tessera::labels
