#pragma once

#include <filesystem>
#include <string>

namespace tessera {

/// Who was scanned and when, as the source says it, for a person at the screen alone: never stored, logged or exported
/// by us. UTF-8; each is empty where the source doesn't say it.
struct PatientTag {
    std::string name; ///< "DOE JANE"
    std::string id;
    std::string studyDate; ///< "2026-11-25"
    [[nodiscard]] bool isEmpty() const { return name.empty() && id.empty() && studyDate.empty(); }
};

/// From the header of a DICOM file. Empty for files of other formats, which have no such fields, and for damaged ones.
/// Texts are read in the character sets that DCMTK converts here (all single-byte ones, UTF-8, GB18030, GBK and several
/// with escapes); others give question marks.
/// Any thread.
[[nodiscard]] PatientTag readPatientTag(const std::filesystem::path& file) noexcept;

} // namespace tessera
