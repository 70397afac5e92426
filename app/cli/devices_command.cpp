#include "app/cli/commands.h"
#include "core/engine/device/device_report.h"
#include "core/engine/precision.h"
#include "core/network/network_loader.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace tessera::cli {
namespace {

using engine::DeviceReport;
using engine::GpuState;
using Json = nlohmann::ordered_json;

std::string gigabytes(std::uint64_t bytes) {
    return fmt::format("{:.1f}", static_cast<double>(bytes) / (1ULL << 30));
}

std::string gpuName(const GpuState& gpu) {
    return gpu.slice ? fmt::format("GPU {} slice {}", gpu.index, *gpu.slice) : fmt::format("GPU {}", gpu.index);
}

/// What CUDA shows this process of a GPU; null where it shows nothing of it.
const engine::CudaDevice* usableAs(const GpuState& gpu, const engine::CudaDevices& cuda) {
    const auto found = std::ranges::find(cuda.devices, gpu.uuid, &engine::CudaDevice::uuid);
    return found == cuda.devices.end() ? nullptr : &*found;
}

void printUse(const engine::CudaDevice& device) {
    fmt::print("{:<15}--devices cuda:{}, {} multiprocessors, compute capability {}.{}\n", "", device.index,
               device.processors, device.major, device.minor);
}

void printGpu(const GpuState& gpu, const engine::CudaDevices& cuda) {
    fmt::print("{:<15}{}\n", gpuName(gpu), gpu.name);
    if (!gpu.problem.empty()) {
        fmt::print("{:<15}can't be used, the driver says: {}\n", "", gpu.problem);
        return;
    }
    std::string line =
        fmt::format("{} of {} GiB free", gigabytes(gpu.memory - std::min(gpu.memory, gpu.used)), gigabytes(gpu.memory));
    if (gpu.otherTenants > 0) {
        line += fmt::format(", {} other program{} on it", gpu.otherTenants, gpu.otherTenants == 1 ? "" : "s");
    }
    if (gpu.load) {
        line += fmt::format(", load {} %", *gpu.load);
    }
    if (gpu.memoryLoad) {
        line += fmt::format(", memory busy {} %", *gpu.memoryLoad);
    }
    if (gpu.temperature) {
        line += fmt::format(", {} °C", *gpu.temperature);
    }
    fmt::print("{:<15}{}\n{:<15}{}\n", "", line, "", gpu.uuid);
    if (const engine::CudaDevice* const device = usableAs(gpu, cuda)) {
        printUse(*device);
    }
}

/// GPUs of CUDA that NVIDIA's management library doesn't know, as where it isn't installed.
std::vector<engine::CudaDevice> unlisted(const DeviceReport& report) {
    std::vector<engine::CudaDevice> out;
    for (const engine::CudaDevice& device : report.cuda.devices) {
        if (std::ranges::find(report.gpus, device.uuid, &GpuState::uuid) == report.gpus.end()) {
            out.push_back(device);
        }
    }
    return out;
}

void printReport(const DeviceReport& report, const engine::ConvolutionSeconds& seconds, const char* precision) {
    fmt::print("{:<15}{}\n", "CPU", report.cpu);
    fmt::print("{:<15}{} CPU{} may be used", "", report.cpus, report.cpus == 1 ? "" : "s");
    if (report.nodes.size() > 1) {
        fmt::print(" on {} NUMA nodes", report.nodes.size());
    }
    fmt::print(", {} of {} GiB memory free\n", gigabytes(report.memory.available), gigabytes(report.memory.total));
    fmt::print("{:<15}{}: a convolution takes {:.1f} ms in fp32, {:.1f} ms in bf16\n", "", precision,
               1000 * seconds.fp32, 1000 * seconds.bf16);
    for (const GpuState& gpu : report.gpus) {
        printGpu(gpu, report.cuda);
    }
    for (const engine::CudaDevice& device : unlisted(report)) {
        fmt::print("{:<15}{}\n{:<15}{} GiB, {}\n", "GPU", device.name, "", gigabytes(device.memory), device.uuid);
        printUse(device);
    }
    if (report.mps) {
        fmt::print("{:<15}a control daemon runs, a process gets up to {:g} % of a GPU's threads\n", "MPS",
                   report.mps->activeThreadPercent);
    }
    if (report.driver.empty() && report.cuda.devices.empty()) {
        fmt::print("{:<15}none: {}\n", "GPU", report.whyNoDriver);
    } else if (report.gpus.empty() && report.cuda.devices.empty()) {
        fmt::print("{:<15}none: NVIDIA's driver {} sees no GPU\n", "GPU", report.driver);
    } else if (report.cuda.devices.empty()) {
        fmt::print("NVIDIA driver {}. Tiles can't run on a GPU here: {}.\n", report.driver, report.cuda.whyNone);
    } else if (!report.driver.empty()) {
        fmt::print("NVIDIA driver {}\n", report.driver);
    }
}

Json jsonOf(const GpuState& gpu, const engine::CudaDevice* device) {
    const auto orNull = [](const auto& value) { return value ? Json(*value) : Json(nullptr); };
    return {{"kind", "gpu"},
            {"index", gpu.index},
            {"slice", orNull(gpu.slice)},
            {"uuid", gpu.uuid},
            {"name", gpu.name},
            {"memory_bytes", gpu.memory},
            {"used_bytes", gpu.used},
            {"used_by_us_bytes", gpu.usedByUs},
            {"other_tenants", gpu.otherTenants},
            {"load_percent", orNull(gpu.load)},
            {"memory_load_percent", orNull(gpu.memoryLoad)},
            {"temperature_c", orNull(gpu.temperature)},
            {"problem", gpu.problem.empty() ? Json(nullptr) : Json(gpu.problem)},
            {"cuda_index", device != nullptr ? Json(device->index) : Json(nullptr)},
            {"multiprocessors", device != nullptr ? Json(device->processors) : Json(nullptr)},
            {"compute_capability",
             device != nullptr ? Json(fmt::format("{}.{}", device->major, device->minor)) : Json(nullptr)},
            {"usable", device != nullptr}};
}

Json jsonOf(const DeviceReport& report, const engine::ConvolutionSeconds& seconds, const char* precision) {
    Json nodes = Json::array();
    for (const os::NumaNode& node : report.nodes) {
        nodes.push_back({{"number", node.number}, {"cpus", node.cpus}});
    }
    Json devices = Json::array({{{"kind", "cpu"},
                                 {"name", report.cpu},
                                 {"cpus", report.cpus},
                                 {"numa_nodes", nodes},
                                 {"memory_bytes", report.memory.total},
                                 {"available_bytes", report.memory.available},
                                 {"precision", precision},
                                 {"fp32_convolution_seconds", seconds.fp32},
                                 {"bf16_convolution_seconds", seconds.bf16},
                                 {"usable", true}}});
    for (const GpuState& gpu : report.gpus) {
        devices.push_back(jsonOf(gpu, usableAs(gpu, report.cuda)));
    }
    for (const engine::CudaDevice& device : unlisted(report)) {
        devices.push_back(jsonOf(
            {.index = device.index, .uuid = device.uuid, .name = device.name, .memory = device.memory}, &device));
    }
    return {{"v", 1},
            {"devices", devices},
            {"mps", report.mps ? Json{{"active_thread_percent", report.mps->activeThreadPercent}} : Json(nullptr)},
            {"driver", report.driver.empty() ? Json(nullptr) : Json(report.driver)},
            {"why_no_cuda", report.cuda.devices.empty() ? Json(report.cuda.whyNone) : Json(nullptr)},
            {"why_no_driver", report.driver.empty() ? Json(report.whyNoDriver) : Json(nullptr)}};
}

int runDevices(bool json, const Context& context) {
    const DeviceReport report = engine::reportDevices();
    const network::ModuleInterface& module = network::networkModule(context.installation.networkModule);
    module.setThreads(report.cpus);
    const engine::ConvolutionSeconds seconds = engine::convolutionSeconds(report.cpus, module);
    const char* const precision =
        engine::precisionName(engine::choosePrecision(engine::PrecisionChoice::Auto, false, report.cpus, module));
    if (json) {
        fmt::print("{}\n", jsonOf(report, seconds, precision).dump(-1, ' ', false, Json::error_handler_t::replace));
    } else {
        printReport(report, seconds, precision);
    }
    return kExitDone;
}

} // namespace

void addDevices(CLI::App& app, Context& context) {
    CLI::App* command = app.add_subcommand(
        "devices",
        "What this machine has to compute on: CPUs, memory, the precision that is measured to be faster, and\n"
        "NVIDIA's GPUs with their free memory, load and other tenants.");
    command->footer("Example:\n  tessera-cli devices --json");
    auto json = std::make_shared<bool>(false);
    command->add_flag("--json", *json, "One JSON object");
    command->callback([json, &context] { context.chosen = [json, &context] { return runDevices(*json, context); }; });
}

} // namespace tessera::cli
