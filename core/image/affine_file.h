#pragma once

#include "core/image/geometry.h"

#include <filesystem>

namespace tessera {

/// Reads an affine from a text file of four rows with four numbers (reg_aladin's format; the last row is 0 0 0 1).
/// Numbers don't depend on the locale. @throws Error{AffineFileInvalid, FileMissing, FileUnreadable}
[[nodiscard]] Affine readAffineFile(const std::filesystem::path& file);

} // namespace tessera
