#pragma once

#include "core/engine/ratings.h"
#include "ui/bridge/engine_types.h"

#include <QAbstractListModel>
#include <QHash>
#include <QImage>

#include <array>
#include <functional>
#include <optional>
#include <vector>

namespace tessera::ui {

class Engine;

/// The state in a word or two, translated.
[[nodiscard]] QString stateWords(JobState state);

/// All jobs of the queue in their turn, for a list with a delegate. Jobs are found by their number in constant time,
/// and what one batch of news changes is told in few ranges, so that ten thousand jobs stay light. The GUI thread.
class QueueModel final : public QAbstractListModel {
    Q_OBJECT

  public:
    enum Role {
        IdRole = Qt::UserRole, ///< qlonglong
        FileRole,              ///< QString, for reading only
        StateRole,             ///< int of JobState
        StateWordsRole,        ///< QString, translated
        ReasonsRole,           ///< QStringList of sentences
        StepRole,              ///< QString: what is being done now; empty unless at work
        FractionRole,          ///< double, 0..1; invalid unless at work
        TilesRole,             ///< qulonglong: bit i says that tile i is there; the first 64 only
        TileCountRole,         ///< int: tiles of the plan; 0 if not known
        TilesDoneRole,         ///< int
        DeviceRole,            ///< QString: of the last tile
        SecondsLeftRole,       ///< double; invalid if not known
        ThumbnailRole,         ///< QImage; null if there is none
        NoticesRole,           ///< QStringList: of the result; before there is one, what is unusual about the scan
        PredictionRole,        ///< QString: what its network is going to take; empty unless at work and known
        VerdictRole            ///< int of engine::Verdict: what a person thinks of the result
    };
    static constexpr const char* kMimeType = "application/x-tessera-jobs";

    explicit QueueModel(QObject* parent = nullptr);

    /// Takes the engine's news from now on, and hands moves over to it.
    void follow(Engine& engine);

    // what the engine tells
    void takePage(const JobPage& page);
    void takeJobs(const std::vector<JobInfo>& jobs);
    void takeRemoved(const std::vector<JobId>& jobs);
    void takeProgress(const std::vector<JobProgress>& jobs);
    void takeTiles(const std::vector<TileNews>& tiles);
    void takePreflights(const std::vector<PreflightReport>& reports);

    void setThumbnail(JobId job, const QImage& image);
    void setVerdict(JobId job, engine::Verdict verdict); ///< on the result that there is

    /// Moves jobs, in their present order, in front of another, whose priority they get, or without one to the end of
    /// their own priority. Only jobs that wait can be moved.
    bool move(const std::vector<JobId>& jobs, std::optional<JobId> before);

    [[nodiscard]] std::optional<JobInfo> job(JobId id) const;
    [[nodiscard]] JobInfo jobAt(int row) const;
    [[nodiscard]] QModelIndex indexOf(JobId id) const; ///< invalid if there is none
    /// Jobs in each state.
    [[nodiscard]] const std::array<int, queue::kJobStates>& counts() const { return m_counts; }
    [[nodiscard]] std::vector<JobId> jobsIn(JobState state) const;
    /// Those that are prepared, computed or finished now.
    [[nodiscard]] std::vector<JobInfo> jobsAtWork() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
    [[nodiscard]] Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    [[nodiscard]] QStringList mimeTypes() const override { return {kMimeType}; }
    [[nodiscard]] QMimeData* mimeData(const QModelIndexList& indexes) const override;
    bool dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                      const QModelIndex& parent) override;
    bool moveRows(const QModelIndex& from, int first, int count, const QModelIndex& to, int before) override;

  signals:
    void countsChanged();
    /// A job is shown for the first time: its picture is to come by `setThumbnail`.
    void thumbnailWanted(tessera::ui::JobId job) const;
    /// A person has moved jobs; they are shown there already.
    void moved(const std::vector<tessera::ui::JobId>& jobs, std::optional<tessera::ui::JobId> before);

  private:
    struct Entry {
        JobInfo job;
        QString name{}, file{};
        QString step{}, device{};
        std::optional<double> fraction{}, secondsLeft{};
        std::uint64_t tiles = 0;
        int tileCount = 0;
        std::vector<bool> tileDone{};
        int tilesDone = 0;
        PreflightReport preflight{}; ///< of this attempt
        QImage thumbnail{};
        engine::Verdict verdict = engine::Verdict::None;
        mutable bool isThumbnailWanted = false; ///< asked for once, when it is looked at
        int listing = 0;                        ///< the last one that it was seen in
    };

    [[nodiscard]] static Entry entryFor(JobInfo job);
    [[nodiscard]] static QString accessibleText(const Entry& entry);
    [[nodiscard]] static QStringList noticesOf(const Entry& entry);
    void update(Entry& entry, JobInfo job);
    void insertNew(std::vector<JobInfo> jobs);
    [[nodiscard]] int endOf(int priority) const;
    void sortRows(const std::function<int(const JobInfo& job)>& turn);
    void removeRowsWhere(const std::function<bool(const Entry&)>& isGone);
    void moveRow(int from, int before);
    void renumber(int first, int last);
    void tellChanges(std::vector<int> rows);
    [[nodiscard]] Entry* find(JobId id);

    std::vector<Entry> m_entries;
    QHash<JobId, int> m_rows;
    std::array<int, queue::kJobStates> m_counts{};
    int m_listing = 0;
    std::vector<JobId> m_listed; ///< of the listing that goes on, in order
};

} // namespace tessera::ui
