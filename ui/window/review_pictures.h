#pragma once

#include "ui/viewer/slice_plane.h"
#include "ui/window/case_loader.h"

#include <QHash>
#include <QImage>
#include <QObject>
#include <QThreadPool>

#include <filesystem>
#include <vector>

namespace tessera::ui {

/// The pictures of a review (`threeViews`): made on a thread of its own ahead of being looked at, kept as PNG in a
/// private folder, and the nearest ones in memory. Their files are named by content and hold nothing of a patient's
/// identity. GUI thread only.
class ReviewPictures : public QObject {
    Q_OBJECT

  public:
    struct Wish {
        QString key; ///< of the scan with its label map: letters and digits
        CaseFiles files;
    };
    /// So many are kept in memory.
    static constexpr int kNear = 6;

    /// @param folder is made (0700) with the first picture; of very many pictures in it the oldest go
    explicit ReviewPictures(std::filesystem::path folder, QObject* parent = nullptr);
    ~ReviewPictures() override; ///< waits for the picture that is being made

    void setConventions(const Conventions& conventions);
    /// What is looked at now, then what will be, the nearest first; replaces earlier wishes.
    void want(const std::vector<Wish>& wishes);
    /// Deletes all that are kept, on the disk too, soon.
    void clear();
    [[nodiscard]] QImage picture(const QString& key) const { return m_near.value(key); } ///< null: not there yet
    /// Why there is none, in words; empty if nothing is known.
    [[nodiscard]] QString problem(const QString& key) const { return m_problems.value(key); }

  signals:
    void changed(const QString& key); ///< its picture is there, or a problem

  private:
    [[nodiscard]] std::filesystem::path fileOf(const QString& key) const;
    void load(const QString& key);
    void make(const Wish& wish);
    void take(const QString& key, const QImage& picture, const QString& problem);

    const std::filesystem::path m_folder;
    Conventions m_conventions;
    std::vector<QString> m_nearKeys;
    QHash<QString, QImage> m_near;
    QHash<QString, QString> m_problems;
    QThreadPool m_loader, m_maker;
};

} // namespace tessera::ui
