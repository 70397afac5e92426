#include "core/engine/preview.h"

#include <algorithm>

namespace tessera::engine {
namespace {

constexpr double kMostShare = 0.2; // of the main run's time

/// As it was measured; < 0: never.
double measuredSeconds(const PreflightReport::Device& predicted) {
    return predicted.time.isHistory ? predicted.time.seconds : -1;
}

} // namespace

const char* previewChoiceName(PreviewChoice choice) noexcept {
    return choice == PreviewChoice::Never ? "never" : choice == PreviewChoice::Auto ? "auto" : "always";
}

std::optional<PreviewChoice> previewChoiceNamed(std::string_view name) noexcept {
    for (const PreviewChoice choice : {PreviewChoice::Never, PreviewChoice::Auto, PreviewChoice::Always}) {
        if (name == previewChoiceName(choice)) {
            return choice;
        }
    }
    return std::nullopt;
}

bool isQuick(const RunCost& preview, double mainWork, std::span<const scheduler::DeviceDescription> devices,
             std::span<const PreflightReport::Device> predicted) {
    double pace = preview.seconds > 0 ? preview.seconds / preview.work : -1; // seconds a work on a device of speed 1
    for (std::size_t i = 0; i < devices.size() && pace < 0; ++i) {
        const double seconds = measuredSeconds(predicted[i]);
        pace = seconds > 0 ? seconds * devices[i].speed / mainWork : -1;
    }
    pace = pace < 0 ? 1 : pace;
    double runs = 0; // a second
    for (std::size_t i = 0; i < devices.size(); ++i) {
        const double measured = measuredSeconds(predicted[i]);
        const double seconds = measured > 0 ? measured : mainWork * pace / devices[i].speed;
        runs += predicted[i].fits ? 1 / seconds : 0;
    }
    return runs * (preview.seconds > 0 ? preview.seconds : preview.work * pace) <= kMostShare;
}

} // namespace tessera::engine
