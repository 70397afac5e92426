#pragma once

#include "core/base/error.h"
#include "core/engine/queue/queued_job.h"

#include <string>

namespace tessera::engine {

/// Why a job is in its state, in one English sentence: that of an error's code, or what a quality check said.
[[nodiscard]] std::string sentenceOf(const queue::Reason& reason);
/// The error that a reason was written from; one with its sentence where it wasn't one of ours.
[[nodiscard]] Error errorOf(const queue::Reason& reason);

} // namespace tessera::engine
