#pragma once

#include <filesystem>
#include <string>

/// Golden data that the repository doesn't carry: TESSERA_SHARED, default ../shared beside the source folder.
namespace tessera::test {

/// Path of `relative` in the shared folder, or empty where the folder is missing.
[[nodiscard]] std::filesystem::path sharedPath(const std::string& relative);
/// True if TESSERA_SHARED is set: then a missing folder is a failure, not a reason to skip.
[[nodiscard]] bool sharedRequired();
/// A file of the source tree (resources, fixtures).
[[nodiscard]] std::filesystem::path sourcePath(const std::string& relative);

} // namespace tessera::test

/// Declares `variable`, the path of `relative` in the shared folder; skips the test where it is missing, and fails it
/// instead when TESSERA_SHARED is set.
#define TESSERA_SHARED_PATH(variable, relative)                                                                        \
    const std::filesystem::path variable = tessera::test::sharedPath(relative);                                        \
    do {                                                                                                               \
        if (variable.empty() && tessera::test::sharedRequired()) {                                                     \
            QFAIL("TESSERA_SHARED is set but " relative " is not there");                                              \
        }                                                                                                              \
        if (variable.empty()) {                                                                                        \
            QSKIP("needs " relative " of the shared folder (TESSERA_SHARED), which is missing here");                  \
        }                                                                                                              \
    } while (false)
