#pragma once

#include "core/image/dicom_header.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace tessera {

/// How a transfer syntax (PS3.5 annex A) stores the data set and the pixels.
enum class DicomEncoding { ImplicitLittle, ExplicitLittle, BigEndian, Deflated, Rle, Jpeg, JpegLs, Jpeg2000, Unknown };

/// @param transferSyntax UID; private ones, video and what is newer than JPEG 2000 are `Unknown`
[[nodiscard]] DicomEncoding dicomEncoding(const std::string& transferSyntax);

/// One compressed frame as rows * columns samples of bitsAllocated bits, little endian: JPEG and JPEG-LS by DCMTK,
/// JPEG 2000 by OpenJPEG. The stream's own header has to agree with the attributes before a decoder sees it. Any
/// thread.
/// @param stream the frame's fragments, joined
/// @param file for errors @throws Error{HeaderInvalid}
[[nodiscard]] std::vector<std::byte> decodeDicomFrame(const std::string& transferSyntax, const DicomPixels& pixels,
                                                      std::span<const std::byte> stream, const std::string& file);

/// DCMTK writes no log from then on: names are none of its business, and errors come as our own. Any thread.
void silenceDcmtk();

} // namespace tessera
