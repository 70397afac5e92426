#pragma once

#include "core/engine/compute.h"

#include <CLI/CLI.hpp>

namespace tessera::cli {

/// --devices, --lanes, --lane-kind, --mps, --mps-share, --policy and --threads.
void addComputeOptions(CLI::App& command, engine::ComputeSettings& settings);

} // namespace tessera::cli
