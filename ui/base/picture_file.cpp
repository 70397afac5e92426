#include "ui/base/picture_file.h"

#include "core/base/error.h"
#include "core/base/os/file.h"
#include "ui/base/paths.h"

#include <QBuffer>

#include <span>

namespace tessera::ui {

void writePicture(const QImage& picture, const std::filesystem::path& file) {
    const QImage plain = picture.convertToFormat(QImage::Format_RGB32);
    QBuffer coded;
    if (!plain.save(&coded, "PNG")) {
        throw Error(ErrorCode::WriteFailed, {file.string(), "there is no picture"});
    }
    os::AtomicFile out(file);
    out.write(std::as_bytes(std::span(coded.data().constData(), static_cast<std::size_t>(coded.size()))));
    if (QImage(textOf(out.temporary()), "PNG").convertToFormat(QImage::Format_RGB32) != plain) {
        throw Error(ErrorCode::WriteFailed, {file.string(), "what is read back isn't what was written"});
    }
    out.commit();
}

} // namespace tessera::ui
