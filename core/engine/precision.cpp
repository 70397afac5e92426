#include "core/engine/precision.h"

#include "core/base/error.h"
#include "core/base/os/file.h"
#include "core/base/os/process.h"

#include <nlohmann/json.hpp>

#include <functional>
#include <map>
#include <mutex>

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

/// What this process has measured or read: a home that can't be written to costs one measurement, not one a job.
struct Known {
    std::mutex mutex;
    std::map<std::string, ConvolutionSeconds> seconds;
};

/// The cached seconds, else what `measure` says of a precision. One call at a time in a process.
ConvolutionSeconds remembered(const std::string& key, const std::function<double(network::Precision)>& measure) {
    static Known known;
    const std::lock_guard lock(known.mutex);
    if (const auto found = known.seconds.find(key); found != known.seconds.end()) {
        return found->second;
    }
    const std::filesystem::path folder = os::cacheFolder();
    const std::filesystem::path file = folder / "precision.json";
    Json cache = folder.empty() ? Json::object() : readCache(file);
    if (const auto entry = cache.find(key); entry != cache.end()) {
        try {
            return known.seconds[key] = {entry->at("fp32Seconds").get<double>(),
                                         entry->at("bf16Seconds").get<double>()};
        } catch (const Json::exception&) {
            cache.erase(entry);
        }
    }
    const ConvolutionSeconds measured{measure(network::Precision::Fp32), measure(network::Precision::Bf16)};
    cache[key] = {{"fp32Seconds", measured.fp32}, {"bf16Seconds", measured.bf16}};
    try {
        if (!folder.empty()) {
            os::makeFolder(folder);
            os::writeFileAtomically(file, cache.dump(2) + "\n");
        }
    } catch (const Error&) {
        // a read-only home: measured again by the next program
    }
    return known.seconds[key] = measured;
}

} // namespace

ConvolutionSeconds convolutionSeconds(int threads, const network::ModuleInterface& module) {
    return remembered(os::cpuModel() + ", " + std::to_string(threads) + " threads, " + module.libraryVersion(),
                      module.measureConvolution);
}

network::Precision choosePrecision(PrecisionChoice choice, bool repeatable, int threads,
                                   const network::ModuleInterface& module, const scheduler::DeviceDescription* gpu) {
    if (choice == PrecisionChoice::Bf16) {
        return network::Precision::Bf16;
    }
    if (choice == PrecisionChoice::Fp32 || repeatable) {
        return network::Precision::Fp32;
    }
    const auto onGpu = [&](network::Precision precision) { // large enough to fill one
        return module.measureLayer(precision, gpu->gpu, {128, 128, {44, 48, 64}});
    };
    const ConvolutionSeconds measured = gpu != nullptr
                                            ? remembered(gpu->hardware + ", " + module.libraryVersion(), onGpu)
                                            : convolutionSeconds(threads, module);
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
