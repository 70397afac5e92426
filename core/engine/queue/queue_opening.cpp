#include "core/engine/queue/queue_opening.h"

#include "core/base/error.h"
#include "core/base/os/file.h"
#include "core/base/os/lock.h"
#include "core/base/os/process.h"
#include "core/base/os/storage.h"
#include "core/engine/queue/database.h"
#include "core/engine/queue/job_file.h"
#include "core/engine/queue/queue_folder.h"
#include "core/engine/queue/schema.h"
#include "core/engine/queue/work_file.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace tessera::queue {
namespace {

namespace fs = std::filesystem;

bool isThere(const fs::path& path) {
    std::error_code code;
    return fs::exists(fs::symlink_status(path, code));
}

void refuseOtherFolders(const fs::path& folder) {
    std::error_code code;
    const bool hasOthers = fs::exists(folder, code) && fs::is_directory(folder, code) && !fs::is_empty(folder, code);
    const bool isQueue = isThere(folder / kLockName) || isThere(folder / kJournalName) || isThere(folder / kJobsName);
    if (hasOthers && !isQueue) {
        throw Error(ErrorCode::QueueNotEmpty, {folder.string()});
    }
}

void refuseNetwork(const fs::path& folder) {
    fs::path there = folder;
    while (!isThere(there) && there.has_relative_path()) {
        there = there.parent_path();
    }
    if (const std::string name = os::networkFileSystemOf(there); !name.empty()) {
        throw Error(ErrorCode::QueueOnNetwork, {folder.string(), name});
    }
}

/// The journal with whatever belongs to it, under a name that is free.
fs::path keepAside(const fs::path& journal) {
    fs::path aside;
    for (int i = 1; aside.empty() || isThere(aside); ++i) {
        aside = journal.string() + ".damaged-" + std::to_string(i);
    }
    for (const char* end : {"-wal", "-shm", ""}) {
        std::error_code problem;
        if (isThere(journal.string() + end)) {
            fs::rename(journal.string() + end, aside.string() + end, problem);
        }
        if (problem) {
            throw Error(ErrorCode::WriteFailed, {aside.string() + end, problem.message()});
        }
    }
    return aside;
}

std::unique_ptr<Database> openJournal(const fs::path& journal, bool alone) {
    if (alone && !isThere(journal)) {
        const os::FileLock made(journal); // 0600; SQLite would let the umask decide
    }
    auto database = std::make_unique<Database>(journal, alone ? Database::Missing::Create : Database::Missing::Refuse);
    prepareSchema(*database, journal);
    if (alone) {
        checkSoundness(*database, journal);
    }
    return database;
}

} // namespace

/// Takes part in a queue's private side while nobody else sees it.
class QueueOpening {
  public:
    static OpenedQueue open(fs::path folder);

  private:
    explicit QueueOpening(Queue& queue) : m_queue(queue) {}
    void tidy(OpenReport& report);
    void adoptStrays(OpenReport& report);
    [[nodiscard]] std::vector<JobId> strays() const;
    [[nodiscard]] bool adopt(JobId job);
    void adoptWork(JobId job, const fs::path& file);
    void removeDeadRunners() const;

    Queue& m_queue;
};

OpenedQueue QueueOpening::open(fs::path folder) {
    refuseOtherFolders(folder);
    refuseNetwork(folder);
    os::makePrivateFolder(folder);
    auto lock = std::make_unique<os::FileLock>(folder / kLockName);
    const bool alone = lock->tryExclusive();
    if (!alone) {
        lock->shared(); // waits for one who is just opening it alone
    }
    os::makePrivateFolder(folder / kJobsName);
    os::makePrivateFolder(folder / kRunnersName);
    OpenReport report;
    const fs::path journal = folder / kJournalName;
    std::unique_ptr<Database> database;
    try {
        database = openJournal(journal, alone);
    } catch (const Error& error) {
        if (error.code() != ErrorCode::QueueDamaged || !alone) {
            throw;
        }
        report.keptAside = keepAside(journal);
        database = openJournal(journal, alone);
    }
    os::FileLock& shared = *lock;
    std::unique_ptr<Queue> queue(new Queue(std::move(folder), std::move(lock), std::move(database)));
    if (alone) {
        QueueOpening(*queue).tidy(report);
        shared.shared();
    } else {
        Database::Transaction transaction(*queue->m_database);
        report.freed = queue->freeDeadJobs();
        transaction.commit();
    }
    return {std::move(queue), std::move(report)};
}

void QueueOpening::tidy(OpenReport& report) {
    {
        Database::Transaction transaction(*m_queue.m_database);
        m_queue.undoUnfinishedEnqueue();
        report.freed = m_queue.freeDeadJobs();
        transaction.commit();
    }
    m_queue.removeFolders();
    Database::Transaction transaction(*m_queue.m_database);
    adoptStrays(report);
    transaction.commit();
    removeDeadRunners();
}

/// Numbers of job folders that the journal doesn't know, in ascending order.
std::vector<JobId> QueueOpening::strays() const {
    std::vector<JobId> known;
    Statement query = m_queue.m_database->statement("SELECT id FROM jobs UNION SELECT id FROM removed ORDER BY id");
    while (query.step()) {
        known.push_back(query.integer(0));
    }
    std::vector<JobId> out;
    std::error_code problem;
    const fs::path jobs = m_queue.m_folder / kJobsName;
    for (fs::directory_iterator entry(jobs, problem), end; !problem && entry != end; entry.increment(problem)) {
        const auto job = jobOfFolderName(entry->path().filename().string());
        if (job && !std::binary_search(known.begin(), known.end(), *job)) {
            out.push_back(*job);
        }
    }
    if (problem) {
        throw Error(ErrorCode::FileUnreadable, {jobs.string(), problem.message()});
    }
    std::sort(out.begin(), out.end());
    return out;
}

void QueueOpening::adoptStrays(OpenReport& report) {
    const std::vector<JobId> found = strays();
    for (const JobId job : found) {
        if (adopt(job)) {
            ++report.adopted;
        } else {
            report.unreadable.push_back(m_queue.jobFolder(job));
        }
    }
    if (!found.empty()) { // a number is never used again, also if its folder couldn't be read
        Database& database = *m_queue.m_database;
        const JobId last = std::max(found.back(), database.number("SELECT seq FROM sqlite_sequence WHERE name='jobs'"));
        database.execute("DELETE FROM sqlite_sequence WHERE name='jobs'");
        database.statement("INSERT INTO sqlite_sequence(name,seq) VALUES('jobs',?)").bind(last).run();
    }
}

bool QueueOpening::adopt(JobId job) {
    const fs::path folder = m_queue.jobFolder(job);
    const auto file = readJobFile(folder / kJobFileName);
    if (!file || file->job.id != job) {
        return false;
    }
    m_queue.insertJob(*file);
    std::error_code problem;
    for (fs::directory_iterator entry(folder, problem), end; !problem && entry != end; entry.increment(problem)) {
        if (isWorkFileName(entry->path().filename().string())) {
            adoptWork(job, entry->path());
        }
    }
    return true;
}

void QueueOpening::adoptWork(JobId job, const fs::path& file) {
    const auto header = readWorkHeader(file); // the bytes are checked when they are used
    if (!header || workFileName(*header) != file.filename()) {
        return;
    }
    Database& database = *m_queue.m_database;
    const auto bytes = static_cast<std::int64_t>(header->bytes);
    if (header->tile < 0) {
        database.statement("INSERT OR REPLACE INTO prepared(job,affine,details,sha256,bytes) VALUES(?,?,?,?,?)")
            .bind(job, nlohmann::json(header->affine).dump(), header->details, header->sha256, bytes)
            .run();
    } else {
        database.statement("INSERT OR REPLACE INTO tiles(job,tile,key,sha256,bytes) VALUES(?,?,?,?,?)")
            .bind(job, static_cast<std::int64_t>(header->tile), header->key, header->sha256, bytes)
            .run();
    }
}

/// Their jobs are free by now.
void QueueOpening::removeDeadRunners() const {
    std::error_code problem;
    for (fs::directory_iterator entry(m_queue.m_folder / kRunnersName, problem), end; !problem && entry != end;
         entry.increment(problem)) {
        if (entry->is_regular_file(problem) &&
            os::FileLock(entry->path(), os::FileLock::Missing::Refuse).tryExclusive()) {
            std::error_code ignored; // tried again by the next to open the queue alone
            fs::remove(entry->path(), ignored);
        }
    }
}

fs::path defaultQueueFolder() {
    const fs::path state = os::stateFolder();
    if (state.empty()) {
        throw Error(ErrorCode::Usage, {"There is no home folder for the queue. Say with --queue where it shall lie."});
    }
    return state / "queue";
}

OpenedQueue openQueue(const fs::path& folder) {
    return QueueOpening::open(fs::absolute(folder).lexically_normal());
}

std::vector<std::string> OpenReport::sentences() const {
    std::vector<std::string> out;
    if (!keptAside.empty()) {
        out.push_back("The queue's journal was damaged. It is kept as " + keptAside.string() +
                      ", and a new one was made from the job folders: " + std::to_string(adopted) +
                      " jobs, with what was computed for them.");
    }
    for (const std::filesystem::path& folder : unreadable) {
        out.push_back(folder.string() + ": a job folder that doesn't say what its job is; it is left alone.");
    }
    return out;
}

} // namespace tessera::queue
