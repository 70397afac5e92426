#pragma once

#include "core/image/dicom_header.h"
#include "core/image/dicom_series.h"

#include <span>

namespace tessera {

/// Fills `unsuitable` and `preference` of a series whose size and spacing are known.
/// @param doubled slices that lie where another one lies
void judgeSeries(std::span<const DicomHeader> headers, std::size_t doubled, DicomSeries& series);

} // namespace tessera
