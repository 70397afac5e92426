#include "ui/bridge/engine_types.h"

namespace tessera::ui {

std::optional<engine::OutputFiles> JobInfo::result() const {
    if (!hasResult() || output.empty() || name.empty()) {
        return std::nullopt;
    }
    return engine::OutputFiles(output, name);
}

} // namespace tessera::ui
