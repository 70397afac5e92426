#include "ui/models/queue_model.h"

#include "ui/base/paths.h"
#include "ui/bridge/engine.h"
#include "ui/models/prediction_words.h"
#include "ui/models/reason_words.h"
#include "ui/models/review_case.h"

#include <QDataStream>
#include <QIODevice>
#include <QMimeData>

#include <algorithm>
#include <array>
#include <limits>
#include <memory>
#include <numeric>
#include <utility>

namespace tessera::ui {
namespace {

/// More ranges than this are told as one, or as a reset.
constexpr std::size_t kMostRanges = 64;
constexpr int kTileBits = 64;

bool waits(JobState state) {
    return state == JobState::Queued || state == JobState::Paused;
}

struct Range {
    int first = 0, last = 0;
};

/// @param rows in any order, more than once
std::vector<Range> rangesOf(std::vector<int> rows) {
    std::sort(rows.begin(), rows.end());
    std::vector<Range> out;
    for (const int row : rows) {
        if (!out.empty() && row <= out.back().last + 1) {
            out.back().last = row;
        } else {
            out.push_back({row, row});
        }
    }
    return out;
}

QStringList sentencesOf(const JobInfo& job) {
    QStringList out;
    for (const Reason& reason : job.reasons) {
        out << reasonWords(reason);
    }
    return out;
}

} // namespace

/// The engine's steps, which speaks English. Others are shown as they come.
[[maybe_unused]] constexpr std::array kSteps{QT_TRANSLATE_NOOP("tessera::ui::QueueModel", "reading"),
                                             QT_TRANSLATE_NOOP("tessera::ui::QueueModel", "reading DICOM headers"),
                                             QT_TRANSLATE_NOOP("tessera::ui::QueueModel", "preparing"),
                                             QT_TRANSLATE_NOOP("tessera::ui::QueueModel", "registration"),
                                             QT_TRANSLATE_NOOP("tessera::ui::QueueModel", "waiting for a device"),
                                             QT_TRANSLATE_NOOP("tessera::ui::QueueModel", "preview"),
                                             QT_TRANSLATE_NOOP("tessera::ui::QueueModel", "tiles"),
                                             QT_TRANSLATE_NOOP("tessera::ui::QueueModel", "network"),
                                             QT_TRANSLATE_NOOP("tessera::ui::QueueModel", "bringing labels home"),
                                             QT_TRANSLATE_NOOP("tessera::ui::QueueModel", "writing")};

QString stateWords(JobState state) {
    switch (state) {
    case JobState::Queued:
        return QueueModel::tr("waiting");
    case JobState::Preparing:
        return QueueModel::tr("preparing");
    case JobState::Running:
        return QueueModel::tr("segmenting");
    case JobState::Finishing:
        return QueueModel::tr("finishing");
    case JobState::Done:
        return QueueModel::tr("done");
    case JobState::NeedsReview:
        return QueueModel::tr("needs review");
    case JobState::Failed:
        return QueueModel::tr("failed");
    case JobState::Cancelled:
        return QueueModel::tr("cancelled");
    case JobState::Paused:
        return QueueModel::tr("paused");
    }
    return {};
}

QueueModel::QueueModel(QObject* parent) : QAbstractListModel(parent) {}

void QueueModel::follow(Engine& engine) {
    connect(&engine, &Engine::pageListed, this, &QueueModel::takePage);
    connect(&engine, &Engine::jobsChanged, this, &QueueModel::takeJobs);
    connect(&engine, &Engine::jobsRemoved, this, &QueueModel::takeRemoved);
    connect(&engine, &Engine::progressed, this, &QueueModel::takeProgress);
    connect(&engine, &Engine::tilesCame, this, &QueueModel::takeTiles);
    connect(&engine, &Engine::preflighted, this, &QueueModel::takePreflights);
    connect(this, &QueueModel::moved, &engine,
            [&engine](const std::vector<JobId>& jobs, std::optional<JobId> before) { engine.reorder(jobs, before); });
}

QueueModel::Entry QueueModel::entryFor(JobInfo job) {
    Entry out;
    out.name = textOf(job.name);
    out.file = textOf(job.file);
    out.job = std::move(job);
    return out;
}

QString QueueModel::accessibleText(const Entry& entry) {
    QStringList words{entry.name, stateWords(entry.job.state)};
    if (entry.verdict != engine::Verdict::None) {
        words << tr("rated: %1").arg(verdictWords(entry.verdict));
    }
    words << shortPrediction(entry.preflight);
    words.removeAll({});
    return (words + sentencesOf(entry.job)).join(", ");
}

QStringList QueueModel::noticesOf(const Entry& entry) {
    return entry.job.hasResult() ? entry.job.notices : entry.preflight.warnings;
}

QueueModel::Entry* QueueModel::find(JobId id) {
    const auto found = m_rows.constFind(id);
    return found == m_rows.constEnd() ? nullptr : &m_entries[static_cast<std::size_t>(*found)];
}

void QueueModel::update(Entry& entry, JobInfo job) {
    --m_counts[static_cast<std::size_t>(entry.job.state)];
    ++m_counts[static_cast<std::size_t>(job.state)];
    if (job.attempts != entry.job.attempts) { // it hears of tiles that are there already once more
        entry.tiles = 0;
        entry.tileDone.clear();
        entry.tilesDone = 0;
        entry.preflight = {};
    } else if (job.state == entry.job.state) { // what is told only once
        job.skipped = job.skipped || entry.job.skipped;
    }
    if (!job.hasResult()) {
        entry.verdict = engine::Verdict::None; // of a result that there was
    }
    if (!queue::isHeld(job.state)) {
        entry.step.clear();
        entry.device.clear();
        entry.fraction.reset();
        entry.secondsLeft.reset();
        entry.preflight.devices.clear();
    }
    entry.job = std::move(job);
    entry.listing = m_listing;
}

void QueueModel::takeJobs(const std::vector<JobInfo>& jobs) {
    std::vector<JobInfo> fresh;
    std::vector<int> rows;
    QHash<JobId, int> elsewhere;
    for (const JobInfo& job : jobs) {
        Entry* const entry = find(job.id);
        if (entry == nullptr) {
            fresh.push_back(job);
            continue;
        }
        if (entry->job.priority != job.priority) {
            elsewhere.insert(job.id, static_cast<int>(elsewhere.size()) + 1);
        }
        update(*entry, job);
        rows.push_back(m_rows.value(job.id));
    }
    tellChanges(std::move(rows));
    if (!elsewhere.isEmpty()) { // each goes to the end of its new priority
        sortRows([&](const JobInfo& job) { return elsewhere.value(job.id, 0); });
    }
    insertNew(std::move(fresh));
    emit countsChanged();
}

/// First row behind those of a priority and of all higher ones.
int QueueModel::endOf(int priority) const {
    const auto end = std::partition_point(m_entries.begin(), m_entries.end(),
                                          [&](const Entry& entry) { return entry.job.priority >= priority; });
    return static_cast<int>(end - m_entries.begin());
}

void QueueModel::insertNew(std::vector<JobInfo> jobs) {
    std::stable_sort(jobs.begin(), jobs.end(),
                     [](const JobInfo& a, const JobInfo& b) { return a.priority > b.priority; });
    for (auto first = jobs.begin(); first != jobs.end();) {
        const auto last =
            std::find_if(first, jobs.end(), [&](const JobInfo& job) { return job.priority != first->priority; });
        const int row = endOf(first->priority);
        std::vector<Entry> entries;
        for (; first != last; ++first) {
            ++m_counts[static_cast<std::size_t>(first->state)];
            entries.push_back(entryFor(std::move(*first)));
            entries.back().listing = m_listing;
        }
        beginInsertRows({}, row, row + static_cast<int>(entries.size()) - 1);
        m_entries.insert(m_entries.begin() + row, std::make_move_iterator(entries.begin()),
                         std::make_move_iterator(entries.end()));
        renumber(row, rowCount() - 1);
        endInsertRows();
    }
}

void QueueModel::renumber(int first, int last) {
    for (int row = first; row <= last; ++row) {
        m_rows[m_entries[static_cast<std::size_t>(row)].job.id] = row;
    }
}

void QueueModel::takePage(const JobPage& page) {
    if (page.isFirst) {
        ++m_listing;
        m_listed.clear();
    }
    takeJobs(page.jobs);
    for (const JobInfo& job : page.jobs) {
        m_listed.push_back(job.id);
    }
    if (page.isLast) {
        removeRowsWhere([this](const Entry& entry) { return entry.listing != m_listing; });
        QHash<JobId, int> turn;
        for (const JobId id : std::exchange(m_listed, {})) {
            turn.insert(id, static_cast<int>(turn.size()));
        }
        // jobs that came meanwhile are at the end of their priority
        sortRows([&](const JobInfo& job) { return turn.value(job.id, std::numeric_limits<int>::max()); });
    }
}

/// By priority, then by `turn`, then as they are.
void QueueModel::sortRows(const std::function<int(const JobInfo& job)>& turn) {
    std::vector<std::pair<int, int>> keys; // of each row
    for (const Entry& entry : m_entries) {
        keys.emplace_back(-entry.job.priority, turn(entry.job));
    }
    if (std::is_sorted(keys.begin(), keys.end())) {
        return;
    }
    std::vector<std::size_t> order(keys.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return keys[a] < keys[b]; });
    emit layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    std::vector<Entry> entries;
    std::vector<int> rowAfter(order.size());
    for (const std::size_t row : order) {
        rowAfter[row] = static_cast<int>(entries.size());
        entries.push_back(std::move(m_entries[row]));
    }
    m_entries = std::move(entries);
    renumber(0, rowCount() - 1);
    QModelIndexList after;
    for (const QModelIndex& old : before) {
        after << index(rowAfter[static_cast<std::size_t>(old.row())]);
    }
    changePersistentIndexList(before, after);
    emit layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

void QueueModel::takeRemoved(const std::vector<JobId>& jobs) {
    QHash<JobId, bool> gone;
    for (const JobId id : jobs) {
        gone.insert(id, true);
    }
    removeRowsWhere([&](const Entry& entry) { return gone.contains(entry.job.id); });
}

void QueueModel::removeRowsWhere(const std::function<bool(const Entry&)>& isGone) {
    std::vector<int> rows;
    for (int row = 0; row < rowCount(); ++row) {
        const Entry& entry = m_entries[static_cast<std::size_t>(row)];
        if (isGone(entry)) {
            rows.push_back(row);
            --m_counts[static_cast<std::size_t>(entry.job.state)];
            m_rows.remove(entry.job.id);
        }
    }
    if (rows.empty()) {
        return;
    }
    const std::vector<Range> ranges = rangesOf(std::move(rows));
    if (ranges.size() > kMostRanges) {
        beginResetModel();
        std::erase_if(m_entries, isGone);
        renumber(0, rowCount() - 1);
        endResetModel();
    } else {
        for (auto range = ranges.rbegin(); range != ranges.rend(); ++range) {
            beginRemoveRows({}, range->first, range->last);
            m_entries.erase(m_entries.begin() + range->first, m_entries.begin() + range->last + 1);
            renumber(range->first, rowCount() - 1);
            endRemoveRows();
        }
    }
    emit countsChanged();
}

void QueueModel::takeProgress(const std::vector<JobProgress>& jobs) {
    std::vector<int> rows;
    for (const JobProgress& progress : jobs) {
        Entry* const entry = find(progress.id);
        if (entry != nullptr && queue::isHeld(entry->job.state)) {
            entry->step = progress.step;
            entry->fraction = progress.fraction;
            entry->secondsLeft = progress.secondsLeft;
            rows.push_back(m_rows.value(progress.id));
        }
    }
    tellChanges(std::move(rows));
}

void QueueModel::takeTiles(const std::vector<TileNews>& tiles) {
    std::vector<int> rows;
    for (const TileNews& tile : tiles) {
        Entry* const entry = find(tile.job);
        if (entry == nullptr || tile.tile < 0 || tile.tile >= tile.tiles) {
            continue;
        }
        entry->tileCount = tile.tiles;
        entry->tileDone.resize(static_cast<std::size_t>(tile.tiles));
        if (!entry->tileDone[static_cast<std::size_t>(tile.tile)]) {
            entry->tileDone[static_cast<std::size_t>(tile.tile)] = true;
            ++entry->tilesDone;
        }
        if (tile.tile < kTileBits) {
            entry->tiles |= std::uint64_t{1} << tile.tile;
        }
        if (!tile.device.isEmpty()) {
            entry->device = tile.device;
        }
        rows.push_back(m_rows.value(tile.job));
    }
    tellChanges(std::move(rows));
}

void QueueModel::takePreflights(const std::vector<PreflightReport>& reports) {
    std::vector<int> rows;
    for (const PreflightReport& report : reports) {
        Entry* const entry = find(report.job);
        if (entry != nullptr && queue::isHeld(entry->job.state)) {
            entry->preflight = report;
            rows.push_back(m_rows.value(report.job));
        }
    }
    tellChanges(std::move(rows));
}

void QueueModel::tellChanges(std::vector<int> rows) {
    std::vector<Range> ranges = rangesOf(std::move(rows));
    if (ranges.size() > kMostRanges) {
        ranges = {{ranges.front().first, ranges.back().last}};
    }
    for (const Range& range : ranges) {
        emit dataChanged(index(range.first), index(range.last));
    }
}

void QueueModel::setThumbnail(JobId job, const QImage& image) {
    if (Entry* const entry = find(job)) {
        entry->thumbnail = image;
        const QModelIndex index = indexOf(job);
        emit dataChanged(index, index, {ThumbnailRole});
    }
}

void QueueModel::setVerdict(JobId job, engine::Verdict verdict) {
    Entry* const entry = find(job);
    if (entry != nullptr && entry->job.hasResult() && entry->verdict != verdict) {
        entry->verdict = verdict;
        const QModelIndex index = indexOf(job);
        emit dataChanged(index, index, {VerdictRole, Qt::AccessibleTextRole});
    }
}

void QueueModel::moveRow(int from, int before) {
    if (before == from || before == from + 1) {
        return;
    }
    beginMoveRows({}, from, from, {}, before);
    const auto begin = m_entries.begin();
    if (before > from) {
        std::rotate(begin + from, begin + from + 1, begin + before);
        renumber(from, before - 1);
    } else {
        std::rotate(begin + before, begin + from, begin + from + 1);
        renumber(before, from);
    }
    endMoveRows();
}

bool QueueModel::move(const std::vector<JobId>& jobs, std::optional<JobId> before) {
    std::vector<JobId> moving;
    for (const JobId id : jobs) {
        const Entry* const entry = find(id);
        if (entry != nullptr && waits(entry->job.state)) {
            moving.push_back(id);
        }
    }
    std::sort(moving.begin(), moving.end(), [this](JobId a, JobId b) { return m_rows.value(a) < m_rows.value(b); });
    if (before) { // a place beside one that goes away itself is the place of the next that stays
        int row = m_rows.value(*before, rowCount());
        while (row < rowCount() && std::find(moving.begin(), moving.end(), jobAt(row).id) != moving.end()) {
            ++row;
        }
        before = row < rowCount() ? std::optional(jobAt(row).id) : std::nullopt;
    }
    if (moving.empty()) {
        return false;
    }
    std::vector<int> rows;
    for (const JobId id : moving) {
        Entry& entry = *find(id);
        if (before) {
            entry.job.priority = find(*before)->job.priority;
        }
        const int row = m_rows.value(id);
        moveRow(row, before ? m_rows.value(*before) : endOf(entry.job.priority));
        rows.push_back(m_rows.value(id));
    }
    tellChanges(std::move(rows));
    emit moved(moving, before);
    return true;
}

std::optional<JobInfo> QueueModel::job(JobId id) const {
    const auto found = m_rows.constFind(id);
    return found == m_rows.constEnd() ? std::nullopt : std::optional(jobAt(*found));
}

JobInfo QueueModel::jobAt(int row) const {
    return m_entries.at(static_cast<std::size_t>(row)).job;
}

QModelIndex QueueModel::indexOf(JobId id) const {
    const auto found = m_rows.constFind(id);
    return found == m_rows.constEnd() ? QModelIndex() : index(*found);
}

std::vector<JobInfo> QueueModel::jobsAtWork() const {
    std::vector<JobInfo> out;
    for (const JobState state : {JobState::Preparing, JobState::Running, JobState::Finishing}) {
        for (const JobId id : jobsIn(state)) {
            out.push_back(*job(id));
        }
    }
    return out;
}

std::vector<JobId> QueueModel::jobsIn(JobState state) const {
    std::vector<JobId> out;
    for (const Entry& entry : m_entries) {
        if (entry.job.state == state) {
            out.push_back(entry.job.id);
        }
    }
    return out;
}

int QueueModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

QVariant QueueModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Entry& entry = m_entries[static_cast<std::size_t>(index.row())];
    const auto number = [](const std::optional<double>& value) { return value ? QVariant(*value) : QVariant(); };
    switch (role) {
    case Qt::DisplayRole:
        return entry.name;
    case Qt::ToolTipRole:
        return (QStringList{entry.file} + sentencesOf(entry.job) + predictionWords(entry.preflight) + noticesOf(entry))
            .join('\n');
    case Qt::AccessibleTextRole:
        return accessibleText(entry);
    case IdRole:
        return static_cast<qlonglong>(entry.job.id);
    case FileRole:
        return entry.file;
    case StateRole:
        return static_cast<int>(entry.job.state);
    case StateWordsRole:
        return stateWords(entry.job.state);
    case ReasonsRole:
        return sentencesOf(entry.job);
    case NoticesRole:
        return noticesOf(entry);
    case PredictionRole:
        return shortPrediction(entry.preflight);
    case StepRole:
        return tr(entry.step.toUtf8().constData());
    case FractionRole:
        return number(entry.fraction);
    case TilesRole:
        return static_cast<qulonglong>(entry.tiles);
    case TileCountRole:
        return entry.tileCount;
    case TilesDoneRole:
        return entry.tilesDone;
    case DeviceRole:
        return entry.device;
    case SecondsLeftRole:
        return number(entry.secondsLeft);
    case VerdictRole:
        return static_cast<int>(entry.verdict);
    case ThumbnailRole:
        if (entry.thumbnail.isNull() && !entry.isThumbnailWanted) {
            entry.isThumbnailWanted = true;
            emit thumbnailWanted(entry.job.id);
        }
        return entry.thumbnail;
    default:
        return {};
    }
}

Qt::ItemFlags QueueModel::flags(const QModelIndex& index) const {
    if (!index.isValid()) {
        return Qt::ItemIsDropEnabled;
    }
    const bool isMovable = waits(m_entries[static_cast<std::size_t>(index.row())].job.state);
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren |
           (isMovable ? Qt::ItemIsDragEnabled : Qt::NoItemFlags);
}

QHash<int, QByteArray> QueueModel::roleNames() const {
    QHash<int, QByteArray> out = QAbstractListModel::roleNames();
    out.insert({{IdRole, "id"},
                {FileRole, "file"},
                {StateRole, "state"},
                {StateWordsRole, "stateWords"},
                {ReasonsRole, "reasons"},
                {StepRole, "step"},
                {FractionRole, "fraction"},
                {TilesRole, "tiles"},
                {TileCountRole, "tileCount"},
                {TilesDoneRole, "tilesDone"},
                {DeviceRole, "device"},
                {SecondsLeftRole, "secondsLeft"},
                {ThumbnailRole, "thumbnail"},
                {NoticesRole, "notices"},
                {PredictionRole, "prediction"},
                {VerdictRole, "verdict"}});
    return out;
}

QMimeData* QueueModel::mimeData(const QModelIndexList& indexes) const {
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    for (const QModelIndex& index : indexes) {
        stream << static_cast<qint64>(jobAt(index.row()).id);
    }
    auto out = std::make_unique<QMimeData>();
    out->setData(kMimeType, bytes);
    return out.release();
}

bool QueueModel::dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int /*column*/,
                              const QModelIndex& parent) {
    if (action != Qt::MoveAction || parent.isValid() || !data->hasFormat(kMimeType)) {
        return false;
    }
    const QByteArray bytes = data->data(kMimeType);
    QDataStream stream(bytes);
    std::vector<JobId> jobs;
    for (qint64 id = 0; !stream.atEnd();) {
        stream >> id;
        jobs.push_back(id);
    }
    return move(jobs, row >= 0 && row < rowCount() ? std::optional(jobAt(row).id) : std::nullopt);
}

bool QueueModel::moveRows(const QModelIndex& from, int first, int count, const QModelIndex& to, int before) {
    if (from.isValid() || to.isValid() || first < 0 || count < 1 || first + count > rowCount() || before < 0 ||
        before > rowCount()) {
        return false;
    }
    std::vector<JobId> jobs;
    for (int row = first; row < first + count; ++row) {
        jobs.push_back(jobAt(row).id);
    }
    return move(jobs, before < rowCount() ? std::optional(jobAt(before).id) : std::nullopt);
}

} // namespace tessera::ui
