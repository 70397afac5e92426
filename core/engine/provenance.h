#pragma once

#include "core/engine/run_record.h"

#include <filesystem>
#include <optional>
#include <vector>

namespace tessera::engine {

/// What the run record beside a label map says of it, compared with the files as they are now.
struct Provenance {
    RunRecord run;
    bool isEdited = false;        ///< the map isn't the file that the run wrote any more
    bool isOfAnotherScan = false; ///< the run read other files than the scan's, or they have changed since
};

/// None if the map isn't part of a result of ours. Reads the map and the scan whole: takes seconds. Any thread.
/// @param scan the files of the scan that the map is laid over, in any order; none: it isn't compared
/// @throws Error{RunRecordInvalid, FileMissing, FileUnreadable}
[[nodiscard]] std::optional<Provenance> provenanceOf(const std::filesystem::path& labels,
                                                     const std::vector<std::filesystem::path>& scan);

} // namespace tessera::engine
