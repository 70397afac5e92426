#pragma once

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

/// Writes DICOM files element by element, independently of core/image's reader and of DCMTK, so that a test can also
/// write broken ones. Explicit VR little endian unless told.
namespace tessera::test {

/// A data set as bytes: elements in the order in which they are put.
class DicomBytes {
  public:
    enum class Coding { ExplicitLittle, ImplicitLittle, ExplicitBig };
    explicit DicomBytes(Coding coding = Coding::ExplicitLittle) : m_coding(coding) {}

    /// An element with this value, padded to an even length.
    DicomBytes& put(std::uint32_t tag, const char* vr, std::string value) {
        if (value.size() % 2 != 0) {
            value += std::string_view(vr) == "UI" || std::string_view(vr) == "OB" ? '\0' : ' ';
        }
        return head(tag, vr, static_cast<std::uint32_t>(value.size())).raw(value);
    }
    DicomBytes& putShort(std::uint32_t tag, std::uint16_t value) { return put(tag, "US", number(value)); }
    /// The element's tag, VR and length alone; the value may follow with `raw`.
    DicomBytes& head(std::uint32_t tag, const char* vr, std::uint32_t length) {
        m_bytes += number(static_cast<std::uint16_t>(tag >> 16)) + number(static_cast<std::uint16_t>(tag));
        if (m_coding == Coding::ImplicitLittle || tag >> 16 == 0xFFFE) {
            return raw(number(length));
        }
        m_bytes += std::string(vr, 2);
        constexpr std::string_view kLong = "OB OW SQ UN UT";
        if (kLong.find(vr) != std::string_view::npos) {
            return raw(std::string(2, '\0')).raw(number(length));
        }
        return raw(number(static_cast<std::uint16_t>(length)));
    }
    DicomBytes& raw(const std::string& bytes) {
        m_bytes += bytes;
        return *this;
    }
    /// A sequence with these items, each of a stated length.
    DicomBytes& sequence(std::uint32_t tag, const std::vector<DicomBytes>& items) {
        std::string all;
        for (const DicomBytes& item : items) {
            all += DicomBytes(m_coding).head(0xFFFEE000, "", static_cast<std::uint32_t>(item.m_bytes.size())).m_bytes +
                   item.m_bytes;
        }
        return head(tag, "SQ", static_cast<std::uint32_t>(all.size())).raw(all);
    }
    template <typename T>
    [[nodiscard]] std::string number(T value) const {
        std::string out(sizeof(T), '\0');
        std::memcpy(out.data(), &value, sizeof(T));
        return m_coding == Coding::ExplicitBig ? std::string(out.rbegin(), out.rend()) : out;
    }
    [[nodiscard]] const std::string& bytes() const { return m_bytes; }

  private:
    Coding m_coding;
    std::string m_bytes;
};

/// One slice of an original sagittal 3-D MPRAGE, 28 x 28 pixels of 3 mm, at `position` mm along the patient's left;
/// each attribute can be replaced or taken away before it is written. 28 of them 3 mm apart make a T1 scan of a head.
class DicomSlice {
  public:
    explicit DicomSlice(int number, double position = 0) {
        set(0x00080008, "CS", "ORIGINAL\\PRIMARY\\M\\ND");
        set(0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.4");
        set(0x00080018, "UI", "1.2.3.4." + std::to_string(number));
        set(0x00080060, "CS", "MR");
        set(0x0008103E, "LO", "t1_mprage_sag");
        set(0x00100010, "PN", "Doe^Jane");
        set(0x00100020, "LO", "4711");
        set(0x00180020, "CS", "GR\\IR");
        set(0x00180021, "CS", "SK\\SP\\MP");
        set(0x00180023, "CS", "3D");
        set(0x00180080, "DS", "2300");
        set(0x00180081, "DS", "2.98");
        set(0x00180082, "DS", "900");
        set(0x0020000D, "UI", "1.2.3");
        set(0x0020000E, "UI", "1.2.3.4");
        set(0x00200011, "IS", "3");
        set(0x00200013, "IS", std::to_string(number));
        set(0x00200032, "DS", std::to_string(position) + "\\-100\\100");
        set(0x00200037, "DS", "0\\1\\0\\0\\0\\-1");
        setShort(0x00280002, 1);
        set(0x00280004, "CS", "MONOCHROME2");
        setShort(0x00280010, 28);
        setShort(0x00280011, 28);
        set(0x00280030, "DS", "3\\3");
        setShort(0x00280100, 16);
        setShort(0x00280101, 16);
        setShort(0x00280102, 15);
        setShort(0x00280103, 0);
        for (int i = 0; i < 28 * 28; ++i) {
            m_pixels += DicomBytes().number(static_cast<std::uint16_t>(100 * number + i));
        }
    }

    DicomSlice& set(std::uint32_t tag, const char* vr, const std::string& value) {
        m_elements[tag] = {vr, value};
        return *this;
    }
    DicomSlice& setShort(std::uint32_t tag, std::uint16_t value) { return set(tag, "US", DicomBytes().number(value)); }
    DicomSlice& remove(std::uint32_t tag) {
        m_elements.erase(tag);
        return *this;
    }
    DicomSlice& syntax(const std::string& uid) {
        m_syntax = uid;
        return *this;
    }
    /// Replaces the value of the pixel data element.
    DicomSlice& pixels(const std::string& bytes) {
        m_pixels = bytes;
        return *this;
    }
    /// Pixel data in fragments, with an empty offset table.
    DicomSlice& fragments(const std::vector<std::string>& streams) {
        DicomBytes out;
        out.head(0x7FE00010, "OB", 0xFFFFFFFF).head(0xFFFEE000, "", 0);
        for (const std::string& stream : streams) {
            const std::string padded = stream + std::string(stream.size() % 2, '\0');
            out.head(0xFFFEE000, "", static_cast<std::uint32_t>(padded.size())).raw(padded);
        }
        return end(out.head(0xFFFEE0DD, "", 0).bytes());
    }
    /// Bytes that stand where the pixel data element would.
    DicomSlice& end(const std::string& bytes) {
        m_end = bytes;
        m_hasEnd = true;
        return *this;
    }

    [[nodiscard]] static std::string meta(const std::string& syntax) {
        DicomBytes out;
        out.put(0x00020002, "UI", "1.2.840.10008.5.1.4.1.1.4").put(0x00020010, "UI", syntax);
        return std::string(128, '\0') + "DICM" + out.bytes();
    }
    [[nodiscard]] std::string header() const {
        DicomBytes out;
        for (const auto& [tag, element] : m_elements) {
            out.put(tag, element.vr.c_str(), element.value);
        }
        return out.bytes();
    }
    [[nodiscard]] std::string bytes() const {
        return meta(m_syntax) + header() + (m_hasEnd ? m_end : DicomBytes().put(0x7FE00010, "OW", m_pixels).bytes());
    }
    void write(const std::filesystem::path& path) const { writeBytes(path, bytes()); }

    static void writeBytes(const std::filesystem::path& path, const std::string& bytes) {
        std::ofstream(path, std::ios::binary) << bytes;
    }

  private:
    struct Element {
        std::string vr;
        std::string value;
    };
    std::map<std::uint32_t, Element> m_elements;
    std::string m_syntax = "1.2.840.10008.1.2.1";
    std::string m_pixels;
    std::string m_end;
    bool m_hasEnd = false;
};

} // namespace tessera::test
