#pragma once

#include "core/base/error.h"

#include <string>
#include <string_view>
#include <vector>

/// Sentences of errors, for programs that say them in another language. Any thread.
namespace tessera {

/// The English sentence of a code, in which {0}, {1}, ... stand for the arguments.
[[nodiscard]] std::string_view errorSentence(ErrorCode code) noexcept;

/// Such a sentence with its arguments; those that are missing are a question mark.
[[nodiscard]] std::string renderSentence(std::string_view sentence, const std::vector<std::string>& arguments);

} // namespace tessera
