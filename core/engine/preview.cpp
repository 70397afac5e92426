#include "core/engine/preview.h"

#include "core/model/architecture.h"

#include <algorithm>
#include <functional>
#include <numeric>

namespace tessera::engine {
namespace {

constexpr double kMostShare = 0.2; // of the main run's time
constexpr double kHeadVoxels = 200.0 * 190 * 230;
/// Multiplications and additions a voxel of a tile; SLANT's at its own width.
constexpr double kSlantWork = 3.37e6, kTilenetWork = 6.8e4;

/// Each weight is used once a voxel.
double meshnetWork(const model::Bundle& bundle) {
    double weights = 0;
    for (const model::TensorShape& tensor :
         model::expectedTensors(model::architectureOf(bundle, bundle.networks.front()))) {
        weights += static_cast<double>(
            std::accumulate(tensor.shape.begin(), tensor.shape.end(), std::int64_t{1}, std::multiplies<>()));
    }
    return 2 * weights;
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

double workOf(const model::Bundle& bundle) {
    if (bundle.wholeVolume) {
        return kHeadVoxels * meshnetWork(bundle);
    }
    double work = 0;
    for (std::size_t i = 0; i < bundle.plan.tiles.size(); ++i) {
        const Size3& size = bundle.plan.tiles[i].size;
        const model::NetworkEntry& network = bundle.networks[bundle.networkOfTile[i]];
        const bool isSlant = network.kind == network::Kind::SlantUnet3d;
        work += static_cast<double>(size[0] * size[1] * size[2]) *
                (isSlant ? kSlantWork * network.width * network.width : kTilenetWork);
    }
    return work;
}

bool isQuick(const RunCost& preview, double mainWork, std::span<const scheduler::DeviceDescription> devices,
             std::span<const PreflightReport::Device> predicted) {
    double pace = preview.seconds > 0 ? preview.seconds / preview.work : -1; // seconds a work on a device of speed 1
    for (std::size_t i = 0; i < devices.size() && pace < 0; ++i) {
        pace = predicted[i].seconds > 0 ? predicted[i].seconds * devices[i].speed / mainWork : -1;
    }
    pace = pace < 0 ? 1 : pace;
    double runs = 0; // a second
    for (std::size_t i = 0; i < devices.size(); ++i) {
        const double seconds = predicted[i].seconds > 0 ? predicted[i].seconds : mainWork * pace / devices[i].speed;
        runs += predicted[i].fits ? 1 / seconds : 0;
    }
    return runs * (preview.seconds > 0 ? preview.seconds : preview.work * pace) <= kMostShare;
}

} // namespace tessera::engine
