#include "ui/window/empty_page.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace tessera::ui {

EmptyPage::EmptyPage(QWidget* parent) : QWidget(parent) {
    auto* title = new QLabel(tr("Drop MRIs here"));
    QFont large = title->font();
    large.setPointSizeF(large.pointSizeF() * 2);
    title->setFont(large);
    title->setAlignment(Qt::AlignCenter);
    auto* accepted =
        new QLabel(tr("T1 scans of heads: NIfTI, Analyze, NRRD, MetaImage, MGH/MGZ, DICOM folders, BIDS "
                      "datasets.\nA scan together with a label map opens both without computing anything."));
    accepted->setAlignment(Qt::AlignCenter);
    accepted->setWordWrap(true);
    auto* open = new QPushButton(tr("Open..."));
    auto* sample = new QPushButton(tr("Try the sample case"));
    sample->setDefault(true);
    sample->setToolTip(tr("Segments the built-in scan colin27 and shows the result"));
    connect(open, &QPushButton::clicked, this, &EmptyPage::openAsked);
    connect(sample, &QPushButton::clicked, this, &EmptyPage::sampleAsked);

    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(open);
    buttons->addWidget(sample);
    buttons->addStretch();
    auto* all = new QVBoxLayout(this);
    all->addStretch();
    all->addWidget(title);
    all->addSpacing(8);
    all->addWidget(accepted);
    all->addSpacing(16);
    all->addLayout(buttons);
    all->addStretch();
}

} // namespace tessera::ui
