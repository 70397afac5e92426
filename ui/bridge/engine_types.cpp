#include "ui/bridge/engine_types.h"

namespace tessera::ui {

QString displayPath(const std::filesystem::path& path) {
    return QString::fromStdString(path.string());
}

std::optional<engine::OutputFiles> JobInfo::result() const {
    if (!hasResult() || output.empty() || name.empty()) {
        return std::nullopt;
    }
    return engine::OutputFiles(output, name);
}

} // namespace tessera::ui
