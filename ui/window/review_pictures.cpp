#include "ui/window/review_pictures.h"

#include "core/base/os/file.h"
#include "core/base/os/storage.h"
#include "core/image/image_io.h"
#include "core/quantify/table_beside.h"
#include "ui/base/error_words.h"
#include "ui/viewer/slice_picture.h"

#include <QBuffer>
#include <QMetaObject>
#include <QThread>

#include <algorithm>
#include <exception>

namespace fs = std::filesystem;

namespace tessera::ui {
namespace {

constexpr int kWidth = 1536;                ///< pixels
constexpr std::size_t kMostPictures = 2000; ///< on the disk
constexpr const char* kVersion = "1";       ///< of how pictures are made

QImage pictureOf(const CaseFiles& files, const Conventions& conventions) {
    const auto image = readCaseImage(files.image);
    LabelVolume map = readLabels(files.labels);
    const labels::LabelTable table = quantify::tableOf(files.labels, map).value_or(labels::LabelTable());
    const auto labels = makeCaseLabels(files.labels, std::move(map), table, {}, {}, image->geometry);
    return threeViews(*image, *labels, conventions, kWidth);
}

void store(const QImage& picture, const fs::path& file) {
    os::makePrivateFolder(file.parent_path());
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    if (picture.save(&buffer, "PNG")) {
        os::writeFileAtomically(file, std::string_view(buffer.data().constData(), buffer.data().size()));
    }
}

void removeOldest(const fs::path& folder) {
    std::vector<std::pair<fs::file_time_type, fs::path>> files;
    std::error_code ignored;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored)) {
        files.emplace_back(entry.last_write_time(ignored), entry.path());
    }
    std::sort(files.begin(), files.end());
    for (std::size_t i = 0; i + kMostPictures < files.size(); ++i) {
        fs::remove(files[i].second, ignored);
    }
}

} // namespace

ReviewPictures::ReviewPictures(fs::path folder, QObject* parent) : QObject(parent), m_folder(std::move(folder)) {
    m_loader.setMaxThreadCount(1);
    m_maker.setMaxThreadCount(1);
    m_maker.setThreadPriority(QThread::LowestPriority);
}

ReviewPictures::~ReviewPictures() {
    for (QThreadPool* pool : {&m_loader, &m_maker}) {
        pool->clear();
        pool->waitForDone();
    }
}

fs::path ReviewPictures::fileOf(const QString& key) const {
    return m_folder / (key.toStdString() + "-" + kVersion + (m_conventions.radiological ? "r" : "n") +
                       (m_conventions.noseLeft ? "l" : "r") + ".png");
}

void ReviewPictures::setConventions(const Conventions& conventions) {
    if (conventions != m_conventions) {
        m_conventions = conventions;
        m_near.clear();
    }
}

void ReviewPictures::want(const std::vector<Wish>& wishes) {
    m_loader.clear();
    m_maker.clear();
    m_nearKeys.clear();
    for (const Wish& wish : wishes) {
        if (m_nearKeys.size() < kNear) {
            m_nearKeys.push_back(wish.key);
        }
    }
    m_near.removeIf([this](const std::pair<const QString&, QImage&>& entry) {
        return std::find(m_nearKeys.begin(), m_nearKeys.end(), entry.first) == m_nearKeys.end();
    });
    for (const QString& key : m_nearKeys) {
        if (!m_near.contains(key)) {
            load(key);
        }
    }
    for (const Wish& wish : wishes) {
        const bool isLookedAt = wish.key == wishes.front().key; // what failed is tried once more
        if (!m_near.contains(wish.key) && (isLookedAt || !m_problems.contains(wish.key))) {
            make(wish);
        }
    }
}

void ReviewPictures::clear() {
    m_loader.clear();
    m_maker.clear();
    m_near.clear();
    m_maker.start([folder = m_folder] { // after the one that is being made
        std::error_code ignored;
        fs::remove_all(folder, ignored);
    });
}

void ReviewPictures::load(const QString& key) {
    m_loader.start([this, key, file = fileOf(key), conventions = m_conventions] {
        std::error_code ignored;
        QImage picture;
        if (!fs::exists(file, ignored)) {
            return;
        }
        if (!picture.load(QString::fromStdString(file.string()), "PNG")) {
            fs::remove(file, ignored); // damaged: made anew when it is wanted again
        } else {
            picture = picture.convertToFormat(QImage::Format_RGB32);
            const auto told = [this, key, picture, conventions] {
                if (conventions == m_conventions) {
                    take(key, picture, {});
                }
            };
            QMetaObject::invokeMethod(this, told, Qt::QueuedConnection);
        }
    });
}

void ReviewPictures::make(const Wish& wish) {
    m_maker.start([this, wish, file = fileOf(wish.key), conventions = m_conventions] {
        std::error_code ignored;
        if (fs::exists(file, ignored)) {
            return;
        }
        QImage picture;
        QString problem;
        try {
            picture = pictureOf(wish.files, conventions);
        } catch (const std::exception& error) {
            problem = errorWords(error);
        }
        const auto told = [this, key = wish.key, picture, problem, conventions] {
            if (conventions == m_conventions) {
                take(key, picture, problem);
            }
        };
        QMetaObject::invokeMethod(this, told, Qt::QueuedConnection);
        try {
            if (!picture.isNull()) {
                store(picture, file);
                removeOldest(file.parent_path());
            }
        } catch (const std::exception&) {
            // it is made again the next time
        }
    });
}

void ReviewPictures::take(const QString& key, const QImage& picture, const QString& problem) {
    const bool isNear = std::find(m_nearKeys.begin(), m_nearKeys.end(), key) != m_nearKeys.end();
    if (!picture.isNull() && isNear) {
        m_near.insert(key, picture);
    }
    if (problem.isEmpty()) {
        m_problems.remove(key);
    } else {
        m_problems.insert(key, problem);
    }
    emit changed(key);
}

} // namespace tessera::ui
