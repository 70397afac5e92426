#pragma once

#include "ui/window/case_loader.h"

#include <QSize>
#include <QString>

#include <optional>

namespace tessera::ui {

/// A picture of a case, as a person would see it: without the patient's name.
struct CaptureRequest {
    CaseFiles files;
    QString view = QStringLiteral("grid"); ///< one of `captureViews`
    std::optional<Vec3> at{};              ///< RAS mm of the cursor
    QSize size{1280, 800};                 ///< pixels
    bool outlines = false, agreement = false, neurological = false;
    QString file{}; ///< to be written; PNG, or what its name says
};

/// @return the names that `CaptureRequest::view` may have
[[nodiscard]] QStringList captureViews();

/// Reads the case, renders it and writes the picture; needs a display, a virtual one will do. GUI thread only.
/// @param queueFolder of the engine that a picture of the whole window shows; empty: an empty one
/// @throws Error of the files, Error{WriteFailed}; std::runtime_error if surfaces don't arrive within a minute
void capture(const CaptureRequest& request, const std::filesystem::path& queueFolder);

} // namespace tessera::ui
