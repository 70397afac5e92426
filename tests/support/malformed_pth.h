#pragma once

#include "tests/support/malformed.h"

#include <vector>

namespace tessera::test {

/// Broken and malicious .pth files, in both of PyTorch's formats.
[[nodiscard]] std::vector<MalformedCase> malformedPth();

} // namespace tessera::test
