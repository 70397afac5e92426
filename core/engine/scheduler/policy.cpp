#include "core/engine/scheduler/policy.h"

#include "core/base/error.h"
#include "core/engine/scheduler/policy/data_parallel.h"
#include "core/engine/scheduler/policy/distributed.h"
#include "core/engine/scheduler/policy/image_parallel.h"
#include "core/engine/scheduler/policy/interference_aware.h"
#include "core/engine/scheduler/policy/load_and_memory.h"
#include "core/engine/scheduler/policy/resource_aware.h"
#include "core/engine/scheduler/policy/sequential.h"
#include "core/engine/scheduler/policy/static_share.h"
#include "core/engine/scheduler/policy/workload_aware.h"

namespace tessera::scheduler {
namespace {

using Make = std::unique_ptr<Policy> (*)(const PolicySettings&);

template <typename T>
std::unique_ptr<Policy> plain(const PolicySettings& settings) {
    (void)settings;
    return std::make_unique<T>();
}

const std::vector<std::pair<std::string, Make>>& table() {
    static const std::vector<std::pair<std::string, Make>> kTable{
        {"sequential", plain<Sequential>},
        {"image-parallel", plain<ImageParallel>},
        {"data-parallel",
         [](const PolicySettings& settings) -> std::unique_ptr<Policy> {
             return std::make_unique<DataParallel>(settings.batch);
         }},
        {"distributed", plain<Distributed>},
        {"static-share", plain<StaticShare>},
        {"load-and-memory", plain<LoadAndMemory>},
        {"interference-aware", plain<InterferenceAware>},
        {"workload-aware", plain<WorkloadAware>},
        {kDefaultPolicy, plain<ResourceAware>},
    };
    return kTable;
}

} // namespace

const std::vector<std::string>& policyNames() {
    static const std::vector<std::string> kNames = [] {
        std::vector<std::string> out;
        for (const auto& [name, make] : table()) {
            out.push_back(name);
        }
        return out;
    }();
    return kNames;
}

std::unique_ptr<Policy> makePolicy(std::string_view name, const PolicySettings& settings) {
    std::string known;
    for (const auto& [other, make] : table()) {
        if (other == name) {
            return make(settings);
        }
        known += (known.empty() ? "" : ", ") + other;
    }
    throw Error(ErrorCode::Usage, {"\"" + std::string(name) + "\" is no policy. There are: " + known});
}

} // namespace tessera::scheduler
