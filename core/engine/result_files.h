#pragma once

#include "core/base/progress.h"
#include "core/engine/inputs.h"
#include "core/engine/run_record.h"
#include "core/engine/scan_steps.h"

#include <functional>
#include <optional>

namespace tessera::engine {

/// The record of what is there already, if it is whole and what `wanted` would compute; none if nothing is there, or
/// if it may be replaced. @throws Error{OutputExists} if another result is there and `overwrite` is false
[[nodiscard]] std::optional<RunRecord> identicalResult(const OutputFiles& files, const RunRecord& wanted,
                                                       bool overwrite);

/// Writes the files of a result, eight or (without agreement and coverage, which then also go where an earlier result
/// had them) six: all appear together, the run record last, or none does. `record` comes with its
/// inputs, bundle, options, device and start filled in; the result's part is added here.
/// @param beforeCommit is called when all is written and nothing has appeared; what it throws leaves nothing
/// @throws Error{WriteFailed, DiskFull, Cancelled}
void writeResult(const OutputFiles& files, const ScanResult& result, const model::Bundle& bundle, RunRecord& record,
                 const std::function<void()>& beforeCommit, Progress& progress);

/// Says in a record which files make a scan (with SHA-256 and size) and how they are read.
void describeInput(const Input& scan, RunRecord& record);
/// The scan that a record was made from.
[[nodiscard]] Input inputOf(const RunRecord& record);

} // namespace tessera::engine
