#include "core/image/dicom_codec.h"

#include <map>

namespace tessera {

DicomEncoding dicomEncoding(const std::string& transferSyntax) {
    static const std::map<std::string, DicomEncoding> kEncodings{
        {"1.2.840.10008.1.2", DicomEncoding::ImplicitLittle},
        {"1.2.840.10008.1.2.1", DicomEncoding::ExplicitLittle},
        {"1.2.840.10008.1.2.1.99", DicomEncoding::Deflated},
        {"1.2.840.10008.1.2.2", DicomEncoding::BigEndian},
        {"1.2.840.10008.1.2.5", DicomEncoding::Rle},
        {"1.2.840.10008.1.2.4.50", DicomEncoding::Jpeg},     // baseline
        {"1.2.840.10008.1.2.4.51", DicomEncoding::Jpeg},     // extended
        {"1.2.840.10008.1.2.4.57", DicomEncoding::Jpeg},     // lossless
        {"1.2.840.10008.1.2.4.70", DicomEncoding::Jpeg},     // lossless, first-order prediction
        {"1.2.840.10008.1.2.4.80", DicomEncoding::JpegLs},   // lossless
        {"1.2.840.10008.1.2.4.81", DicomEncoding::JpegLs},   // near-lossless
        {"1.2.840.10008.1.2.4.90", DicomEncoding::Jpeg2000}, // lossless
        {"1.2.840.10008.1.2.4.91", DicomEncoding::Jpeg2000},
    };
    const auto at = kEncodings.find(transferSyntax);
    return at != kEncodings.end() ? at->second : DicomEncoding::Unknown;
}

} // namespace tessera
