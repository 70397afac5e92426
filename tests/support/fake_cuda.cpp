#include "core/cuda/cuda_interface.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <string>

/// A libtessera_cuda with two devices, a GPU and a MIG slice, to test with; they compute nothing. FAKE_CUDA says what
/// is wrong: "no driver", "no gpu", "version", "broken" (its second device answers with an error).
namespace {

using namespace tessera::cuda;

constexpr int kNoGpu = 100, kNoDriver = 35, kLost = 46;

bool isFault(const char* name) {
    const char* fault = std::getenv("FAKE_CUDA");
    return fault != nullptr && std::string(fault) == name;
}

int deviceCount(int* out) {
    *out = 0;
    if (isFault("no driver")) {
        return kNoDriver;
    }
    if (isFault("no gpu")) {
        return kNoGpu;
    }
    *out = 2;
    return 0;
}

int properties(int device, DeviceProperties* out) {
    if (device == 1 && isFault("broken")) {
        return kLost;
    }
    *out = {
        .major = 9, .minor = 0, .processors = device == 0 ? 132 : 16, .memory = (device == 0 ? 80ULL : 10ULL) << 30};
    std::strncpy(out->name, device == 0 ? "Fake H" : "Fake H MIG 1g.10gb", sizeof(out->name) - 1);
    std::fill(std::begin(out->uuid), std::end(out->uuid), static_cast<std::uint8_t>(0xa0 + device));
    return 0;
}

const char* errorText(int code) {
    return code == kNoDriver ? "the driver is too old"
           : code == kNoGpu  ? "no CUDA-capable device is detected"
                             : "the device is busy or unavailable";
}

} // namespace

extern "C" const CudaInterface* tesseraCudaModule() {
    static CudaInterface interface;
    interface = {.version = isFault("version") ? kCudaVersion + 1 : kCudaVersion,
                 .deviceCount = deviceCount,
                 .properties = properties,
                 .errorText = errorText,
                 .beginRange = [](const char*) {},
                 .endRange = [] {}};
    return &interface;
}
