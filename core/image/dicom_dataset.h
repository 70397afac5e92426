#pragma once

#include "core/image/dicom_source.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// The header of a DICOM file as Tessera reads it. Our own reader (PS3.5 section 7, PS3.10 section 7) and not DCMTK's:
/// DCMTK's overflows the stack on nested sequences, needs a dictionary at run time, and can't stop a file that lies
/// about its lengths before it is through; and a listing of 20 000 files reads no more than it needs.
namespace tessera {

class DicomDataset;

/// One attribute: the bytes of its value in host byte order, or the items of a sequence.
struct DicomElement {
    std::uint32_t tag = 0;
    std::array<char, 2> vr{};
    std::string value;
    std::vector<DicomDataset> items;
};

/// The attributes that Tessera uses (a table in dicom_dataset.cpp) of a file or of one item of a sequence.
/// Tags are written as 0xGGGGEEEE.
class DicomDataset {
  public:
    [[nodiscard]] bool has(std::uint32_t tag) const { return find(tag) != nullptr; }
    /// The value without padding; empty if there is none.
    [[nodiscard]] std::string text(std::uint32_t tag) const;
    [[nodiscard]] std::vector<std::string> texts(std::uint32_t tag) const; ///< of several values
    /// Values of DS, IS, US, SS, UL, SL, FL and FD; empty if one of them isn't a number.
    [[nodiscard]] std::vector<double> numbers(std::uint32_t tag) const;
    [[nodiscard]] std::optional<double> number(std::uint32_t tag) const; ///< the first
    [[nodiscard]] const std::vector<DicomDataset>& items(std::uint32_t tag) const;
    /// The first item of a sequence; none if there is none.
    [[nodiscard]] const DicomDataset* item(std::uint32_t tag) const;

    void add(DicomElement element); ///< the first of equal tags stays

  private:
    [[nodiscard]] const DicomElement* find(std::uint32_t tag) const;

    std::vector<DicomElement> m_elements;
};

/// A parsed file: attributes, and where its pixels are.
struct DicomFile {
    DicomDataset meta; ///< group 2
    DicomDataset data;
    std::string transferSyntax; ///< UID
    bool bigEndian = false;
    bool hasPixels = false;
    bool encapsulated = false;     ///< fragments of a compressed stream
    std::uint64_t pixelsAt = 0;    ///< offset of the value in the source
    std::uint64_t pixelsBytes = 0; ///< of the value; unless encapsulated
    std::array<char, 2> pixelsVr{};
};

/// Parses everything before the pixels. A file without DICOM's mark isn't taken: PS3.10 demands it, and nothing else
/// says how such a file is encoded.
/// @param most bytes of a deflated file that are inflated
/// @throws Error{NotAnImage, FileTruncated, HeaderInvalid}
[[nodiscard]] DicomFile parseDicom(DicomSource& source, std::size_t most);

/// "(0028,0010)"
[[nodiscard]] std::string tagText(std::uint32_t tag);

} // namespace tessera
