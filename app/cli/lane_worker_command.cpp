#include "app/cli/commands.h"
#include "core/engine/network_lanes.h"

#include <map>

namespace tessera::cli {

void addLaneWorker(CLI::App& app, Context& context) {
    CLI::App* command = app.add_subcommand("lane-worker", "The worker process of a lane; Tessera starts it itself.");
    command->group(""); // in no list of commands
    auto settings = std::make_shared<engine::WorkerSettings>();
    const std::map<std::string, network::Precision> precisions{{"fp32", network::Precision::Fp32},
                                                               {"bf16", network::Precision::Bf16}};
    command->add_option("BUNDLE", settings->bundle)->required();
    command->add_option("HASH", settings->hash)->required();
    command->add_option("DEVICE", settings->device)->required();
    command->add_option("PRECISION", settings->precision)->required()->transform(CLI::CheckedTransformer(precisions));
    command->add_option("THREADS", settings->threads)->required()->check(CLI::Range(1, 4096));
    command->callback([settings, &context] {
        context.leavesSignals = true;
        context.chosen = [settings, &context] {
            return engine::runNetworkWorker(*settings, context.installation.networkModule);
        };
    });
}

} // namespace tessera::cli
