#include "core/engine/queue/queue.h"

#include "core/base/error.h"
#include "core/base/os/file.h"
#include "core/base/os/lock.h"
#include "core/base/os/process.h"
#include "core/base/os/storage.h"
#include "core/engine/queue/database.h"
#include "core/engine/queue/job_file.h"
#include "core/engine/queue/json_text.h"
#include "core/engine/queue/queue_folder.h"
#include "core/engine/queue/work_file.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <limits>
#include <map>
#include <sstream>

namespace tessera::queue {
namespace {

namespace fs = std::filesystem;

/// Free places between neighbours: 32 moves between the same two before a priority has to be spread again.
constexpr std::int64_t kStep = std::int64_t{1} << 32;

/// More files than this are flushed together, with whatever else the file system has to write.
constexpr std::size_t kFlushEach = 8;

constexpr const char* kSummaryColumns =
    "id,state,urgency,place,attempts,file,name,reasons,enqueued,changed,settings,"
    "(SELECT path FROM inputs WHERE job=id ORDER BY number LIMIT 1),notices,laterality";

std::string reasonsText(const std::vector<Reason>& reasons) {
    return toJson(reasons).dump();
}

/// The columns of kSummaryColumns.
JobSummary summaryFrom(const Statement& row, const fs::path& journal) {
    JobSummary out;
    out.id = row.integer(0);
    out.state = static_cast<JobState>(row.integer(1));
    out.priority = static_cast<int>(-row.integer(2));
    out.attempts = static_cast<int>(row.integer(4));
    out.file = row.text(5);
    out.name = row.text(6);
    try {
        out.reasons = reasonsFrom(nlohmann::ordered_json::parse(row.text(7)));
        out.remarks = {noticesFrom(nlohmann::ordered_json::parse(row.text(12))), row.text(13)};
    } catch (const nlohmann::json::exception& problem) {
        throw Error(ErrorCode::QueueDamaged, {journal.string(), problem.what()});
    }
    out.enqueued = row.text(8);
    out.changed = row.text(9);
    out.settings = row.text(10);
    out.first = row.text(11);
    return out;
}

/// Keeps others from enqueueing and takes back what a failed call has made; to be destroyed before its transaction.
class Enqueueing {
  public:
    explicit Enqueueing(const fs::path& queue) : m_queue(queue), m_lock(queue / kEnqueueLockName) {
        m_lock.exclusive();
    }
    ~Enqueueing() {
        std::error_code ignored; // what can't be removed now is removed by the next to enqueue or to open
        for (const fs::path& folder : m_made) {
            fs::remove_all(folder, ignored);
        }
        if (m_marked) {
            fs::remove(m_queue / kEnqueueingName, ignored);
        }
    }
    Enqueueing(const Enqueueing&) = delete;
    Enqueueing& operator=(const Enqueueing&) = delete;

    void mark(JobId first, std::size_t count) {
        os::writeFileAtomically(m_queue / kEnqueueingName, std::to_string(first) + " " + std::to_string(count) + "\n");
        m_marked = true;
    }
    void made(const fs::path& folder) { m_made.push_back(folder); }
    void keep() { m_made.clear(); }

  private:
    const fs::path& m_queue;
    os::FileLock m_lock;
    std::vector<fs::path> m_made;
    bool m_marked = false;
};

void removeAll(const fs::path& path) {
    std::error_code problem;
    fs::remove_all(path, problem);
    if (problem) {
        throw Error(ErrorCode::WriteFailed, {path.string(), problem.message()});
    }
}

std::vector<InputFile> lookAt(const std::vector<fs::path>& files) {
    std::vector<InputFile> out;
    for (const fs::path& file : files) {
        const os::FileStamp stamp = os::stampOf(file);
        out.push_back({file, stamp.bytes, stamp.modified});
    }
    return out;
}

} // namespace

Queue::Queue(fs::path folder, std::unique_ptr<os::FileLock> lock, std::unique_ptr<Database> database)
    : m_folder(std::move(folder)), m_lock(std::move(lock)), m_database(std::move(database)) {}

Queue::~Queue() {
    if (m_runner) {
        std::error_code ignored; // a file that stays is unlocked, which says the same
        fs::remove(m_runner->file(), ignored);
    }
}

fs::path Queue::jobFolder(JobId job) const {
    return m_folder / kJobsName / jobFolderName(job);
}

std::vector<JobId> Queue::enqueue(const std::vector<NewJob>& jobs) {
    if (jobs.empty()) {
        return {};
    }
    std::vector<JobFile> files;
    const std::string now = os::utcNow();
    for (const NewJob& job : jobs) {
        JobFile file;
        static_cast<JobSummary&>(file.job) = {0,
                                              JobState::Queued,
                                              job.priority,
                                              job.file,
                                              job.name,
                                              0,
                                              {},
                                              now,
                                              now,
                                              job.settings,
                                              job.files.empty() ? fs::path() : job.files.front(),
                                              {}};
        file.job.files = lookAt(job.files);
        file.job.reading = job.reading;
        files.push_back(std::move(file));
    }
    const std::lock_guard guard(m_mutex);
    Database::Transaction transaction(*m_database);
    Enqueueing enqueueing(m_folder);
    undoUnfinishedEnqueue();
    JobId next = m_database->number("SELECT seq FROM sqlite_sequence WHERE name='jobs'") + 1;
    enqueueing.mark(next, files.size());
    const bool together = files.size() > kFlushEach;
    std::map<int, std::int64_t> ends;
    std::vector<JobId> out;
    for (JobFile& file : files) {
        const auto end = ends.try_emplace(file.job.priority, endOf(-std::int64_t{file.job.priority})).first;
        file.job.id = next++;
        file.place = end->second += kStep;
        insertJob(file);
        out.push_back(file.job.id);
        const fs::path folder = jobFolder(file.job.id);
        if (!os::makePrivateFolder(folder)) {
            throw Error(ErrorCode::WriteFailed, {folder.string(), "it is there already, without a job in the journal"});
        }
        enqueueing.made(folder);
        os::AtomicFile target(folder / kJobFileName);
        target.write(writeJobFile(file));
        target.commit(together ? os::AtomicFile::Flush::Later : os::AtomicFile::Flush::Now);
    }
    if (together) {
        os::flushFileSystem(m_folder);
    } else {
        os::flushFolder(m_folder / kJobsName);
    }
    transaction.commit();
    enqueueing.keep();
    return out;
}

/// A program that was killed while it enqueued has left folders of jobs that nobody was told of.
void Queue::undoUnfinishedEnqueue() {
    const fs::path marker = m_folder / kEnqueueingName;
    std::error_code unknown;
    if (!fs::exists(marker, unknown)) {
        return;
    }
    std::istringstream text(os::readFile(marker));
    JobId first = 0;
    std::int64_t count = 0;
    text >> first >> count;
    for (JobId id = first; id < first + count; ++id) {
        if (!findRow(id)) {
            removeAll(jobFolder(id));
        }
    }
    removeAll(marker);
}

Page Queue::list(const Listing& listing) {
    const bool byTurn = listing.order == Order::Turn;
    const bool newest = listing.order == Order::Newest;
    std::string sql = std::string("SELECT ") + kSummaryColumns + " FROM jobs WHERE ";
    sql += byTurn ? "(urgency,place,id)>(?,?,?)" : newest ? "id<?" : "id>?";
    sql += listing.state ? " AND state=" + std::to_string(static_cast<int>(*listing.state)) : "";
    sql += byTurn   ? " ORDER BY urgency,place,id LIMIT ?"
           : newest ? " ORDER BY id DESC LIMIT ?"
                    : " ORDER BY id LIMIT ?";
    constexpr std::int64_t kLowest = std::numeric_limits<std::int64_t>::min();
    constexpr std::int64_t kHighest = std::numeric_limits<std::int64_t>::max();
    const Cursor from = listing.after.value_or(Cursor{kLowest, kLowest, newest ? kHighest : 0});
    const std::int64_t limit = std::max(listing.limit, 1);

    const std::lock_guard guard(m_mutex);
    Statement query = m_database->statement(sql);
    if (byTurn) {
        query.bind(from.urgency, from.place, from.id, limit + 1);
    } else {
        query.bind(from.id, limit + 1);
    }
    Page page;
    Cursor last;
    while (query.step()) {
        if (static_cast<std::int64_t>(page.jobs.size()) == limit) {
            page.next = last;
            break;
        }
        page.jobs.push_back(summaryFrom(query, m_folder / kJournalName));
        last = {query.integer(2), query.integer(3), query.integer(0)};
    }
    return page;
}

std::vector<JobSummary> Queue::unfinished(const std::string& settings) {
    const std::lock_guard guard(m_mutex);
    std::vector<JobSummary> out;
    // the states first: there is an index for them, and what is done is the most by far
    Statement query = m_database->statement(std::string("SELECT ") + kSummaryColumns +
                                            " FROM jobs WHERE state IN (0,1,2,3,6,7,8) AND settings=? ORDER BY id");
    query.bind(settings);
    while (query.step()) {
        out.push_back(summaryFrom(query, m_folder / kJournalName));
    }
    return out;
}

std::array<std::int64_t, kJobStates> Queue::counts() {
    const std::lock_guard guard(m_mutex);
    std::array<std::int64_t, kJobStates> out{};
    Statement query = m_database->statement("SELECT state,count(*) FROM jobs GROUP BY state");
    while (query.step()) {
        out.at(static_cast<std::size_t>(query.integer(0))) = query.integer(1);
    }
    return out;
}

Job Queue::job(JobId job) {
    const std::lock_guard guard(m_mutex);
    return readJob(job).job;
}

std::vector<Attempt> Queue::attempts(JobId job) {
    const std::lock_guard guard(m_mutex);
    std::vector<Attempt> out;
    Statement query =
        m_database->statement("SELECT number,started,ended,outcome FROM attempts WHERE job=? ORDER BY number");
    query.bind(job);
    while (query.step()) {
        out.push_back({static_cast<int>(query.integer(0)), query.text(1), query.text(2), query.text(3)});
    }
    return out;
}

void Queue::changeAll(const std::vector<JobId>& jobs, JobState to, bool (*allowed)(JobState)) {
    const std::lock_guard guard(m_mutex);
    Database::Transaction transaction(*m_database);
    for (const JobId job : jobs) {
        const Row row = rowOf(job);
        if (!allowed(row.state)) {
            refuse(job, row.state, stateName(to));
        }
        setState(job, to);
    }
    writeJobFiles(jobs);
    transaction.commit();
}

void Queue::cancel(const std::vector<JobId>& jobs) {
    changeAll(jobs, JobState::Cancelled, [](JobState from) { return mayBecome(from, JobState::Cancelled); });
}

void Queue::pause(const std::vector<JobId>& jobs) {
    changeAll(jobs, JobState::Paused, [](JobState from) { return mayBecome(from, JobState::Paused); });
}

void Queue::resume(const std::vector<JobId>& jobs) {
    changeAll(jobs, JobState::Queued, [](JobState from) { return from == JobState::Paused; });
}

void Queue::retry(const std::vector<JobId>& jobs) {
    changeAll(jobs, JobState::Queued, [](JobState from) {
        return from == JobState::Failed || from == JobState::Cancelled || from == JobState::NeedsReview;
    });
}

void Queue::again(const std::vector<std::pair<JobId, std::string>>& jobs) {
    const std::lock_guard guard(m_mutex);
    Database::Transaction transaction(*m_database);
    std::vector<JobId> changed;
    for (const auto& [job, settings] : jobs) {
        const JobState state = rowOf(job).state;
        if (!isEnd(state)) {
            refuse(job, state, stateName(JobState::Queued));
        }
        setState(job, JobState::Queued);
        m_database->statement("UPDATE jobs SET settings=? WHERE id=?").bind(settings, job).run();
        changed.push_back(job);
    }
    writeJobFiles(changed);
    transaction.commit();
}

bool Queue::isOnHold() {
    const std::lock_guard guard(m_mutex);
    return m_database->number("SELECT value FROM choices WHERE name='held'") != 0;
}

void Queue::setOnHold(bool held) {
    const std::lock_guard guard(m_mutex);
    m_database->statement("INSERT OR REPLACE INTO choices(name,value) VALUES('held',?)").bind(std::int64_t{held}).run();
}

void Queue::remove(const std::vector<JobId>& jobs) {
    const std::lock_guard guard(m_mutex);
    {
        Database::Transaction transaction(*m_database);
        refuseHeld(jobs, "removed");
        for (const JobId job : jobs) {
            removeWorkFiles(jobFolder(job)); // on a full disk they make the room that the journal needs
            m_database->statement("INSERT OR REPLACE INTO removed(id) VALUES(?)").bind(job).run();
            m_database->statement("DELETE FROM jobs WHERE id=?").bind(job).run();
        }
        transaction.commit();
    }
    try {
        removeFolders();
    } catch (const Error&) { // the jobs are gone; their folders follow when the queue is opened next
    }
}

void Queue::discardWork(const std::vector<JobId>& jobs) {
    const std::lock_guard guard(m_mutex);
    Database::Transaction transaction(*m_database);
    refuseHeld(jobs, "cleared");
    for (const JobId job : jobs) {
        removeWorkFiles(jobFolder(job)); // first, as above
        m_database->statement("DELETE FROM prepared WHERE job=?").bind(job).run();
        m_database->statement("DELETE FROM tiles WHERE job=?").bind(job).run();
    }
    transaction.commit();
}

void Queue::refuseHeld(const std::vector<JobId>& jobs, const char* wanted) {
    for (const JobId job : jobs) {
        if (const JobState state = rowOf(job).state; isHeld(state)) {
            refuse(job, state, wanted);
        }
    }
}

/// Folders of removed jobs. What can't be removed now is tried again when the queue is opened.
void Queue::removeFolders() {
    std::vector<JobId> gone;
    {
        Statement query = m_database->statement("SELECT id FROM removed");
        while (query.step()) {
            std::error_code problem;
            fs::remove_all(jobFolder(query.integer(0)), problem);
            if (!problem) {
                gone.push_back(query.integer(0));
            }
        }
    }
    Database::Transaction transaction(*m_database);
    for (const JobId job : gone) {
        m_database->statement("DELETE FROM removed WHERE id=?").bind(job).run();
    }
    transaction.commit();
}

void Queue::prioritise(const std::vector<JobId>& jobs, int priority) {
    const std::lock_guard guard(m_mutex);
    Database::Transaction transaction(*m_database);
    for (const JobId job : jobs) {
        (void)rowOf(job);
        setPlace(job, -std::int64_t{priority}, endOf(-std::int64_t{priority}) + kStep);
    }
    writeJobFiles(jobs);
    transaction.commit();
}

void Queue::move(const std::vector<JobId>& jobs, std::optional<JobId> before) {
    const std::lock_guard guard(m_mutex);
    Database::Transaction transaction(*m_database);
    std::vector<JobId> touched = jobs;
    if (!before) {
        for (const JobId job : jobs) {
            const std::int64_t urgency = rowOf(job).urgency;
            setPlace(job, urgency, endOf(urgency) + kStep);
        }
    } else {
        const auto count = static_cast<std::int64_t>(jobs.size());
        const auto gapBefore = [&](const Row& row) { // places of the one in front and of `before`
            Statement query = m_database->statement("SELECT max(place),count(*) FROM jobs WHERE urgency=? AND place<?");
            query.bind(row.urgency, row.place);
            const bool isFirst = !query.step() || query.integer(1) == 0;
            return std::pair(isFirst ? row.place - (count + 1) * kStep : query.integer(0), row.place);
        };
        Row target = rowOf(*before);
        if (gapBefore(target).second - gapBefore(target).first <= count) {
            const std::vector<JobId> all = spread(target.urgency);
            touched.insert(touched.end(), all.begin(), all.end());
            target = rowOf(*before);
        }
        const auto [from, to] = gapBefore(target);
        std::int64_t place = from;
        for (const JobId job : jobs) {
            (void)rowOf(job);
            setPlace(job, target.urgency, place += (to - from) / (count + 1));
        }
    }
    writeJobFiles(touched);
    transaction.commit();
}

/// Gives a priority's jobs even places again; returns them.
std::vector<JobId> Queue::spread(std::int64_t urgency) {
    std::vector<JobId> out;
    {
        Statement query = m_database->statement("SELECT id FROM jobs WHERE urgency=? ORDER BY place,id");
        query.bind(urgency);
        while (query.step()) {
            out.push_back(query.integer(0));
        }
    }
    std::int64_t place = 0;
    for (const JobId job : out) {
        setPlace(job, urgency, place += kStep);
    }
    return out;
}

void Queue::setPlace(JobId job, std::int64_t urgency, std::int64_t place) {
    m_database->statement("UPDATE jobs SET urgency=?,place=? WHERE id=?").bind(urgency, place, job).run();
}

std::int64_t Queue::endOf(std::int64_t urgency) {
    Statement query = m_database->statement("SELECT max(place) FROM jobs WHERE urgency=?");
    query.bind(urgency);
    return query.step() ? query.integer(0) : 0;
}

std::optional<Queue::Row> Queue::findRow(JobId job) {
    Statement query = m_database->statement("SELECT state,urgency,place,attempts,owner FROM jobs WHERE id=?");
    query.bind(job);
    if (!query.step()) {
        return std::nullopt;
    }
    return Row{static_cast<JobState>(query.integer(0)), query.integer(1), query.integer(2),
               static_cast<int>(query.integer(3)), query.text(4)};
}

Queue::Row Queue::rowOf(JobId job) {
    auto row = findRow(job);
    if (!row) {
        throw Error(ErrorCode::JobMissing, {m_folder.string(), std::to_string(job)});
    }
    return *std::move(row);
}

void Queue::refuse(JobId job, JobState is, const char* wanted) const {
    throw Error(ErrorCode::JobStateRefused, {m_folder.string(), std::to_string(job), stateName(is), wanted});
}

/// Also takes a held job from its runner, unless it goes forward in the same hands.
void Queue::setState(JobId job, JobState to, const std::vector<Reason>& reasons, const Remarks& remarks) {
    const std::string now = os::utcNow();
    m_database
        ->statement("UPDATE jobs SET state=?1,reasons=?2,changed=?3,owner=CASE WHEN ?1 BETWEEN 1 AND 3 THEN owner "
                    "ELSE '' END,notices=?4,laterality=?5 WHERE id=?6")
        .bind(static_cast<std::int64_t>(to), reasonsText(reasons), now, noticesJson(remarks.notices).dump(),
              remarks.laterality, job)
        .run();
    if (!isHeld(to)) {
        m_database->statement("UPDATE attempts SET ended=?,outcome=? WHERE job=? AND ended=''")
            .bind(now, std::string_view(stateName(to)), job)
            .run();
    }
}

JobFile Queue::readJob(JobId job) {
    JobFile out;
    {
        const std::string sql = std::string("SELECT ") + kSummaryColumns + ",reading FROM jobs WHERE id=?";
        Statement query = m_database->statement(sql);
        query.bind(job);
        if (!query.step()) {
            throw Error(ErrorCode::JobMissing, {m_folder.string(), std::to_string(job)});
        }
        static_cast<JobSummary&>(out.job) = summaryFrom(query, m_folder / kJournalName);
        out.place = query.integer(3);
        out.job.reading = query.text(14);
    }
    Statement query =
        m_database->statement("SELECT path,bytes,modified,sha256 FROM inputs WHERE job=? ORDER BY number");
    query.bind(job);
    while (query.step()) {
        out.job.files.push_back(
            {query.text(0), static_cast<std::uint64_t>(query.integer(1)), query.integer(2), query.text(3)});
    }
    return out;
}

void Queue::insertJob(const JobFile& file) {
    const Job& job = file.job;
    m_database
        ->statement(
            "INSERT INTO jobs(id,state,urgency,place,attempts,file,name,reasons,enqueued,changed,reading,settings,"
            "notices,laterality) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?)")
        .bind(job.id, static_cast<std::int64_t>(job.state), -std::int64_t{job.priority}, file.place,
              static_cast<std::int64_t>(job.attempts), job.file.string(), job.name.string(), reasonsText(job.reasons),
              job.enqueued, job.changed, job.reading, job.settings, noticesJson(job.remarks.notices).dump(),
              job.remarks.laterality)
        .run();
    std::int64_t number = 0;
    for (const InputFile& input : job.files) {
        m_database->statement("INSERT INTO inputs(job,number,path,bytes,modified,sha256) VALUES(?,?,?,?,?,?)")
            .bind(job.id, number++, input.path.string(), static_cast<std::int64_t>(input.bytes), input.modified,
                  input.sha256)
            .run();
    }
}

void Queue::writeJobFiles(const std::vector<JobId>& jobs) {
    const bool together = jobs.size() > kFlushEach;
    for (const JobId job : jobs) {
        os::makePrivateFolder(jobFolder(job)); // somebody may have removed it
        os::AtomicFile file(jobFolder(job) / kJobFileName);
        file.write(writeJobFile(readJob(job)));
        file.commit(together ? os::AtomicFile::Flush::Later : os::AtomicFile::Flush::Now);
    }
    if (together) {
        os::flushFileSystem(m_folder);
    }
}

} // namespace tessera::queue
