#pragma once

#include "core/image/dicom_header.h"
#include "core/image/dicom_slices.h"
#include "core/image/volume.h"

#include <span>
#include <string>

namespace tessera {

/// Stored values of all slices as a volume's voxels in their own integer type, in the order of the stack. The caller
/// has checked that the headers agree with each other.
/// @throws Error{FileTruncated, HeaderInvalid, TransferSyntaxNotSupported, VoxelTypeNotSupported, FileMissing,
///   FileUnreadable}, naming the file of the slice
[[nodiscard]] Voxels readDicomVoxels(std::span<const DicomHeader> headers, const DicomStack& stack);

/// Checks that Tessera can read pixels stored like these. @throws Error{VoxelTypeNotSupported, HeaderInvalid,
///   TransferSyntaxNotSupported, FormatNotSupported}
void checkDicomPixels(const DicomHeader& header);

} // namespace tessera
