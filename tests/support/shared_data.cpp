#include "tests/support/shared_data.h"

#include <cstdlib>

namespace tessera::test {

std::filesystem::path sourcePath(const std::string& relative) {
    return std::filesystem::path(TESSERA_SOURCE_DIR) / relative;
}

bool sharedRequired() {
    const char* set = std::getenv("TESSERA_SHARED");
    return set != nullptr && *set != '\0';
}

std::filesystem::path sharedPath(const std::string& relative) {
    const std::filesystem::path root = sharedRequired() ? std::getenv("TESSERA_SHARED") : sourcePath("../shared");
    const std::filesystem::path path = root / relative;
    std::error_code ignored;
    return std::filesystem::exists(path, ignored) ? path : std::filesystem::path();
}

} // namespace tessera::test
