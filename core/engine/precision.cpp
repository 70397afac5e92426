#include "core/engine/precision.h"

#include "core/base/error.h"
#include "core/base/os/file.h"
#include "core/base/os/process.h"

#include <nlohmann/json.hpp>

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

namespace tessera::engine {
namespace {

using Json = nlohmann::ordered_json;

constexpr double kWorthwhile = 1.5;

/// Only a cache: whatever is wrong with it, measuring again is the answer.
Json readCache(const std::filesystem::path& file) {
    try {
        Json json = Json::parse(os::readFile(file, 1 << 20));
        return json.is_object() ? json : Json::object();
    } catch (const std::exception&) {
        return Json::object();
    }
}

const char* memberOf(network::Precision precision) {
    return precision == network::Precision::Bf16 ? "bf16Seconds" : "fp32Seconds";
}

/// What this process has measured or read: a home that can't be written to costs one measurement, not one a job.
struct Known {
    std::mutex mutex;
    std::map<std::pair<std::string, network::Precision>, double> seconds;
};

/// A convolution that is measured: where, and how large.
struct Subject {
    std::string key;
    network::ConvolutionShape shape;
    std::function<double(network::Precision)> measure;
};

Subject subjectOf(int threads, const network::ModuleInterface& module, const scheduler::DeviceDescription* gpu) {
    if (gpu == nullptr) {
        return {os::cpuModel() + ", " + std::to_string(threads) + " threads, " + module.libraryVersion(),
                {},
                [threads, &module](network::Precision precision) {
                    module.setThreads(threads);
                    return module.measureConvolution(precision);
                }};
    }
    const network::ConvolutionShape shape{128, 128, {44, 48, 64}}; // large enough to fill one
    return {gpu->hardware + ", " + module.libraryVersion(), shape,
            [index = gpu->gpu, shape, &module](network::Precision precision) {
                return module.measureLayer(precision, index, shape);
            }};
}

/// The cached seconds, else measured ones. One call at a time in a process.
/// @param mayMeasure false: none where they aren't known
std::optional<double> remembered(const Subject& subject, network::Precision precision, bool mayMeasure) {
    static Known known;
    const std::lock_guard lock(known.mutex);
    const auto place = std::pair(subject.key, precision);
    if (const auto found = known.seconds.find(place); found != known.seconds.end()) {
        return found->second;
    }
    const std::filesystem::path folder = os::cacheFolder();
    const std::filesystem::path file = folder / "precision.json";
    Json cache = folder.empty() ? Json::object() : readCache(file);
    try {
        if (const auto entry = cache.find(subject.key); entry != cache.end() && entry->contains(memberOf(precision))) {
            return known.seconds[place] = entry->at(memberOf(precision)).get<double>();
        }
    } catch (const Json::exception&) { // measured anew
    }
    if (!mayMeasure) {
        return std::nullopt;
    }
    const double measured = subject.measure(precision);
    if (!cache[subject.key].is_object()) {
        cache[subject.key] = Json::object();
    }
    cache[subject.key][memberOf(precision)] = measured;
    try {
        if (!folder.empty()) {
            os::makeFolder(folder);
            os::writeFileAtomically(file, cache.dump(2) + "\n");
        }
    } catch (const Error&) {
        // a read-only home: measured again by the next program
    }
    return known.seconds[place] = measured;
}

ConvolutionSeconds bothOf(const Subject& subject) {
    return {remembered(subject, network::Precision::Fp32, true).value_or(0),
            remembered(subject, network::Precision::Bf16, true).value_or(0)};
}

} // namespace

ConvolutionSeconds convolutionSeconds(int threads, const network::ModuleInterface& module) {
    return bothOf(subjectOf(threads, module, nullptr));
}

std::optional<double> convolutionPace(network::Precision precision, int threads, const network::ModuleInterface& module,
                                      const scheduler::DeviceDescription* gpu, bool mayMeasure) {
    const Subject subject = subjectOf(threads, module, gpu);
    const auto seconds = remembered(subject, precision, mayMeasure);
    return seconds ? std::optional(*seconds / subject.shape.flop()) : std::nullopt;
}

network::Precision choosePrecision(PrecisionChoice choice, bool repeatable, int threads,
                                   const network::ModuleInterface& module, const scheduler::DeviceDescription* gpu) {
    if (choice == PrecisionChoice::Bf16) {
        return network::Precision::Bf16;
    }
    if (choice == PrecisionChoice::Fp32 || repeatable) {
        return network::Precision::Fp32;
    }
    const ConvolutionSeconds measured = bothOf(subjectOf(threads, module, gpu));
    return measured.fp32 >= kWorthwhile * measured.bf16 ? network::Precision::Bf16 : network::Precision::Fp32;
}

const char* choiceName(PrecisionChoice choice) {
    switch (choice) {
    case PrecisionChoice::Fp32:
        return "fp32";
    case PrecisionChoice::Bf16:
        return "bf16";
    default:
        return "auto";
    }
}

std::optional<PrecisionChoice> choiceNamed(std::string_view name) {
    for (const PrecisionChoice choice : {PrecisionChoice::Auto, PrecisionChoice::Fp32, PrecisionChoice::Bf16}) {
        if (name == choiceName(choice)) {
            return choice;
        }
    }
    return std::nullopt;
}

const char* precisionName(network::Precision precision) {
    return precision == network::Precision::Bf16 ? "bf16" : "fp32";
}

} // namespace tessera::engine
