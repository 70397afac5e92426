#include "core/image/text_header.h"

#include "core/base/tsv.h"

#include <algorithm>

namespace tessera {

std::optional<std::string_view> HeaderLines::next() {
    if (m_offset >= m_text.size()) {
        return std::nullopt;
    }
    const std::size_t end = m_text.find('\n', m_offset);
    std::string_view line = m_text.substr(m_offset, end == std::string_view::npos ? end : end - m_offset);
    m_offset = end == std::string_view::npos ? m_text.size() : end + 1;
    if (line.ends_with('\r')) {
        line.remove_suffix(1);
    }
    return line;
}

void TextFields::add(const std::string& field, std::string_view value) {
    if (value.find('\0') != std::string_view::npos) {
        throw invalid("the field " + inQuotes(field) + " has a zero byte");
    }
    if (!m_values.emplace(field, trimmed(value)).second) {
        throw invalid("the field " + inQuotes(field) + " occurs twice");
    }
}

const std::string* TextFields::find(const std::string& field) const {
    const auto at = m_values.find(field);
    return at == m_values.end() ? nullptr : &at->second;
}

const std::string& TextFields::at(const std::string& field) const {
    const std::string* value = find(field);
    if (value == nullptr) {
        throw invalid("the field " + inQuotes(field) + " is missing");
    }
    return *value;
}

std::vector<double> TextFields::numbers(const std::string& field, std::size_t count) const {
    const auto words = wordsOf(at(field));
    if (words.size() != count) {
        throw invalid("the field " + inQuotes(field) + " has " + std::to_string(words.size()) + " numbers instead of " +
                      std::to_string(count));
    }
    std::vector<double> out;
    for (const std::string_view word : words) {
        const auto number = parseNumber(word);
        if (!number) {
            throw invalid(inQuotes(word) + " is not a number");
        }
        out.push_back(*number);
    }
    return out;
}

std::vector<std::int64_t> TextFields::integers(const std::string& field, std::size_t count) const {
    const auto words = wordsOf(at(field));
    if (words.size() != count) {
        throw invalid("the field " + inQuotes(field) + " has " + std::to_string(words.size()) + " numbers instead of " +
                      std::to_string(count));
    }
    std::vector<std::int64_t> out;
    for (const std::string_view word : words) {
        const auto number = parseInteger(word);
        if (!number) {
            throw invalid(inQuotes(word) + " is not a whole number");
        }
        out.push_back(*number);
    }
    return out;
}

std::int64_t TextFields::integer(const std::string& field, std::int64_t otherwise) const {
    return find(field) == nullptr ? otherwise : integers(field, 1).front();
}

std::vector<std::string_view> wordsOf(std::string_view text) {
    constexpr std::string_view kBlank = " \t";
    std::vector<std::string_view> out;
    for (std::size_t begin = text.find_first_not_of(kBlank); begin != std::string_view::npos;) {
        const std::size_t end = text.find_first_of(kBlank, begin);
        out.push_back(text.substr(begin, end == std::string_view::npos ? end : end - begin));
        begin = text.find_first_not_of(kBlank, end);
    }
    return out;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kBlank = " \t\r";
    const std::size_t begin = text.find_first_not_of(kBlank);
    return begin == std::string_view::npos ? std::string_view()
                                           : text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

std::string inQuotes(std::string_view text) {
    std::string out(text.substr(0, 40));
    std::replace_if(
        out.begin(), out.end(), [](unsigned char c) { return c < 32 || c > 126; }, '?');
    return '"' + out + '"';
}

bool isNumberedDataFile(std::string_view value) {
    const auto words = wordsOf(value);
    const std::size_t percent = value.find('%');
    if (words.size() < 3 || percent == std::string_view::npos) {
        return false;
    }
    const std::size_t letter = value.find_first_not_of("0123456789", percent + 1);
    return letter != std::string_view::npos && (value[letter] == 'd' || value[letter] == 'i' || value[letter] == 'u') &&
           parseInteger(words[words.size() - 1]) && parseInteger(words[words.size() - 2]);
}

} // namespace tessera
