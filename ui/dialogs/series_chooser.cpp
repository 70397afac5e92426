#include "ui/dialogs/series_chooser.h"

#include "ui/base/paths.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace tessera::ui {
namespace {

constexpr int kSeriesRole = Qt::UserRole;

QString voxelWords(const SeriesChoice& series) {
    QStringList sides;
    for (const double side : series.spacingMm) {
        sides << (side > 0 ? QLocale().toString(side, 'g', 3) : QStringLiteral("?"));
    }
    return SeriesChooser::tr("%1 mm").arg(sides.join(QStringLiteral(" × ")));
}

QString planeWords(const QString& orientation) {
    return orientation == QLatin1String("axial")      ? SeriesChooser::tr("axial")
           : orientation == QLatin1String("coronal")  ? SeriesChooser::tr("coronal")
           : orientation == QLatin1String("sagittal") ? SeriesChooser::tr("sagittal")
                                                      : SeriesChooser::tr("not stated");
}

QString kindWords(const SeriesChoice& series) {
    return series.suggested  ? SeriesChooser::tr("%1 (suggested)").arg(series.kind)
           : series.suitable ? series.kind
                             : SeriesChooser::tr("not suggested: %1").arg(series.kind);
}

} // namespace

SeriesChooser::SeriesChooser(QWidget* parent)
    : QDialog(parent), m_study(new QLabel), m_waiting(new QLabel), m_table(new QTreeWidget) {
    setWindowTitle(tr("Which series?"));
    for (QLabel* label : {m_study, m_waiting}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    makeTable();
    auto* buttons = new QDialogButtonBox;
    m_segment = buttons->addButton(tr("Segment"), QDialogButtonBox::AcceptRole);
    m_none = buttons->addButton(tr("None of them"), QDialogButtonBox::DestructiveRole);
    m_segment->setDefault(true);
    connect(m_segment, &QPushButton::clicked, this, [this] { answer(ticked()); });
    connect(m_none, &QPushButton::clicked, this, [this] { answer({}); });
    auto* all = new QVBoxLayout(this);
    all->addWidget(m_study);
    all->addWidget(m_table, 1);
    all->addWidget(m_waiting);
    all->addWidget(buttons);
    resize(760, 340);
}

void SeriesChooser::makeTable() {
    m_table->setAccessibleName(tr("Series of the study"));
    m_table->setHeaderLabels(
        {tr("Series"), tr("Description"), tr("Kind"), tr("Slices"), tr("Voxel size"), tr("Slices are")});
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setAllColumnsShowFocus(true);
    m_table->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->header()->setStretchLastSection(false);
    m_table->header()->setSectionResizeMode(Description, QHeaderView::Stretch);
    connect(m_table, &QTreeWidget::itemChanged, this, &SeriesChooser::refresh);
}

void SeriesChooser::add(const Question& question) {
    m_questions.push_back(question);
    if (m_questions.size() == 1) {
        showFirst();
    }
    refresh();
    show();
}

void SeriesChooser::showFirst() {
    const Question& question = m_questions.front();
    m_study->setText(tr("%1 holds several series that could be the T1 scan. Tick those that are to be segmented.")
                         .arg(textOf(question.file)));
    m_table->clear();
    for (const SeriesChoice& series : question.series) {
        auto* row = new QTreeWidgetItem(m_table);
        row->setText(Number, QLocale().toString(series.number));
        row->setText(Description, series.description.isEmpty() ? tr("(no description)") : series.description);
        row->setText(Kind, kindWords(series));
        row->setText(Slices, QLocale().toString(static_cast<qlonglong>(series.size[2])));
        row->setText(Voxel, voxelWords(series));
        row->setText(Plane, planeWords(series.orientation));
        row->setTextAlignment(Slices, Qt::AlignRight | Qt::AlignVCenter);
        row->setData(Number, kSeriesRole, series.series);
        row->setCheckState(Number, series.suggested ? Qt::Checked : Qt::Unchecked);
        if (series.suggested || m_table->currentItem() == nullptr) {
            m_table->setCurrentItem(row);
        }
    }
    m_table->setFocus();
}

QStringList SeriesChooser::ticked() const {
    QStringList out;
    for (int i = 0; i < m_table->topLevelItemCount(); ++i) {
        const QTreeWidgetItem& row = *m_table->topLevelItem(i);
        if (row.checkState(Number) == Qt::Checked) {
            out << row.data(Number, kSeriesRole).toString();
        }
    }
    return out;
}

void SeriesChooser::answer(const QStringList& series) {
    const int number = m_questions.front().number;
    m_questions.pop_front();
    emit answered(number, series);
    if (m_questions.empty()) {
        close();
    } else {
        showFirst();
        refresh();
    }
}

void SeriesChooser::reject() {
    while (!m_questions.empty()) {
        emit answered(m_questions.front().number, {});
        m_questions.pop_front();
    }
    QDialog::reject();
}

void SeriesChooser::refresh() {
    const auto count = static_cast<int>(ticked().size());
    m_segment->setEnabled(count > 0);
    m_segment->setText(count > 1 ? tr("Segment %n series", nullptr, count) : tr("Segment"));
    const auto waiting = static_cast<int>(m_questions.size()) - 1;
    m_waiting->setVisible(waiting > 0);
    m_waiting->setText(tr("%n more studies wait for an answer.", nullptr, waiting));
}

} // namespace tessera::ui
