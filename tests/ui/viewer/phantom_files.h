#pragma once

#include "tests/ui/viewer/phantom_head.h"

#include <filesystem>

namespace tessera::test {

/// The ways in which a file may state its orientation.
inline constexpr std::array<const char*, 5> kHeadFormats{"NIfTI with a sform", "NIfTI with a qform", "NRRD", "MGZ",
                                                         "DICOM"};

/// Writes a head in one of these; DICOM, a folder of slices, takes right-handed grids alone. @return the file to open
[[nodiscard]] std::filesystem::path writeHead(const std::filesystem::path& folder, const std::string& format,
                                              const FloatVolume& head);

} // namespace tessera::test
