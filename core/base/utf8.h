#pragma once

#include <string>
#include <string_view>

namespace tessera {

/// Only well-formed sequences (Unicode 15, table 3-7)? Text for JSON and label tables has to be that; names of files
/// are bytes.
[[nodiscard]] bool isUtf8(std::string_view text);

/// The text with a question mark for each byte that is no part of such a sequence.
[[nodiscard]] std::string asUtf8(std::string_view text);

} // namespace tessera
