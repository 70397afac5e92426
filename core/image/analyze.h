#pragma once

#include "core/image/image_header.h"

#include <span>
#include <string>

namespace tessera {

/// True if the first bytes of a .hdr are an Analyze 7.5 header: its length in either byte order, and no mark of NIfTI.
[[nodiscard]] bool isAnalyze(std::span<const std::byte> bytes);

/// Reads an Analyze 7.5 header. Always Orientation::None: its orient byte names the slices' orientation, but programs
/// disagree about left and right. The axes of the orient byte are those of its makers (AnalyzeDirect's support, quoted
/// in ITK's AnalyzeImageIO: 0 LAS, 1 LSA, 2 ASL, 3 LPS, 4 LIA, 5 AIL). SPM's scale factor is applied.
/// @param bytes 348 or more; @param name the file, for errors
/// @throws Error{HeaderInvalid, VoxelTypeNotSupported, NotThreeDimensional, SeveralFrames, ImageTooLarge,
/// SpacingInvalid}
[[nodiscard]] ImageHeader parseAnalyze(std::span<const std::byte> bytes, const std::string& name);

} // namespace tessera
