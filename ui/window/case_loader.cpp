#include "ui/window/case_loader.h"

#include "core/image/image_io.h"
#include "ui/base/error_words.h"

#include <QMetaObject>

#include <algorithm>
#include <array>
#include <cctype>
#include <exception>

namespace fs = std::filesystem;

namespace tessera::ui {

bool isNamedLikeLabels(const fs::path& file) {
    std::string name = hasImageName(file) ? imageStem(file) : file.filename().string();
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
    static constexpr std::array<std::string_view, 8> kWords{"_dseg",  "_seg",  "aseg",         "aparc",
                                                            "labels", "label", "segmentation", "wmparc"};
    return std::any_of(kWords.begin(), kWords.end(), [&](std::string_view word) {
        const std::size_t at = name.find(word);
        const std::size_t next = at + word.size(); // "_seg" isn't how "_segal" begins
        return at != std::string::npos &&
               (next >= name.size() || std::isalpha(static_cast<unsigned char>(name[next])) == 0);
    });
}

CaseLoader::CaseLoader(QObject* parent) : QObject(parent) {
    m_pool.setMaxThreadCount(1);
}

CaseLoader::~CaseLoader() {
    m_pool.clear();
    m_pool.waitForDone();
}

void CaseLoader::load(const CaseFiles& files) {
    start(files, nullptr);
}

void CaseLoader::loadLabels(const fs::path& labels, const std::shared_ptr<const CaseImage>& image) {
    start({{}, labels}, image);
}

void CaseLoader::start(const CaseFiles& files, const std::shared_ptr<const CaseImage>& image) {
    const int request = ++m_request;
    m_pool.clear();
    m_isBusy = true;
    emit started(tr("Reading %1").arg(textOf((image ? files.labels : files.image).filename())));
    // delivers on the GUI's thread, unless something newer was asked for
    const auto deliver = [this, request](auto news) {
        QMetaObject::invokeMethod(
            this,
            [this, request, news] {
                if (request == m_request) {
                    news();
                }
            },
            Qt::QueuedConnection);
    };
    m_pool.start([this, files, image, deliver] {
        try {
            std::shared_ptr<const CaseImage> here = image;
            if (!here) {
                here = readCaseImage(files.image);
                deliver([this, here] { emit imageRead(here); });
            }
            if (!files.labels.empty()) {
                deliver([this, labels = readCaseLabels(files.labels, *here)] { emit labelsRead(labels); });
            }
        } catch (const std::exception& error) {
            deliver([this, problem = errorWords(error)] { emit failed(problem); });
        }
        deliver([this] {
            m_isBusy = false;
            emit finished();
        });
    });
}

} // namespace tessera::ui
