#pragma once

#include "core/image/volume.h"
#include "tests/support/dicom_builder.h"

#include <array>
#include <filesystem>
#include <functional>
#include <string>

namespace tessera::test {

/// What the files of an exam say about the patient, and what must never turn up anywhere else.
inline const std::array<std::string, 3> kIdentity{"Zappelmann^Ottilie", "MRN-4815162342", "19040506"};

using ChangeSlice = std::function<void(DicomSlice&)>;

/// A slice of series `number` of a study with that patient; a T1 scan of 28 x 28 pixels of 3 mm unless changed.
[[nodiscard]] DicomSlice examSlice(int number, int instance, const ChangeSlice& change = {});

/// A small series that shows nothing, 3 mm from slice to slice. Files IM0040000, ... for number 4.
void writeSmallSeries(const std::filesystem::path& folder, int number, const ChangeSlice& change = {}, int slices = 28);

/// The scan as a T1 series of axial slices on exactly its grid, as int16.
void writeExamT1(const std::filesystem::path& folder, const FloatVolume& scan, int number);

/// The series that aren't it: localiser (1), FLAIR (2), diffusion (3) and a reformat (5) in one folder.
void writeExamRest(const std::filesystem::path& folder);

} // namespace tessera::test
