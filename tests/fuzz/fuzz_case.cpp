// Case files: what is accepted is written so that it comes back as the same.
#include "core/base/error.h"
#include "core/casefile/case_file.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace tessera;
    const std::filesystem::path file = "/study/cases/a.tessera";
    try {
        const casefile::CaseFile found = casefile::parseCaseFile({reinterpret_cast<const char*>(data), size}, file);
        if (casefile::parseCaseFile(casefile::formatCaseFile(found, file.parent_path()), file) != found) {
            std::abort();
        }
    } catch (const Error&) {
        return 0;
    }
    return 0;
}
