#include "ui/window/compare_dialog.h"

#include "ui/models/queue_model.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace tessera::ui {

CompareDialog::CompareDialog(const QueueModel& queue, const CaseFiles& front, QWidget* parent)
    : QDialog(parent), m_search(new QLineEdit), m_list(new QListWidget) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Compare with"));
    auto* words = new QLabel(tr("A finished case, or another label map of the scan in front:"));
    words->setWordWrap(true);
    m_search->setPlaceholderText(tr("Search cases"));
    m_search->setAccessibleName(tr("Search cases"));
    m_search->setClearButtonEnabled(true);
    m_list->setAccessibleName(tr("Finished cases"));
    m_list->setUniformItemSizes(true);
    for (int row = 0; row < queue.rowCount(); ++row) {
        const JobInfo job = queue.jobAt(row);
        const auto result = job.result();
        if (result && result->dseg != front.labels) {
            m_cases.push_back({job.scan() == front.image ? std::filesystem::path() : job.scan(), result->dseg});
            auto* item = new QListWidgetItem(textOf(job.name), m_list);
            item->setToolTip(textOf(result->dseg));
        }
    }
    m_list->setCurrentRow(0);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    auto* compare = buttons->addButton(tr("Compare"), QDialogButtonBox::AcceptRole);
    auto* file = buttons->addButton(tr("Label map file..."), QDialogButtonBox::ActionRole);
    compare->setEnabled(m_list->count() > 0);
    connect(m_search, &QLineEdit::textChanged, this, &CompareDialog::filter);
    connect(m_list, &QListWidget::itemActivated, this, &CompareDialog::take);
    connect(buttons, &QDialogButtonBox::accepted, this, &CompareDialog::take);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(file, &QPushButton::clicked, this, &CompareDialog::chooseFile);
    auto* all = new QVBoxLayout(this);
    for (QWidget* widget : {static_cast<QWidget*>(words), static_cast<QWidget*>(m_search),
                            static_cast<QWidget*>(m_list), static_cast<QWidget*>(buttons)}) {
        all->addWidget(widget);
    }
    (m_list->count() > 0 ? compare : file)->setDefault(true); // once it is in the dialog
    resize(460, 380);
    m_search->setFocus();
}

void CompareDialog::filter(const QString& text) {
    int first = -1;
    for (int row = 0; row < m_list->count(); ++row) {
        const bool fits = m_list->item(row)->text().contains(text.trimmed(), Qt::CaseInsensitive);
        m_list->item(row)->setHidden(!fits);
        first = fits && first < 0 ? row : first;
    }
    m_list->setCurrentRow(first);
}

void CompareDialog::take() {
    const int row = m_list->currentRow();
    if (row >= 0) {
        emit chosen(m_cases[static_cast<std::size_t>(row)]);
        accept();
    }
}

void CompareDialog::chooseFile() {
    const QString name = QFileDialog::getOpenFileName(this, tr("Choose a label map"));
    if (!name.isEmpty()) {
        emit chosen({{}, pathOf(name)});
        accept();
    }
}

} // namespace tessera::ui
