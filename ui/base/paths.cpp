#include "ui/base/paths.h"

#include <QFile>

namespace tessera::ui {

QString textOf(const std::filesystem::path& path) {
    return QFile::decodeName(QByteArray::fromStdString(path.string()));
}

std::filesystem::path pathOf(const QString& text) {
    return QFile::encodeName(text).toStdString();
}

} // namespace tessera::ui
