#include "ui/dialogs/export_dialog.h"

#include "core/base/error.h"
#include "core/image/image_io.h"
#include "ui/base/error_words.h"
#include "ui/base/paths.h"
#include "ui/base/picture_file.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFile>
#include <QFileDialog>
#include <QFormLayout>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <array>
#include <exception>

namespace fs = std::filesystem;

namespace tessera::ui {
namespace {

QString thereWords(const QString& file) {
    return ExportDialog::tr("%1 is there already. Choose another name, or let files be replaced.").arg(file);
}

} // namespace

ExportDialog::ExportDialog(fs::path labels, std::function<QImage()> picture, QWidget* parent)
    : QDialog(parent), m_labels(std::move(labels)), m_picture(std::move(picture)),
      m_cancel(std::make_shared<CancelToken>()) {
    setWindowTitle(tr("Export of %1").arg(textOf(m_labels.filename())));
    setAttribute(Qt::WA_DeleteOnClose);
    m_pool.setMaxThreadCount(1);
    auto* all = new QVBoxLayout(this);
    addItems(*all);
    addPlace(*all);
    m_progress = new QProgressBar;
    m_progress->setRange(0, 100);
    m_progress->setAccessibleName(tr("Progress of the export"));
    m_progress->hide();
    m_said = new QLabel;
    m_said->setTextFormat(Qt::PlainText);
    m_said->setWordWrap(true);
    m_said->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_said->setAccessibleName(tr("Result of the export"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    m_start = buttons->addButton(tr("Export"), QDialogButtonBox::ActionRole);
    m_start->setDefault(true);
    connect(m_start, &QPushButton::clicked, this, &ExportDialog::start);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    all->addWidget(m_progress);
    all->addWidget(m_said);
    all->addWidget(buttons);
    connect(this, &ExportDialog::progressed, m_progress, &QProgressBar::setValue);
    connect(this, &ExportDialog::over, this, &ExportDialog::end);
    updateStart();
}

ExportDialog::~ExportDialog() {
    m_cancel->cancel();
    m_pool.waitForDone();
}

void ExportDialog::addItems(QVBoxLayout& all) {
    using exporting::Item;
    struct Entry {
        Item item;
        QString text;
        bool isChosen;
    };
    struct Group {
        QString title;
        QList<Entry> entries;
    };
    const std::array<Group, 3> groups{{{tr("Label map"),
                                        {{Item::LabelsNifti, tr("NIfTI (.nii.gz)"), true},
                                         {Item::LabelsNrrd, tr("NRRD (.nrrd)"), false},
                                         {Item::LabelsMgz, tr("FreeSurfer (.mgz)"), false}}},
                                       {tr("Meaning of the numbers"),
                                        {{Item::TableDseg, tr("BIDS (_dseg.tsv)"), true},
                                         {Item::TableFreeSurfer, tr("FreeSurfer colour table"), false},
                                         {Item::TableItkSnap, tr("ITK-SNAP label descriptions"), false},
                                         {Item::TableSlicer, tr("3D Slicer colour table"), false}}},
                                       {tr("Volumes"),
                                        {{Item::VolumesTsv, tr("Table (.tsv)"), true},
                                         {Item::VolumesCsv, tr("SLANT's table (.csv)"), false},
                                         {Item::VolumesJson, tr("JSON"), false}}}}};
    auto* row = new QHBoxLayout;
    for (const Group& group : groups) {
        auto* box = new QGroupBox(group.title);
        auto* column = new QVBoxLayout(box);
        for (const Entry& entry : group.entries) {
            auto* check = new QCheckBox(entry.text);
            check->setChecked(entry.isChosen);
            connect(check, &QCheckBox::toggled, this, &ExportDialog::updateStart);
            column->addWidget(check);
            m_items[entry.item] = check;
        }
        column->addStretch();
        row->addWidget(box);
    }
    all.addLayout(row);
    m_withPicture = new QCheckBox;
    connect(m_withPicture, &QCheckBox::toggled, this, &ExportDialog::updateStart);
    all.addWidget(m_withPicture);
    setInFront(m_labels);
}

void ExportDialog::setNoTable() {
    for (const auto& [item, check] : m_items) {
        if (item > exporting::Item::LabelsMgz) {
            check->setChecked(false);
            check->setEnabled(false);
        }
    }
    m_said->setText(tr("No label table lies beside the map, so that it alone can be exported."));
}

void ExportDialog::setInFront(const fs::path& labels) {
    const bool isThis = labels == m_labels;
    m_withPicture->setEnabled(isThis);
    m_withPicture->setChecked(isThis && m_withPicture->isChecked());
    m_withPicture->setText(isThis ? tr("Picture of the views as they are (.png), without the patient's name")
                                  : tr("No picture: another case is in front now"));
}

void ExportDialog::addPlace(QVBoxLayout& all) {
    auto* form = new QFormLayout;
    m_folder = new QLineEdit(textOf(m_labels.parent_path() / "export"));
    auto* choose = new QToolButton;
    choose->setText(tr("Choose..."));
    connect(choose, &QToolButton::clicked, this, [this] {
        const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder for the export"), m_folder->text());
        if (!folder.isEmpty()) {
            m_folder->setText(folder);
        }
    });
    auto* row = new QHBoxLayout;
    row->addWidget(m_folder);
    row->addWidget(choose);
    form->addRow(tr("Folder"), row);
    m_folder->setAccessibleName(tr("Folder"));
    m_name = new QLineEdit(textOf(exporting::exportName(imageStem(m_labels))));
    form->addRow(tr("Names begin with"), m_name);
    m_overwrite = new QCheckBox(tr("Replace files that are there"));
    form->addRow(QString(), m_overwrite);
    connect(m_folder, &QLineEdit::textChanged, this, &ExportDialog::updateStart);
    connect(m_name, &QLineEdit::textChanged, this, &ExportDialog::updateStart);
    all.addLayout(form);
}

void ExportDialog::updateStart() {
    if (m_start == nullptr) {
        return;
    }
    bool isAnything = m_withPicture->isChecked();
    for (const auto& [item, check] : m_items) {
        isAnything = isAnything || check->isChecked();
    }
    m_start->setEnabled(isAnything && !m_folder->text().isEmpty() && !m_name->text().isEmpty() &&
                        !m_name->text().contains(QLatin1Char('/')) && m_progress->isHidden());
}

void ExportDialog::start() {
    exporting::Request request{
        m_labels, pathOf(m_folder->text()), pathOf(m_name->text()).string(), {}, m_overwrite->isChecked()};
    for (const auto& [item, check] : m_items) {
        if (check->isChecked()) {
            request.items.insert(item);
        }
    }
    const fs::path pictureFile = request.folder / (request.name + ".png");
    const bool isThere = QFile::exists(textOf(pictureFile)) && !request.overwrite;
    const bool withPicture = m_withPicture->isChecked();
    if (withPicture && isThere) {
        m_said->setText(thereWords(textOf(pictureFile)));
        return;
    }
    const QImage picture = withPicture ? m_picture() : QImage();
    m_progress->setValue(0);
    m_progress->show();
    m_said->setText(tr("Writing, reading back and comparing..."));
    updateStart();
    m_pool.start([this, request, withPicture, picture, pictureFile, token = m_cancel] {
        Progress progress(
            [this](double fraction, std::string_view) { emit progressed(static_cast<int>(100 * fraction)); }, token);
        QStringList files;
        QString problem;
        try {
            for (const fs::path& file : exporting::exportCase(request, progress)) {
                files << textOf(file.filename());
            }
            if (withPicture) {
                writePicture(picture, pictureFile);
                files << textOf(pictureFile.filename());
            }
        } catch (const Error& error) {
            problem = error.code() == ErrorCode::OutputExists
                          ? thereWords(QString::fromStdString(error.arguments().front()))
                          : errorWords(error);
        } catch (const std::exception& error) {
            problem = errorWords(error);
        }
        emit over(files, problem);
    });
}

void ExportDialog::end(const QStringList& files, const QString& problem) {
    m_progress->hide();
    m_said->setText(problem.isEmpty() ? tr("Done: %n file(s) written, read back and found the same: %1", nullptr,
                                           static_cast<int>(files.size()))
                                            .arg(files.join(QStringLiteral(", ")))
                                      : problem);
    updateStart();
}

} // namespace tessera::ui
