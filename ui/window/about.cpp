#include "ui/window/about.h"

#include <QApplication>
#include <QDialogButtonBox>
#include <QLabel>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace tessera::ui {

About::About(QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("About Tessera"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* what = new QLabel(tr("Tessera %1: whole-brain segmentation of T1 MRI.\n\nResearch software, not a medical "
                               "device. Made for T1 scans of adults without large lesions. Look at every result before "
                               "you use it.")
                                .arg(QApplication::applicationVersion()));
    what->setWordWrap(true);
    auto* licences = new QTextBrowser;
    licences->setAccessibleName(tr("Licences"));
    licences->setPlainText(tr("Made with, among others:") +
                           QStringLiteral("\n\nQt 6: LGPL-3.0\nVTK: BSD-3-Clause\nITK: Apache-2.0\nPyTorch (LibTorch): "
                                          "BSD-3-Clause\nDCMTK: BSD-3-Clause\nOpenJPEG: BSD-2-Clause\nnlohmann/json, "
                                          "{fmt}: MIT\nCLI11: BSD-3-Clause\nSQLite: public domain\nOpenSSL: "
                                          "Apache-2.0\nzlib: zlib\n\ncolin27 (sample scan): BSD, see "
                                          "share/tessera/sample/README.md\nModels: see share/tessera/models"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto* all = new QVBoxLayout(this);
    all->addWidget(what);
    all->addWidget(licences);
    all->addWidget(buttons);
    resize(480, 420);
}

} // namespace tessera::ui
