#pragma once

#include "tests/support/malformed.h"

#include <vector>

namespace tessera::test {

/// Folders of DICOM files that don't make a volume, each broken in another way; most look like a T1 series of 28
/// slices. `code` is what `readDicomSeries` throws for all files of the folder.
[[nodiscard]] std::vector<MalformedCase> malformedDicom();

} // namespace tessera::test
