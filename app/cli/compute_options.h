#pragma once

#include "core/engine/compute.h"

#include <CLI/CLI.hpp>

namespace tessera::cli {

/// --devices, --lanes, --lane-kind, --mps, --mps-share, --policy, --threads and --cpus.
void addComputeOptions(CLI::App& command, engine::ComputeSettings& settings);

/// Binds this process to the CPUs of --cpus, before it starts threads. @throws Error{Usage} for one that isn't there
void bindToCpus(const engine::ComputeSettings& settings);

} // namespace tessera::cli
