#pragma once

#include "core/engine/run_record.h"

#include <filesystem>
#include <optional>
#include <vector>

namespace tessera::engine {

/// The run record of which a label map is the result; none if the map isn't part of a result of ours. Any thread.
/// @throws Error{RunRecordInvalid, FileMissing, FileUnreadable}
[[nodiscard]] std::optional<RunRecord> recordOf(const std::filesystem::path& labels);

/// What the run record beside a label map says of it, compared with the files as they are now.
struct Provenance {
    RunRecord run;
    bool isEdited = false;        ///< the map isn't the file that the run wrote any more
    bool isOfAnotherScan = false; ///< the run read other files than the scan's, or they have changed since
};

/// None where there is no record. Reads the map and the scan whole: takes seconds. Any thread.
/// @param scan the files of the scan that the map is laid over, in any order; none: it isn't compared
/// @throws as `recordOf`
[[nodiscard]] std::optional<Provenance> provenanceOf(const std::filesystem::path& labels,
                                                     const std::vector<std::filesystem::path>& scan);

} // namespace tessera::engine
