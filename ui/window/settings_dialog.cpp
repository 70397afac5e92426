#include "ui/window/settings_dialog.h"

#include "ui/window/languages.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

namespace tessera::ui {
namespace {

/// In the order in which they are offered.
const QStringList& previewChoices() {
    static const QStringList choices{QStringLiteral("auto"), QStringLiteral("always"), QStringLiteral("never")};
    return choices;
}

} // namespace

SettingsDialog::SettingsDialog(const Settings& settings, QWidget* parent) : QDialog(parent), m_settings(settings) {
    setWindowTitle(tr("Settings"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* form = new QFormLayout;
    m_sides = addChoice(*form, tr("Left and right"),
                        {tr("Radiological: the patient's right is on the left"),
                         tr("Neurological: the patient's right is on the right")},
                        settings.conventions.radiological ? 0 : 1);
    m_nose = addChoice(*form, tr("Sagittal views"), {tr("Nose to the left"), tr("Nose to the right")},
                       settings.conventions.noseLeft ? 0 : 1);
    m_mouse = addChoice(*form, tr("Mouse as in"), {tr("ITK-SNAP"), tr("3D Slicer"), tr("PACS viewers")},
                        static_cast<int>(settings.mouse));
    m_theme = addChoice(*form, tr("Colours"), {tr("The system's"), tr("Light"), tr("Dark"), tr("High contrast")},
                        static_cast<int>(settings.theme));
    addLanguages(*form);
    m_results = new QLineEdit(settings.resultsFolder);
    m_results->setPlaceholderText(tr("in a folder \"tessera\" beside the scans"));
    m_results->setClearButtonEnabled(true);
    auto* choose = new QToolButton;
    choose->setText(tr("Choose..."));
    auto* row = new QHBoxLayout;
    row->addWidget(m_results);
    row->addWidget(choose);
    form->addRow(tr("Results go"), row);
    m_results->setAccessibleName(tr("Folder for results"));
    connect(m_results, &QLineEdit::editingFinished, this, &SettingsDialog::take);
    connect(choose, &QToolButton::clicked, this, [this] {
        const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder for results"), m_results->text());
        if (!folder.isEmpty()) {
            m_results->setText(folder);
            take();
        }
    });
    m_preview = addChoice(*form, tr("Quick preview"),
                          {tr("Where it takes at most a fifth of the time"), tr("Always"), tr("Never")},
                          static_cast<int>(previewChoices().indexOf(settings.preview)));
    m_preview->setToolTip(
        tr("The few regions of a small model are shown until the first tiles of the chosen model come. "
           "Results don't depend on it."));
    m_notify = new QCheckBox(tr("Tell on the desktop when the queue has ended"));
    m_notify->setToolTip(tr("Where the desktop shows messages, and only while another window is in front. No names."));
    m_notify->setChecked(settings.notify);
    form->addRow(QString(), m_notify);
    connect(m_notify, &QCheckBox::toggled, this, &SettingsDialog::take);
    m_whenClosed = addChoice(*form, tr("Closing while scans are computed"),
                             {tr("Ask"), tr("Stops; they go on at the next start"), tr("Keeps running, minimised")},
                             static_cast<int>(settings.whenClosed));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto* all = new QVBoxLayout(this);
    all->addLayout(form);
    all->addWidget(buttons);
    resize(520, sizeHint().height());
}

void SettingsDialog::addLanguages(QFormLayout& form) {
    QStringList names{tr("The system's")};
    int current = 0;
    for (const Language& language : languages()) {
        current = language.code == m_settings.language ? static_cast<int>(names.size()) : current;
        names << language.name;
    }
    m_language = addChoice(form, tr("Language"), names, current);
    m_language->setToolTip(tr("From the next start of the program."));
}

QComboBox* SettingsDialog::addChoice(QFormLayout& form, const QString& text, const QStringList& choices, int current) {
    auto* box = new QComboBox;
    box->addItems(choices);
    box->setCurrentIndex(current);
    box->setAccessibleName(text);
    form.addRow(text, box);
    connect(box, &QComboBox::activated, this, &SettingsDialog::take);
    return box;
}

void SettingsDialog::take() {
    m_settings.conventions = {.radiological = m_sides->currentIndex() == 0, .noseLeft = m_nose->currentIndex() == 0};
    m_settings.mouse = static_cast<MouseHabits>(m_mouse->currentIndex());
    m_settings.theme = static_cast<Theme>(m_theme->currentIndex());
    const int language = m_language->currentIndex();
    m_settings.language = language > 0 ? languages()[language - 1].code : QString();
    m_settings.preview = previewChoices().value(m_preview->currentIndex());
    m_settings.notify = m_notify->isChecked();
    m_settings.whenClosed = static_cast<WhenClosed>(m_whenClosed->currentIndex());
    m_settings.resultsFolder = m_results->text().trimmed();
    emit changed(m_settings);
}

} // namespace tessera::ui
