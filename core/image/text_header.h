#pragma once

#include "core/base/error.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tessera {

/// Longest text header that is read.
inline constexpr std::size_t kMostTextHeader = 1U << 20;

/// Lines of a text header that other bytes may follow. Line ends are LF or CRLF.
class HeaderLines {
  public:
    explicit HeaderLines(std::span<const std::byte> bytes)
        : m_text(reinterpret_cast<const char*>(bytes.data()), bytes.size()) {}

    /// None at the end of the bytes. A last line without its end counts.
    [[nodiscard]] std::optional<std::string_view> next();
    /// Where the next line begins.
    [[nodiscard]] std::size_t offset() const noexcept { return m_offset; }

  private:
    std::string_view m_text;
    std::size_t m_offset = 0;
};

/// The fields of a text header by name. Each may occur once. Errors are Error{HeaderInvalid} with the file's name.
class TextFields {
  public:
    /// @param file for errors
    explicit TextFields(std::string file) : m_file(std::move(file)) {}

    void add(const std::string& field, std::string_view value);
    /// Null if there is none.
    [[nodiscard]] const std::string* find(const std::string& field) const;
    [[nodiscard]] const std::string& at(const std::string& field) const;
    /// Numbers with blanks between them, as many as `count`. "nan" and "inf" are numbers.
    [[nodiscard]] std::vector<double> numbers(const std::string& field, std::size_t count) const;
    [[nodiscard]] std::vector<std::int64_t> integers(const std::string& field, std::size_t count) const;
    /// One integer; `otherwise` if there is no such field.
    [[nodiscard]] std::int64_t integer(const std::string& field, std::int64_t otherwise) const;

    [[nodiscard]] Error invalid(const std::string& reason) const {
        return Error(ErrorCode::HeaderInvalid, {m_file, reason});
    }
    [[nodiscard]] const std::string& file() const noexcept { return m_file; }

  private:
    std::string m_file;
    std::map<std::string, std::string> m_values;
};

/// Text between blanks (spaces, tabs).
[[nodiscard]] std::vector<std::string_view> wordsOf(std::string_view text);
/// Without blanks around it.
[[nodiscard]] std::string_view trimmed(std::string_view text);
/// Text from a file for a sentence: in quotes, short, printable.
[[nodiscard]] std::string inQuotes(std::string_view text);
/// True for a name with a number pattern and the numbers for it ("slice%03d.raw 1 9 1"): several data files.
[[nodiscard]] bool isNumberedDataFile(std::string_view value);

} // namespace tessera
