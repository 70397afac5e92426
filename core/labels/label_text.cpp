#include "core/labels/label_text.h"

#include "core/base/error.h"
#include "core/base/utf8.h"

#include <algorithm>

namespace tessera::labels {
namespace {

constexpr std::size_t kLongestLine = 64 << 10;

void checkLine(const TextLine& line, const std::string& file) {
    if (line.text.size() > kLongestLine) {
        failAtLine(file, line.number, "it is longer than " + std::to_string(kLongestLine) + " bytes");
    }
    if (line.text.find('\0') != std::string_view::npos) {
        failAtLine(file, line.number, "it holds a NUL byte");
    }
    if (!isUtf8(line.text)) {
        failAtLine(file, line.number, "it isn't UTF-8");
    }
}

} // namespace

std::vector<TextLine> textLines(std::string_view text, const std::string& file) {
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
        failAtLine(file, 1, "it is UTF-16, not UTF-8");
    }
    if (text.starts_with(kByteOrderMark)) {
        text.remove_prefix(kByteOrderMark.size());
    }
    std::vector<TextLine> out;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const std::size_t end = text.find('\n');
        TextLine line{number, text.substr(0, end)};
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (line.text.ends_with('\r')) {
            line.text.remove_suffix(1);
        }
        checkLine(line, file);
        if (!line.text.empty()) {
            out.push_back(line);
        }
    }
    return out;
}

std::vector<std::string_view> wordsOf(std::string_view line) {
    constexpr std::string_view kSpace = " \t";
    std::vector<std::string_view> out;
    for (std::size_t begin = line.find_first_not_of(kSpace); begin != std::string_view::npos;) {
        const std::size_t end = std::min(line.find_first_of(kSpace, begin), line.size());
        out.push_back(line.substr(begin, end - begin));
        begin = line.find_first_not_of(kSpace, end);
    }
    return out;
}

std::string lower(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return out;
}

void failAtLine(const std::string& file, std::size_t line, const std::string& reason) {
    throw Error(ErrorCode::LabelTableInvalid, {file, "line " + std::to_string(line) + ": " + reason});
}

} // namespace tessera::labels
