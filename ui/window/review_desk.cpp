#include "ui/window/review_desk.h"

#include "core/base/os/file.h"
#include "core/base/os/process.h"
#include "ui/base/error_words.h"
#include "ui/base/paths.h"
#include "ui/models/queue_model.h"

#include <QMetaObject>

#include <algorithm>
#include <exception>
#include <set>

namespace fs = std::filesystem;

namespace tessera::ui {
namespace {

constexpr int kPause = 300; ///< ms: changes of the queue are gathered

} // namespace

ReviewDesk::ReviewDesk(QueueModel& queue, fs::path ratings, QObject* parent)
    : QObject(parent), m_queue(queue), m_store(std::move(ratings)) {
    m_reader.setMaxThreadCount(1);
    m_writer.setMaxThreadCount(1);
    m_soon.setSingleShot(true);
    m_soon.setInterval(kPause);
    connect(&m_soon, &QTimer::timeout, this, &ReviewDesk::refresh);
    connect(&queue, &QueueModel::countsChanged, &m_soon, qOverload<>(&QTimer::start));
    refresh();
}

ReviewDesk::~ReviewDesk() {
    m_reader.clear();
    m_reader.waitForDone();
    m_writer.waitForDone();
}

void ReviewDesk::begin() {
    m_hasBegun = true;
    m_cases.clear();
    m_before.clear();
    refresh();
}

const ReviewCase* ReviewDesk::find(JobId job) const {
    const auto found = std::find_if(m_cases.begin(), m_cases.end(), [&](const ReviewCase& c) { return c.job == job; });
    return found == m_cases.end() ? nullptr : &*found;
}

ReviewCase* ReviewDesk::caseOf(JobId job) {
    const ReviewCase* const found = find(job);
    return found == nullptr ? nullptr : m_cases.data() + (found - m_cases.data());
}

int ReviewDesk::rated() const {
    return static_cast<int>(std::count_if(m_cases.begin(), m_cases.end(), [](const ReviewCase& one) {
        return one.rating.verdict != engine::Verdict::None;
    }));
}

/// Finished jobs that aren't known yet: all while a review is on, else those that have been rated.
std::vector<ReviewDesk::Finished> ReviewDesk::unread() {
    std::set<fs::path> rated;
    for (const auto& [result, rating] : m_ratings) {
        rated.insert(result.labels);
    }
    std::vector<Finished> out;
    for (const JobState state : {JobState::NeedsReview, JobState::Done}) {
        for (const JobId id : m_queue.jobsIn(state)) {
            const std::optional<JobInfo> job = m_queue.job(id);
            const auto result = job->result();
            if (!result || (!m_hasBegun && !rated.contains(result->dseg))) {
                continue;
            }
            const auto known = m_known.find(id);
            if (known == m_known.end() || known->second.changed != job->changed) {
                m_known[id] = {job->changed};
                out.push_back({id, *result});
            }
        }
    }
    return out;
}

void ReviewDesk::refresh() {
    ++m_reading;
    m_reader.start([this, store = m_store, todo = unread(), generation = m_generation] {
        News news;
        try {
            news.ratings = store.read();
        } catch (const std::exception& error) {
            news.problems << errorWords(error);
        }
        for (const Finished& finished : todo) {
            try {
                news.facts.emplace_back(finished.job, engine::readReviewFacts(finished.files));
            } catch (const std::exception& error) {
                news.problems << errorWords(error);
            }
        }
        QMetaObject::invokeMethod(
            this, [this, news, generation] { take(news, generation); }, Qt::QueuedConnection);
    });
}

void ReviewDesk::take(const News& news, int generation) {
    --m_reading;
    const bool isFirst = m_ratings.empty() && news.ratings && !news.ratings->empty();
    if (news.ratings && generation == m_generation) {
        m_ratings = *news.ratings;
    }
    for (const auto& [job, facts] : news.facts) {
        m_known[job].facts = facts;
    }
    for (const auto& [job, known] : m_known) {
        if (known.facts) {
            m_queue.setVerdict(job, ratingOf(known.facts->result).verdict);
        }
    }
    if (isFirst) {
        m_soon.start(); // which results are rated is known now
    }
    if (m_hasBegun && !isReading()) {
        list();
        emit listed();
    }
    if (!news.problems.isEmpty()) {
        emit failed(news.problems.front());
    }
}

/// Brings the cases up to date; those that are there keep their places.
void ReviewDesk::list() {
    std::vector<ReviewCase> fresh;
    for (const JobState state : {JobState::NeedsReview, JobState::Done}) {
        for (const JobId id : m_queue.jobsIn(state)) {
            const auto known = m_known.find(id);
            if (known == m_known.end() || !known->second.facts) {
                continue;
            }
            const engine::ReviewFacts& facts = *known->second.facts;
            const engine::Rating rating = ratingOf(facts.result);
            if (ReviewCase* const there = caseOf(id)) {
                there->facts = facts;
                there->rating = rating;
            } else {
                const JobInfo job = *m_queue.job(id);
                fresh.push_back({id, job.name, job.scan(), facts, rating});
            }
        }
    }
    sortWorstFirst(fresh);
    m_cases.insert(m_cases.end(), fresh.begin(), fresh.end());
}

engine::Rating ReviewDesk::ratingOf(const engine::RatedResult& result) const {
    const auto found = m_ratings.find(result);
    return found == m_ratings.end() ? engine::Rating{} : found->second;
}

void ReviewDesk::rate(JobId job, engine::Verdict verdict, const QString& note) {
    ReviewCase* const one = caseOf(job);
    engine::Rating rating{verdict, note.trimmed().toStdString()};
    if (one == nullptr || (one->rating.verdict == verdict && one->rating.note == rating.note)) {
        return;
    }
    if (!rating.isEmpty()) {
        rating.ratedAt = os::utcNow();
    }
    m_before.emplace_back(job, one->rating);
    set(*one, rating);
}

std::optional<JobId> ReviewDesk::takeBack() {
    if (m_before.empty()) {
        return std::nullopt;
    }
    const auto [job, rating] = m_before.back();
    m_before.pop_back();
    if (ReviewCase* const one = caseOf(job)) {
        set(*one, rating);
    }
    return job;
}

void ReviewDesk::set(ReviewCase& one, const engine::Rating& rating) {
    const engine::RatedResult result = one.facts.result;
    one.rating = rating;
    m_ratings[result] = rating;
    ++m_generation;
    m_queue.setVerdict(one.job, rating.verdict);
    m_writer.start([this, store = m_store, result, rating] {
        QString problem;
        try {
            store.store(result, rating);
        } catch (const std::exception& error) {
            problem = errorWords(error);
        }
        const auto told = [this, problem] {
            ++m_generation;
            if (!problem.isEmpty()) {
                m_soon.start(); // what the file says counts
                emit failed(tr("The rating isn't stored. %1").arg(problem));
            }
        };
        QMetaObject::invokeMethod(this, told, Qt::QueuedConnection);
    });
    emit ratingChanged(one.job);
}

void ReviewDesk::exportTo(const fs::path& file) {
    std::vector<engine::RatedCase> rows;
    rows.reserve(m_cases.size());
    for (const ReviewCase& one : m_cases) {
        rows.push_back({one.name.string(), one.facts, one.rating});
    }
    m_writer.start([this, rows, file] {
        QString problem;
        try {
            os::writeFileAtomically(file, engine::ratingsTsv(rows));
        } catch (const std::exception& error) {
            problem = errorWords(error);
        }
        const auto told = [this, problem, file] {
            if (problem.isEmpty()) {
                emit exported(textOf(file));
            } else {
                emit failed(problem);
            }
        };
        QMetaObject::invokeMethod(this, told, Qt::QueuedConnection);
    });
}

} // namespace tessera::ui
