#pragma once

#include "core/image/geometry.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace tessera::engine {

/// What NAME_run.json says: enough to know what a result is, to skip what is finished and to repeat it.
struct RunRecord {
    /// 2 added the DICOM series and the orientation option; records of version 1 are read as without them.
    static constexpr int kSchemaVersion = 2;

    struct InputFile {
        std::string path, sha256;
        std::uint64_t bytes = 0;
    };
    struct Bundle {
        std::string name, version, hash, source; ///< source: the built-in's name or the folder that was asked for
    };
    struct Options {
        std::string devices, precision; ///< as asked for
        int threads = 0;                ///< 0: as many as CPUs allowed
        std::string cpus;
        bool repeatable = false;
        std::string orientation{}; ///< what a person said about an Analyze image
    };
    struct Device {
        std::string kind, model, precision;
        int threads = 0;
    };
    struct Reason {
        std::string code, sentence;
    };
    struct Stage {
        std::string name;
        double seconds = 0;
        std::uint64_t peakMemory = 0; ///< bytes resident in the whole process until the stage's end
    };
    struct OutputFile {
        std::string file, sha256;
    };

    std::string name, state, laterality;
    std::vector<Reason> reasons;
    std::vector<std::string> notices;
    std::vector<InputFile> inputs; ///< the image's header first; the slices of a DICOM series
    bool dicomSeries = false;      ///< the inputs are one
    Bundle bundle;
    Options options;
    Device device;
    std::map<std::string, std::string> versions; ///< program and libraries
    Affine templateFromScan;                     ///< RAS mm of the scan -> RAS mm of the template
    std::map<std::string, double> registration;  ///< quality measures by name
    std::vector<Stage> stages;
    std::string started, finished; ///< UTC
    std::map<std::string, OutputFile> outputs;
};

[[nodiscard]] std::string writeRunRecord(const RunRecord& record);
/// @throws Error{RunRecordInvalid, FileMissing, FileUnreadable}
[[nodiscard]] RunRecord readRunRecord(const std::filesystem::path& file);

/// What keeps `finished` from being what `wanted` would compute, in words ("another input file"); empty if nothing
/// does. A precision that both left to be chosen doesn't count: it depends on the machine, and a batch may move.
[[nodiscard]] std::string differenceBetween(const RunRecord& finished, const RunRecord& wanted);

} // namespace tessera::engine
