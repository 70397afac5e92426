#pragma once

#include <QImage>

#include <filesystem>

namespace tessera::ui {

/// Writes a PNG, reads it back and compares before it appears; replaces what is there. Any thread.
/// @throws Error{WriteFailed, DiskFull}
void writePicture(const QImage& picture, const std::filesystem::path& file);

} // namespace tessera::ui
