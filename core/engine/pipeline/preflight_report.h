#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tessera::engine {

/// What is known about a job before its scan is prepared.
struct PreflightReport {
    /// For a scan's network alone, all tiles or the whole volume, on one device alone.
    struct Time {
        double seconds = -1; ///< < 0: not known yet
        bool isHistory =
            false; ///< what it took on this machine before; else by the model's analysis and one convolution
    };
    struct Device {
        std::string name;
        bool fits = false;           ///< what is computed at once fits into the device's memory
        std::uint64_t peakBytes = 0; ///< predicted for one tile, or the whole volume, with its weights
        Time time;
    };
    std::vector<std::string> warnings; ///< what a person should know, in English; ends nothing
    std::vector<Device> devices;       ///< of a model that sees the whole scan at once the CPU
};

} // namespace tessera::engine
