#pragma once

#include <string>

namespace tessera {

/// How a transfer syntax (PS3.5 annex A) stores the data set and the pixels.
enum class DicomEncoding { ImplicitLittle, ExplicitLittle, BigEndian, Deflated, Rle, Jpeg, JpegLs, Jpeg2000, Unknown };

/// @param transferSyntax UID; private ones, video and what is newer than JPEG 2000 are `Unknown`
[[nodiscard]] DicomEncoding dicomEncoding(const std::string& transferSyntax);

} // namespace tessera
