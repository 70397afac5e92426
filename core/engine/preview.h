#pragma once

#include "core/engine/pipeline/preflight_report.h"
#include "core/engine/scheduler/device.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

/// A preview: the labels of a quick whole-volume model, shown until the tiles of the job's own model come. Nothing but
/// the views ever sees them. Any thread.
namespace tessera::engine {

enum class PreviewChoice {
    Never,
    Auto,  ///< where it is predicted to be quick, see `isQuick`
    Always ///< however long it takes
};

/// "never": for settings and messages.
[[nodiscard]] const char* previewChoiceName(PreviewChoice choice) noexcept;
[[nodiscard]] std::optional<PreviewChoice> previewChoiceNamed(std::string_view name) noexcept;

struct PreviewSettings {
    PreviewChoice choice = PreviewChoice::Never;
    std::string model = "meshnet-subcortical-18"; ///< a whole-volume bundle's folder or a built-in's name
};

/// What a model's run on one scan costs.
struct RunCost {
    double work = 0;     ///< of `workOf`, see analysis.h
    double seconds = -1; ///< on the CPU as it was measured on this machine; < 0: never
};

/// A preview is worth its time where it is predicted to take at most a fifth of the main run: of the time in which the
/// devices that fit compute all tiles together. Measured times count as they are. What was never measured follows from
/// its work, at the pace at which the preview, else the first device with a history, does its own, and the devices'
/// speeds; where nothing was measured the works alone are compared.
/// @param predicted of the devices, in their order
[[nodiscard]] bool isQuick(const RunCost& preview, double mainWork,
                           std::span<const scheduler::DeviceDescription> devices,
                           std::span<const PreflightReport::Device> predicted);

} // namespace tessera::engine
