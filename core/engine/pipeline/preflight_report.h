#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tessera::engine {

/// What is known about a job before its scan is prepared.
struct PreflightReport {
    struct Device {
        std::string name;
        bool fits = false;           ///< the model's largest tile fits into the device's memory
        std::uint64_t peakBytes = 0; ///< predicted for one tile with its weights
        double seconds = -1;         ///< predicted for all tiles of the scan on this device alone; < 0: not known yet
    };
    std::vector<std::string> warnings; ///< what a person should know, in English; ends nothing
    std::vector<Device> devices;       ///< none for a model that sees the whole scan at once
};

} // namespace tessera::engine
