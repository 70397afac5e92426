#include "ui/window/case_keeper.h"

#include "core/base/error.h"
#include "core/image/image_io.h"
#include "ui/base/error_words.h"
#include "ui/models/regions_model.h"
#include "ui/window/case_view.h"

#include <QFileDialog>

#include <exception>
#include <utility>

namespace fs = std::filesystem;

namespace tessera::ui {
namespace {

using Found = CaseKeeper::Found;

/// What a file is now that was recorded once.
struct Looked {
    bool isThere = false, isSame = false;
    QString problem; ///< where it can't be read
};

template <typename Record>
Looked lookAt(const casefile::RecordedFile& saved, const Record& record) {
    std::error_code ignored;
    if (!fs::exists(saved.path, ignored)) {
        return {};
    }
    try {
        return {.isThere = true, .isSame = record(saved.path) == saved, .problem = {}};
    } catch (const std::exception& error) {
        return {.isThere = false, .isSame = false, .problem = errorWords(error)};
    }
}

QString changedWords(const fs::path& file) {
    return CaseKeeper::tr(
               "%1 has changed since the case was saved and is shown as it is now. Check that it is the right "
               "file.")
        .arg(textOf(file));
}

void lookAtScan(Found& found) {
    const casefile::RecordedFile& saved = found.content.scan;
    const Looked scan = lookAt(saved, casefile::recordScan);
    if (!scan.isThere) {
        found.problem =
            !scan.problem.isEmpty()
                ? scan.problem
                : CaseKeeper::tr("%1, the scan of this case, isn't there (any more). Put it back, or connect "
                                 "the drive that it lies on, and open the case again.")
                      .arg(textOf(saved.path));
        return;
    }
    found.files.image = saved.path;
    if (!scan.isSame) {
        found.notes << changedWords(saved.path);
    }
}

void lookAtLabels(Found& found) {
    const casefile::RecordedFile& saved = *found.content.labels;
    const Looked labels = lookAt(saved, casefile::recordLabels);
    if (labels.isThere) {
        found.files.labels = saved.path;
        if (!labels.isSame) {
            found.notes << changedWords(saved.path);
        }
    } else if (!labels.problem.isEmpty()) {
        found.notes << labels.problem;
    } else {
        found.notes << CaseKeeper::tr(
                           "%1, the label map of this case, isn't there (any more): the scan is shown alone. "
                           "Put it back, or connect the drive that it lies on, and open the case again.")
                           .arg(textOf(saved.path));
    }
}

} // namespace

CaseKeeper::CaseKeeper(CasePage& page, RegionsModel& regions, QObject* parent)
    : QObject(parent), m_page(page), m_regions(regions) {
    m_pool.setMaxThreadCount(1);
    connect(this, &CaseKeeper::wasRead, this, &CaseKeeper::take);
    connect(this, &CaseKeeper::wasSaved, this, [this](const QString& file, const QString& problem) {
        if (problem.isEmpty()) {
            emit saved(file);
        } else {
            emit failed(problem);
        }
    });
    connect(&page, &CasePage::caseChanged, this, &CaseKeeper::restore);
    connect(&page.loader(), &CaseLoader::finished, this, &CaseKeeper::finish);
}

CaseKeeper::~CaseKeeper() {
    m_pool.clear();
    m_pool.waitForDone();
}

void CaseKeeper::askAndSave(QWidget* window) {
    const CaseFiles& files = m_page.files();
    const fs::path named = files.labels.empty() ? files.image : files.labels;
    const std::string stem = hasImageName(named) ? imageStem(named) : named.filename().string();
    auto* dialog =
        new QFileDialog(window, tr("Save case"), textOf(named.parent_path()), tr("Cases of Tessera (*.tessera)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("tessera"));
    dialog->selectFile(textOf(stem + std::string(casefile::CaseFile::kExtension)));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) { save(pathOf(file)); });
    dialog->open();
}

void CaseKeeper::save(const fs::path& file) {
    const CaseFiles files = m_page.files();
    const casefile::CaseView view = viewOf(m_page, m_regions);
    m_pool.start([this, file, files, view] {
        QString problem;
        try {
            casefile::CaseFile content{.scan = casefile::recordScan(files.image), .view = view};
            if (!files.labels.empty()) {
                content.labels = casefile::recordLabels(files.labels);
            }
            casefile::writeCaseFile(content, file);
        } catch (const std::exception& error) {
            problem = errorWords(error);
        }
        emit wasSaved(textOf(file), problem);
    });
}

void CaseKeeper::open(const fs::path& file) {
    m_pending.reset();
    m_pool.start([this, file, request = ++m_request] {
        auto out = std::make_shared<Found>(Found{.file = file});
        try {
            out->content = casefile::readCaseFile(file);
            lookAtScan(*out);
            if (out->content.labels && out->problem.isEmpty()) {
                lookAtLabels(*out);
            }
        } catch (const std::exception& error) {
            out->problem = errorWords(error);
        }
        emit wasRead(request, out);
    });
}

void CaseKeeper::take(int request, const std::shared_ptr<const Found>& found) {
    if (request != m_request) {
        return;
    }
    if (!found->problem.isEmpty()) {
        emit failed(found->problem);
        return;
    }
    m_isScanThere = false;
    m_pending = found;
    m_notes = found->notes;
    emit this->found(found->files);
}

/// A scan or a label map has come.
void CaseKeeper::restore() {
    if (!m_pending) {
        return;
    }
    if (m_page.files().image != m_pending->files.image) {
        m_pending.reset(); // another case was opened meanwhile
        return;
    }
    const casefile::CaseView& view = m_pending->content.view;
    if (!std::exchange(m_isScanThere, true)) {
        if (view.radiological != m_page.state().conventions().radiological) {
            m_notes << (view.radiological
                            ? tr("The case is shown as it was saved: the patient's right is on the left.")
                            : tr("The case is shown as it was saved: the patient's right is on the right."));
        }
        restoreScanView(view, m_page);
    }
    if (!m_page.files().labels.empty() && m_page.files().labels == m_pending->files.labels) {
        restoreRegions(view, m_page, m_regions);
    }
}

void CaseKeeper::finish() {
    const std::shared_ptr<const Found> pending = std::exchange(m_pending, nullptr);
    if (!pending || !m_isScanThere) {
        return; // what can't be read was told
    }
    if (m_page.files().labels == pending->files.labels && !m_notes.isEmpty()) {
        emit noticed(m_notes.join(QLatin1Char('\n')));
    }
    emit opened(textOf(pending->file));
}

} // namespace tessera::ui
