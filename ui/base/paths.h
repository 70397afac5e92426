#pragma once

#include <QString>

#include <filesystem>

namespace tessera::ui {

/// A path as Qt knows it, and back. Bytes that aren't text in the locale don't survive this way: such files can be
/// shown, not named. Any thread.
[[nodiscard]] QString textOf(const std::filesystem::path& path);
[[nodiscard]] std::filesystem::path pathOf(const QString& text);

} // namespace tessera::ui
