#include "core/engine/device/nvml_functions.h"

#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <string>

/// A driver of three GPUs to test with: one that others and this process use, one that is lost, one cut into two slices
/// (of seven places). FAKE_NVML=broken makes it refuse to start.
using namespace tessera::engine::nvml;

struct tessera::engine::nvml::DeviceHandle {
    const char* name;
    const char* uuid;
    unsigned long long total, used;
};

namespace {

constexpr int kNoPermission = 4, kNotFound = 6, kUnknown = 999, kLost = 15;
constexpr unsigned long long kGibibyte = 1ULL << 30;
DeviceHandle g_busy{"Fake A", "GPU-a", 11 * kGibibyte, 6 * kGibibyte};
DeviceHandle g_lost{"Fake B", "GPU-b", 0, 0};
DeviceHandle g_whole{"Fake C", "GPU-c", 40 * kGibibyte, 0};
DeviceHandle g_slices[]{{"Fake C MIG 1g.5gb", "MIG-c1", 5 * kGibibyte, kGibibyte},
                        {"Fake C MIG 2g.10gb", "MIG-c2", 10 * kGibibyte, 0}};

int copy(const char* text, char* out, unsigned size) {
    std::strncpy(out, text, size - 1);
    out[size - 1] = '\0';
    return kSuccess;
}

} // namespace

extern "C" {

int nvmlInit_v2() {
    const char* fault = std::getenv("FAKE_NVML");
    return fault != nullptr && std::string(fault) == "broken" ? kNoPermission : kSuccess;
}
int nvmlShutdown() {
    return kSuccess;
}
const char* nvmlErrorString(int code) {
    return code == kLost ? "GPU is lost" : code == kNoPermission ? "Insufficient Permissions" : "Unknown Error";
}
int nvmlSystemGetDriverVersion(char* out, unsigned size) {
    return copy("580.1", out, size);
}
int nvmlDeviceGetCount_v2(unsigned* out) {
    *out = 3;
    return kSuccess;
}
int nvmlDeviceGetHandleByIndex_v2(unsigned index, Device* out) {
    DeviceHandle* const all[]{&g_busy, &g_lost, &g_whole};
    *out = all[index];
    return kSuccess;
}
int nvmlDeviceGetName(Device device, char* out, unsigned size) {
    return copy(device->name, out, size);
}
int nvmlDeviceGetUUID(Device device, char* out, unsigned size) {
    return copy(device->uuid, out, size);
}
int nvmlDeviceGetMemoryInfo(Device device, Memory* out) {
    *out = {device->total, device->total - device->used, device->used};
    return device == &g_lost ? kLost : kSuccess;
}
int nvmlDeviceGetUtilizationRates(Device device, Utilization* out) {
    *out = {35, 10};
    return device == &g_busy ? kSuccess : kUnknown;
}
int nvmlDeviceGetTemperature(Device, int, unsigned* out) {
    *out = 54;
    return kSuccess;
}
int nvmlDeviceGetComputeRunningProcesses_v3(Device device, unsigned* count, ProcessInfo* out) {
    const unsigned there = device == &g_busy ? 3 : 0;
    if (there == 0 || *count < there) {
        *count = there;
        return there == 0 ? kSuccess : kInsufficientSize;
    }
    *count = there;
    out[0] = {1, 3 * kGibibyte, 0, 0};
    out[1] = {static_cast<unsigned>(::getpid()), 2 * kGibibyte, 0, 0};
    out[2] = {2, ~0ULL, 0, 0}; // the driver doesn't know how much
    return kSuccess;
}
int nvmlDeviceGetMigMode(Device device, unsigned* now, unsigned* afterReset) {
    *now = *afterReset = device == &g_whole ? kMigEnabled : 0;
    return kSuccess;
}
int nvmlDeviceGetMaxMigDeviceCount(Device, unsigned* out) {
    *out = 7;
    return kSuccess;
}
int nvmlDeviceGetMigDeviceHandleByIndex(Device, unsigned index, Device* out) {
    if (index != 0 && index != 3) {
        return kNotFound;
    }
    *out = &g_slices[index == 0 ? 0 : 1];
    return kSuccess;
}
}
