#pragma once

#include "core/image/geometry.h"

#include <vtkMatrix4x4.h>
#include <vtkSmartPointer.h>

namespace tessera::ui {

/// An affine as VTK takes it. Any thread.
[[nodiscard]] inline vtkSmartPointer<vtkMatrix4x4> matrixOf(const Affine& affine) {
    auto out = vtkSmartPointer<vtkMatrix4x4>::New();
    for (int row = 0; row < 3; ++row) {
        for (int column = 0; column < 4; ++column) {
            out->SetElement(row, column, affine(row, column));
        }
    }
    return out;
}

} // namespace tessera::ui
