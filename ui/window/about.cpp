#include "ui/window/about.h"

#include "core/base/os/process.h"
#include "ui/base/paths.h"

#include <QApplication>
#include <QDialogButtonBox>
#include <QFile>
#include <QLabel>
#include <QTabWidget>
#include <QTextBrowser>
#include <QVBoxLayout>

#include <array>

namespace tessera::ui {
namespace {

/// What Tessera is made with, under which licence, and where its text lies: by the system, or (relative) among our
/// resources.
struct Component {
    const char *name, *licence, *text;
};
constexpr std::array kComponents{
    Component{"Qt 6", "LGPL-3.0", "/usr/share/common-licenses/LGPL-3"},
    Component{"VTK", "BSD-3-Clause", "/usr/share/doc/libvtk9.1/copyright"},
    Component{"ITK", "Apache-2.0", "/usr/share/common-licenses/Apache-2.0"},
    Component{"PyTorch (LibTorch)", "BSD-3-Clause", nullptr}, // beside the library
    Component{"DCMTK", "BSD-3-Clause", "/usr/share/doc/libdcmtk17/copyright"},
    Component{"OpenJPEG", "BSD-2-Clause", "/usr/share/doc/libopenjp2-7/copyright"},
    Component{"{fmt}", "MIT", "/usr/share/doc/libfmt9/copyright"},
    Component{"nlohmann/json", "MIT", "/usr/share/doc/nlohmann-json3-dev/copyright"},
    Component{"CLI11", "BSD-3-Clause", "/usr/share/doc/libcli11-dev/copyright"},
    Component{"SQLite", "public domain", "/usr/share/doc/libsqlite3-0/copyright"},
    Component{"OpenSSL", "Apache-2.0", "/usr/share/common-licenses/Apache-2.0"},
    Component{"zlib", "zlib", "/usr/share/doc/zlib1g/copyright"},
    Component{"colin27 (sample scan)", "BSD", "sample/README.md"},
    Component{"tessera-mini (model)", "BSD-3-Clause", "models/tessera-mini/MODEL_CARD.md"},
    Component{"MeshNet (models)", "MIT", "models/meshnet-subcortical-18/LICENSE"},
};

QString textOfFile(const QString& name) {
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()).trimmed() : QString();
}

/// The list of all, then the texts that are there.
QString textOfComponents() {
    QString list, texts;
    const QString line(72, '-');
    for (const Component& each : kComponents) {
        const QString title = QStringLiteral("%1: %2\n").arg(each.name, each.licence);
        list += title;
        const QString text = each.text == nullptr ? QString() : textOfFile(textOf(os::resourceFolder() / each.text));
        if (!text.isEmpty()) {
            texts += "\n" + line + "\n" + title + line + "\n\n" + text + "\n";
        }
    }
    return list + texts;
}

QTextBrowser* browser(const QString& text, const QString& name) {
    auto* out = new QTextBrowser;
    out->setAccessibleName(name);
    out->setPlainText(text);
    return out;
}

} // namespace

About::About(QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("About Tessera"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* what = new QLabel(tr("Tessera %1: whole-brain segmentation of T1 MRI.\n\nResearch software, not a medical "
                               "device. Made for T1 scans of adults without large lesions. Look at every result before "
                               "you use it.")
                                .arg(QApplication::applicationVersion()));
    what->setWordWrap(true);
    auto* licences = new QTabWidget;
    licences->addTab(browser(textOfFile(QStringLiteral(":/LICENSE")), tr("Tessera's licence")),
                     tr("Tessera's licence"));
    licences->addTab(browser(textOfComponents(), tr("Licences of what it is made with")), tr("Made with"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto* all = new QVBoxLayout(this);
    all->addWidget(what);
    all->addWidget(licences);
    all->addWidget(buttons);
    resize(620, 520);
}

} // namespace tessera::ui
