#pragma once

#include "core/image/volume.h"
#include "tests/support/nifti_builder.h"

namespace tessera::test {

/// The sample scan on a grid of 3 mm, turned by 10 degrees about z so that a lost rotation would show: a real head that
/// is read and registered in little time. Orientation: sform.
[[nodiscard]] FloatVolume tinyScan();

/// Which of a header's two forms say where the head lies.
enum class Forms { Both, SformOnly, QformOnly, None };

/// The scan as int16 with its header written field by field: codes (sform 2, qform 1), units mm and s.
[[nodiscard]] NiftiBuilder tinyNifti(const FloatVolume& scan, Forms forms = Forms::Both);

} // namespace tessera::test
