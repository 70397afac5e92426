#include "core/image/affine_file.h"

#include "core/base/error.h"
#include "core/base/os/file.h"
#include "core/base/tsv.h"

#include <cmath>

namespace tessera {

Affine readAffineFile(const std::filesystem::path& file) {
    const std::string text = os::readFile(file, 1 << 16);
    const auto fail = [&](const std::string& reason) -> Error {
        return Error(ErrorCode::AffineFileInvalid, {file.string(), reason});
    };
    std::vector<double> numbers;
    constexpr const char* kBlank = " \t\r\n";
    for (std::size_t begin = text.find_first_not_of(kBlank); begin != std::string::npos;) {
        const std::size_t end = text.find_first_of(kBlank, begin);
        const std::string word = text.substr(begin, end - begin);
        const auto number = parseNumber(word);
        if (!number || !std::isfinite(*number)) {
            throw fail("\"" + word.substr(0, 40) + "\" is not a number");
        }
        numbers.push_back(*number);
        begin = text.find_first_not_of(kBlank, end);
    }
    if (numbers.size() != 16) {
        throw fail("it has " + std::to_string(numbers.size()) + " numbers instead of 16");
    }
    if (numbers[12] != 0 || numbers[13] != 0 || numbers[14] != 0 || numbers[15] != 1) {
        throw fail("its last row isn't 0 0 0 1");
    }
    Affine out;
    for (int i = 0; i < 12; ++i) {
        out(i / 4, i % 4) = numbers[static_cast<std::size_t>(i)];
    }
    if (std::abs(out.determinant()) < 1e-6) {
        throw fail("it is singular");
    }
    return out;
}

} // namespace tessera
