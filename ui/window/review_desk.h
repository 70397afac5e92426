#pragma once

#include "ui/models/review_case.h"

#include <QObject>
#include <QString>
#include <QThreadPool>
#include <QTimer>

#include <filesystem>
#include <map>
#include <optional>
#include <unordered_map>
#include <vector>

namespace tessera::ui {

class QueueModel;

/// The finished cases of the queue in the order of a review, and what is thought of them: the queue's list shows the
/// verdicts, too. Records and ratings are read and stored on threads of its own; a rating is on its way to the disk
/// when `rate` returns. GUI thread only.
class ReviewDesk : public QObject {
    Q_OBJECT

  public:
    /// @param ratings file of engine::Ratings @param queue outlives the desk
    ReviewDesk(QueueModel& queue, std::filesystem::path ratings, QObject* parent = nullptr);
    ~ReviewDesk() override; ///< waits until all ratings are stored

    /// Reads what is finished and puts it in order; `listed` tells. The order then stays, later cases follow at the
    /// end.
    void begin();
    [[nodiscard]] bool isReading() const noexcept { return m_reading > 0; }
    [[nodiscard]] const std::vector<ReviewCase>& cases() const noexcept { return m_cases; }
    [[nodiscard]] const ReviewCase* find(JobId job) const;
    [[nodiscard]] int rated() const; ///< cases with a verdict

    void rate(JobId job, engine::Verdict verdict, const QString& note);
    /// Gives the case that was rated last its earlier rating again. @return that case; none if there is nothing
    std::optional<JobId> takeBack();
    /// All cases as TSV (engine::ratingsTsv).
    void exportTo(const std::filesystem::path& file);

  signals:
    void listed();
    void ratingChanged(tessera::ui::JobId job);
    void exported(const QString& file);
    /// What happened, to which file, and what to do.
    void failed(const QString& problem);

  private:
    struct Known {
        QString changed; ///< of the job, when it was read
        std::optional<engine::ReviewFacts> facts{};
    };
    struct Finished {
        JobId job = 0;
        engine::OutputFiles files;
    };
    struct News {
        std::optional<std::map<engine::RatedResult, engine::Rating>> ratings{};
        std::vector<std::pair<JobId, engine::ReviewFacts>> facts{};
        QStringList problems{};
    };

    void refresh();
    [[nodiscard]] std::vector<Finished> unread();
    void take(const News& news, int generation);
    void list();
    void set(ReviewCase& one, const engine::Rating& rating);
    [[nodiscard]] engine::Rating ratingOf(const engine::RatedResult& result) const;

    QueueModel& m_queue;
    const engine::Ratings m_store;
    std::map<engine::RatedResult, engine::Rating> m_ratings;
    std::unordered_map<JobId, Known> m_known;
    [[nodiscard]] ReviewCase* caseOf(JobId job);

    std::vector<ReviewCase> m_cases;
    std::vector<std::pair<JobId, engine::Rating>> m_before; ///< ratings that were replaced, the last one last
    bool m_hasBegun = false;                                ///< a review has been asked for
    int m_reading = 0;
    int m_generation = 0; ///< of the ratings: what was read while one was stored isn't taken
    QTimer m_soon;
    QThreadPool m_reader, m_writer;
};

} // namespace tessera::ui
