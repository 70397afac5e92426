#include "core/image/dicom_codec.h"

#include "core/base/error.h"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dcpixseq.h>
#include <dcmtk/dcmdata/dcpxitem.h>
#include <dcmtk/dcmdata/dctk.h>
#include <dcmtk/dcmjpeg/djdecode.h>
#include <dcmtk/dcmjpls/djdecode.h>
#include <openjpeg.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <map>
#include <memory>

namespace tessera {
namespace {

struct Syntax {
    DicomEncoding encoding;
    E_TransferSyntax dcmtk;
};

const std::map<std::string, Syntax>& syntaxes() {
    static const std::map<std::string, Syntax> kAll{
        {"1.2.840.10008.1.2", {DicomEncoding::ImplicitLittle, EXS_LittleEndianImplicit}},
        {"1.2.840.10008.1.2.1", {DicomEncoding::ExplicitLittle, EXS_LittleEndianExplicit}},
        {"1.2.840.10008.1.2.1.99", {DicomEncoding::Deflated, EXS_DeflatedLittleEndianExplicit}},
        {"1.2.840.10008.1.2.2", {DicomEncoding::BigEndian, EXS_BigEndianExplicit}},
        {"1.2.840.10008.1.2.5", {DicomEncoding::Rle, EXS_RLELossless}},
        {"1.2.840.10008.1.2.4.50", {DicomEncoding::Jpeg, EXS_JPEGProcess1}},
        {"1.2.840.10008.1.2.4.51", {DicomEncoding::Jpeg, EXS_JPEGProcess2_4}},
        {"1.2.840.10008.1.2.4.57", {DicomEncoding::Jpeg, EXS_JPEGProcess14}},
        {"1.2.840.10008.1.2.4.70", {DicomEncoding::Jpeg, EXS_JPEGProcess14SV1}},
        {"1.2.840.10008.1.2.4.80", {DicomEncoding::JpegLs, EXS_JPEGLSLossless}},
        {"1.2.840.10008.1.2.4.81", {DicomEncoding::JpegLs, EXS_JPEGLSLossy}},
        {"1.2.840.10008.1.2.4.90", {DicomEncoding::Jpeg2000, EXS_JPEG2000LosslessOnly}},
        {"1.2.840.10008.1.2.4.91", {DicomEncoding::Jpeg2000, EXS_JPEG2000}},
    };
    return kAll;
}

/// DCMTK's table of decoders belongs to the whole process: it is set up when the first compressed frame comes and taken
/// down when the program ends.
class DcmtkDecoders {
  public:
    static void require() { static const DcmtkDecoders kDecoders; }

    DcmtkDecoders(const DcmtkDecoders&) = delete;
    DcmtkDecoders& operator=(const DcmtkDecoders&) = delete;

  private:
    DcmtkDecoders() {
        silenceDcmtk();
        DJDecoderRegistration::registerCodecs();
        DJLSDecoderRegistration::registerCodecs();
    }
    ~DcmtkDecoders() {
        DJLSDecoderRegistration::cleanup();
        DJDecoderRegistration::cleanup();
    }
};

/// What a compressed stream says about itself.
struct StreamHeader {
    std::int64_t rows = 0;
    std::int64_t columns = 0;
    int components = 0;
    int bits = 0;
};

class Decoder {
  public:
    Decoder(const DicomPixels& pixels, std::span<const std::byte> stream, const std::string& file)
        : m_pixels(pixels), m_stream(stream), m_file(file) {}

    std::vector<std::byte> withDcmtk(const Syntax& syntax);
    std::vector<std::byte> runLengths();
    std::vector<std::byte> withOpenJpeg();

  private:
    [[noreturn]] void damaged(const std::string& what) const {
        throw Error(ErrorCode::HeaderInvalid, {m_file, "its compressed pixels: " + what});
    }
    StreamHeader jpegHeader() const;
    void check(const StreamHeader& header) const;
    [[nodiscard]] std::size_t samples() const { return static_cast<std::size_t>(m_pixels.rows * m_pixels.columns); }

    const DicomPixels& m_pixels;
    std::span<const std::byte> m_stream;
    const std::string& m_file;
};

/// The frame header (SOF) of a JPEG or JPEG-LS stream: ISO 10918-1, B.2.2; ISO 14495-1, C.2.2.
StreamHeader Decoder::jpegHeader() const {
    const auto byte = [&](std::size_t i) { return std::to_integer<int>(m_stream[i]); };
    const auto word = [&](std::size_t i) { return byte(i) << 8 | byte(i + 1); };
    if (m_stream.size() < 4 || word(0) != 0xFFD8) {
        damaged("no JPEG stream");
    }
    for (std::size_t at = 2; at + 4 <= m_stream.size();) {
        if (byte(at) != 0xFF) {
            damaged("a JPEG marker is missing");
        }
        const int marker = byte(at + 1);
        if (marker == 0xFF) { // fill byte
            ++at;
            continue;
        }
        const auto length = static_cast<std::size_t>(word(at + 2));
        const bool isFrame =
            (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC) || marker == 0xF7;
        if (isFrame && length >= 8 && at + 10 <= m_stream.size()) {
            return {word(at + 5), word(at + 7), byte(at + 9), byte(at + 4)};
        }
        if (isFrame || length < 2 || marker == 0xDA) {
            break;
        }
        at += 2 + length;
    }
    damaged("no frame header");
}

void Decoder::check(const StreamHeader& header) const {
    if (header.rows != m_pixels.rows || header.columns != m_pixels.columns) {
        damaged(std::to_string(header.columns) + " x " + std::to_string(header.rows) + " pixels, the header says " +
                std::to_string(m_pixels.columns) + " x " + std::to_string(m_pixels.rows));
    }
    if (header.components != 1) {
        damaged(std::to_string(header.components) + " colours");
    }
    if (header.bits > m_pixels.bitsAllocated || (header.bits < m_pixels.bitsStored && m_pixels.isSigned)) {
        damaged(std::to_string(header.bits) + " bits, the header says " + std::to_string(m_pixels.bitsStored));
    }
}

std::vector<std::byte> Decoder::withDcmtk(const Syntax& syntax) {
    const StreamHeader header = jpegHeader();
    check(header);
    const int bits = header.bits <= 8 ? 8 : 16; // of the decoder's samples
    if (m_stream.size() > std::numeric_limits<std::uint32_t>::max() / 2) {
        damaged("too long");
    }
    DcmtkDecoders::require();
    // VRs are stated, so that DCMTK needs no dictionary
    DcmDataset dataset;
    const auto put = [&](const DcmTagKey& tag, int value) {
        dataset.putAndInsertUint16(DcmTag(tag, EVR_US), static_cast<Uint16>(value));
    };
    put(DCM_SamplesPerPixel, 1);
    dataset.putAndInsertString(DcmTag(DCM_PhotometricInterpretation, EVR_CS), "MONOCHROME2");
    dataset.putAndInsertString(DcmTag(DCM_NumberOfFrames, EVR_IS), "1");
    put(DCM_Rows, static_cast<int>(m_pixels.rows));
    put(DCM_Columns, static_cast<int>(m_pixels.columns));
    put(DCM_BitsAllocated, bits);
    put(DCM_BitsStored, bits);
    put(DCM_HighBit, bits - 1);
    put(DCM_PixelRepresentation, 0);
    auto sequence = std::make_unique<DcmPixelSequence>(DcmTag(DCM_PixelData, EVR_OB));
    sequence->insert(new DcmPixelItem(DcmTag(DCM_PixelItemTag, EVR_OB))); // the empty offset table
    auto item = std::make_unique<DcmPixelItem>(DcmTag(DCM_PixelItemTag, EVR_OB));
    std::vector<Uint8> bytes(m_stream.size() + m_stream.size() % 2);
    std::memcpy(bytes.data(), m_stream.data(), m_stream.size());
    item->putUint8Array(bytes.data(), bytes.size());
    sequence->insert(item.release());
    auto element = std::make_unique<DcmPixelData>(DcmTag(DCM_PixelData, EVR_OB));
    element->putOriginalRepresentation(syntax.dcmtk, nullptr, sequence.release());
    DcmPixelData& pixelData = *element;
    dataset.insert(element.release());

    const std::size_t bytesASample = static_cast<std::size_t>(bits / 8);
    std::vector<std::byte> decoded(samples() * bytesASample + samples() * bytesASample % 2);
    Uint32 fragment = 1;
    OFString colour;
    const OFCondition condition = pixelData.getUncompressedFrame(&dataset, 0, fragment, decoded.data(),
                                                                 static_cast<Uint32>(decoded.size()), colour);
    if (condition.bad()) {
        damaged(condition.text());
    }
    decoded.resize(samples() * bytesASample);
    if (bits == m_pixels.bitsAllocated) {
        return decoded;
    }
    std::vector<std::byte> out(samples() * static_cast<std::size_t>(m_pixels.bitsAllocated / 8));
    for (std::size_t i = 0; i < samples(); ++i) {
        std::memcpy(out.data() + i * out.size() / samples(), decoded.data() + i * bytesASample, bytesASample);
    }
    return out;
}

/// PS3.5, annex G: one run-length coded segment for each byte of the samples, the most significant first. Not DCMTK's
/// decoder, which takes a stream that ends too early for a whole one.
std::vector<std::byte> Decoder::runLengths() {
    const auto bytesASample = static_cast<std::size_t>(m_pixels.bitsAllocated / 8);
    std::array<std::uint32_t, 16> head{}; // number of segments, offset of each
    if (m_stream.size() < sizeof(head)) {
        damaged("the run-length header is incomplete");
    }
    std::memcpy(head.data(), m_stream.data(), sizeof(head));
    if (head[0] != bytesASample) {
        damaged(std::to_string(head[0]) + " run-length segments, not " + std::to_string(bytesASample));
    }
    std::vector<std::byte> out(samples() * bytesASample);
    for (std::size_t segment = 0; segment < bytesASample; ++segment) {
        std::size_t at = head[segment + 1];
        const std::size_t end = segment + 1 < bytesASample ? head[segment + 2] : m_stream.size();
        if (at < sizeof(head) || end > m_stream.size() || at > end) {
            damaged("a run-length segment lies outside");
        }
        std::size_t done = 0;
        while (done < samples()) {
            const int code = at < end ? std::to_integer<int>(m_stream[at++]) : -1;
            if (code == 128) { // reserved: stands for nothing
                continue;
            }
            const auto count = static_cast<std::size_t>(code < 128 ? code + 1 : 257 - code);
            if (code < 0 || count > samples() - done || (code < 128 ? count : 1) > end - at) {
                damaged("a run-length segment is incomplete");
            }
            for (std::size_t i = 0; i < count; ++i, ++done) {
                out[done * bytesASample + bytesASample - 1 - segment] = m_stream[code < 128 ? at + i : at];
            }
            at += code < 128 ? count : 1;
        }
    }
    return out;
}

/// A span as OpenJPEG reads it.
struct SpanReader {
    std::span<const std::byte> bytes;
    std::size_t at = 0;

    static OPJ_SIZE_T read(void* buffer, OPJ_SIZE_T count, void* self) {
        auto& in = *static_cast<SpanReader*>(self);
        const std::size_t got = std::min<std::size_t>(count, in.bytes.size() - in.at);
        std::memcpy(buffer, in.bytes.data() + in.at, got);
        in.at += got;
        return got > 0 ? got : static_cast<OPJ_SIZE_T>(-1);
    }
    static OPJ_OFF_T skip(OPJ_OFF_T count, void* self) {
        auto& in = *static_cast<SpanReader*>(self);
        if (count < 0 || static_cast<std::size_t>(count) > in.bytes.size() - in.at) {
            return -1;
        }
        in.at += static_cast<std::size_t>(count);
        return count;
    }
    static OPJ_BOOL seek(OPJ_OFF_T to, void* self) {
        auto& in = *static_cast<SpanReader*>(self);
        if (to < 0 || static_cast<std::size_t>(to) > in.bytes.size()) {
            return OPJ_FALSE;
        }
        in.at = static_cast<std::size_t>(to);
        return OPJ_TRUE;
    }
};

std::vector<std::byte> Decoder::withOpenJpeg() {
    const bool boxed =
        m_stream.size() > 12 && std::memcmp(m_stream.data() + 4, "jP  ", 4) == 0; // not as DICOM wants it
    const std::unique_ptr<opj_codec_t, decltype(&opj_destroy_codec)> codec(
        opj_create_decompress(boxed ? OPJ_CODEC_JP2 : OPJ_CODEC_J2K), &opj_destroy_codec);
    const std::unique_ptr<opj_stream_t, decltype(&opj_stream_destroy)> stream(
        opj_stream_create(OPJ_J2K_STREAM_CHUNK_SIZE, OPJ_TRUE), &opj_stream_destroy);
    if (!codec || !stream) {
        throw Error(ErrorCode::OutOfMemory, {m_file});
    }
    SpanReader reader{m_stream};
    opj_stream_set_user_data(stream.get(), &reader, nullptr);
    opj_stream_set_user_data_length(stream.get(), m_stream.size());
    opj_stream_set_read_function(stream.get(), &SpanReader::read);
    opj_stream_set_skip_function(stream.get(), &SpanReader::skip);
    opj_stream_set_seek_function(stream.get(), &SpanReader::seek);
    opj_dparameters_t parameters;
    opj_set_default_decoder_parameters(&parameters);
    opj_image_t* raw = nullptr;
    if (opj_setup_decoder(codec.get(), &parameters) == OPJ_FALSE ||
        opj_read_header(stream.get(), codec.get(), &raw) == OPJ_FALSE) {
        opj_image_destroy(raw);
        damaged("no JPEG 2000 stream");
    }
    const std::unique_ptr<opj_image_t, decltype(&opj_image_destroy)> image(raw, &opj_image_destroy);
    const auto header = [&] {
        const opj_image_comp_t& first = image->comps[0];
        return StreamHeader{static_cast<std::int64_t>(image->y1) - image->y0,
                            static_cast<std::int64_t>(image->x1) - image->x0, static_cast<int>(image->numcomps),
                            static_cast<int>(first.prec)};
    };
    check(header());
    if (image->comps[0].dx != 1 || image->comps[0].dy != 1) {
        damaged("fewer samples than pixels");
    }
    if (opj_decode(codec.get(), stream.get(), image.get()) == OPJ_FALSE ||
        opj_end_decompress(codec.get(), stream.get()) == OPJ_FALSE) {
        damaged("the JPEG 2000 stream is incomplete or damaged");
    }
    check(header());
    const opj_image_comp_t& component = image->comps[0];
    if (component.data == nullptr || static_cast<std::size_t>(component.w) * component.h != samples()) {
        damaged("the JPEG 2000 stream is incomplete");
    }
    const auto bytesASample = static_cast<std::size_t>(m_pixels.bitsAllocated / 8);
    std::vector<std::byte> out(samples() * bytesASample);
    for (std::size_t i = 0; i < samples(); ++i) {
        const OPJ_INT32 value = component.data[i];
        std::memcpy(out.data() + i * bytesASample, &value, bytesASample); // the low bytes of a little-endian number
    }
    return out;
}

} // namespace

DicomEncoding dicomEncoding(const std::string& transferSyntax) {
    const auto at = syntaxes().find(transferSyntax);
    return at != syntaxes().end() ? at->second.encoding : DicomEncoding::Unknown;
}

void silenceDcmtk() {
    static const bool kIsSilent = (OFLog::configure(OFLogger::OFF_LOG_LEVEL), true);
    (void)kIsSilent;
}

std::vector<std::byte> decodeDicomFrame(const std::string& transferSyntax, const DicomPixels& pixels,
                                        std::span<const std::byte> stream, const std::string& file) {
    const Syntax& syntax = syntaxes().at(transferSyntax);
    Decoder decoder(pixels, stream, file);
    switch (syntax.encoding) {
    case DicomEncoding::Rle:
        return decoder.runLengths();
    case DicomEncoding::Jpeg2000:
        return decoder.withOpenJpeg();
    default:
        return decoder.withDcmtk(syntax);
    }
}

} // namespace tessera
