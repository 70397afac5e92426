#pragma once

#include "core/engine/queue/queued_job.h"

#include <array>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace tessera::os {
class FileLock;
}

namespace tessera::queue {

class Database;
struct JobFile;

/// Where in a listing one is; valid whatever happens to the jobs before it.
struct Cursor {
    std::int64_t urgency = 0, place = 0;
    JobId id = 0;
    bool operator==(const Cursor&) const = default;
};

enum class Order {
    Turn,     ///< as they would be claimed: by priority, then by place
    Enqueued, ///< oldest first
    Newest
};

struct Listing {
    std::optional<JobState> state{}; ///< none: all
    Order order = Order::Turn;
    std::optional<Cursor> after{}; ///< `Page::next` of the page before
    int limit = 100;
};

struct Page {
    std::vector<JobSummary> jobs;
    std::optional<Cursor> next; ///< none after the last page
};

/// A runner's right to a job, for one attempt.
struct Claim {
    JobId job = 0;
    int attempt = 0; ///< counted from 1
    bool operator==(const Claim&) const = default;
};

struct ClaimedJob {
    Claim claim;
    Job job;
};

/// Which of the queued jobs a runner takes.
struct ClaimRule {
    std::function<bool(JobId)> mine{}; ///< called under the queue's lock; empty: any
    std::optional<int> above{};        ///< only jobs of a higher priority
};

/// One try at a job. `outcome`: how its state is called after it; "interrupted" if its program ended; empty while it
/// goes on.
struct Attempt {
    int number = 0;
    std::string started, ended, outcome; ///< UTC, ISO 8601
};

/// What tiles are cut from, and what finishing needs beside their labels.
struct Prepared {
    std::vector<std::byte> content;
    std::array<double, 16> affine{}; ///< template from scan in RAS mm, 4 x 4, row by row
    std::string details{};           ///< the caller's JSON, less than 16 MiB
    bool operator==(const Prepared&) const = default;
};

/// The jobs of a queue folder: SQLite journal, and a folder for each job (0700, numbered) that says what the job is,
/// with its prepared volume and the labels of its tiles. Whatever a call has done when it returns survives `kill -9`
/// and, as far as the disk tells the truth, a loss of power.
///
/// Any thread may call anything; calls wait for each other and for the disk. Several programs, and several objects in
/// one, may have one queue open: a job is claimed by one object, and is free again as soon as that object or its
/// program is gone. Objects don't survive fork.
///
/// Beside what each function says, all but the destructor throw Error{DiskFull, WriteFailed, FileUnreadable, QueueBusy,
/// QueueDamaged, OutOfMemory}; after one, nothing of the call has happened, and the queue can be used again as soon as
/// the cause is gone. A function that takes several jobs does all or nothing.
class Queue {
  public:
    ~Queue(); ///< Jobs that it still holds are queued again when a queue is opened or a job claimed.
    Queue(const Queue&) = delete;
    Queue& operator=(const Queue&) = delete;

    [[nodiscard]] const std::filesystem::path& folder() const noexcept { return m_folder; }
    [[nodiscard]] std::filesystem::path jobFolder(JobId job) const;

    /// Adds jobs at the end of their priority, in this order. Looks at the size and the time of each file only.
    /// @throws Error{FileMissing, FileUnreadable} for a file
    std::vector<JobId> enqueue(const std::vector<NewJob>& jobs);

    [[nodiscard]] Page list(const Listing& listing = {});
    /// Jobs with these very settings that neither are done nor need a review, oldest first.
    [[nodiscard]] std::vector<JobSummary> unfinished(const std::string& settings);
    /// Jobs in each state, by its number.
    [[nodiscard]] std::array<std::int64_t, kJobStates> counts();
    [[nodiscard]] Job job(JobId job);                       ///< @throws Error{JobMissing}
    [[nodiscard]] std::vector<Attempt> attempts(JobId job); ///< in order; empty for a job that isn't there

    // What a person asks for: @throws Error{JobMissing, JobStateRefused}. A job that is held is taken from its runner,
    // which hears of it by `holds`, and by an error when it goes on.
    void cancel(const std::vector<JobId>& jobs); ///< queued, paused or held
    void pause(const std::vector<JobId>& jobs);  ///< queued or held; tiles are kept
    void resume(const std::vector<JobId>& jobs); ///< paused: to the queue
    void retry(const std::vector<JobId>& jobs);  ///< failed, cancelled, needs-review: to the queue; tiles are kept
    /// Whatever has ended, also well: to the queue, with other settings each.
    void again(const std::vector<std::pair<JobId, std::string>>& jobs);
    void remove(const std::vector<JobId>& jobs); ///< whatever isn't held, with its folder and all that lies in it
    /// To the end of another priority; higher comes first.
    void prioritise(const std::vector<JobId>& jobs, int priority);
    /// In this order in front of `before`, whose priority they get; without one to the end of their own priority.
    void move(const std::vector<JobId>& jobs, std::optional<JobId> before);

    /// What a person has chosen for whoever works all of the queue: no further job is to start. Lost with the journal.
    [[nodiscard]] bool isOnHold();
    void setOnHold(bool held);

    // What a runner does: @throws Error{JobMissing}, Error{JobNotHeld} if the job was taken from it.
    /// The next queued job, now preparing and this object's; none if there is none. Jobs of programs that ended without
    /// finishing them are queued again first.
    [[nodiscard]] std::optional<ClaimedJob> claim(const ClaimRule& rule = {});
    [[nodiscard]] bool holds(const Claim& claim);  ///< no error for a job that is gone
    void advance(const Claim& claim, JobState to); ///< to running, then finishing @throws Error{JobStateRefused}
    /// To done, needs-review or failed. @throws Error{JobStateRefused}
    void finish(const Claim& claim, JobState outcome, const std::vector<Reason>& reasons = {},
                const Remarks& remarks = {});
    void release(const Claim& claim); ///< back to the queue, tiles kept

    /// @throws Error{FileMissing, FileUnreadable, InputChanged} unless each file has the size and the time that it had
    static void checkInputs(const Job& job);
    /// Keeps the SHA-256 of each file, in their order, once they are read, and checks the inputs again.
    /// @throws as `checkInputs`, Error{InputChanged} if an earlier attempt read something else, Error{JobMissing}
    void recordHashes(JobId job, const std::vector<std::string>& hashes);

    /// Keeps the prepared volume; it takes the place of an earlier one. Before the first tile.
    /// @throws Error{JobMissing, JobNotHeld}
    void storePrepared(const Claim& claim, const Prepared& prepared);
    /// None if there is none, or if its file is damaged (which is then forgotten).
    [[nodiscard]] std::optional<Prepared> prepared(JobId job);

    /// Keeps the labels of a tile: the file first, then the entry. Any job that exists takes them, also after it was
    /// paused or claimed by another: equal keys mean equal labels. Returns the file (see work_file.h).
    /// @param key `tileKey`
    /// @throws Error{JobMissing}
    std::filesystem::path commitTile(JobId job, int tile, const std::string& key, std::span<const std::byte> labels);
    /// Where `commitTile` keeps it, whether it is there or not.
    [[nodiscard]] std::filesystem::path tileFile(JobId job, int tile, const std::string& key) const;
    /// None if it has to be computed: not there, or its file is damaged (which is then forgotten).
    [[nodiscard]] std::optional<std::vector<std::byte>> findTile(JobId job, int tile, const std::string& key);
    /// Removes prepared volumes and tiles of jobs that nobody holds, the files first: also to make room on a full disk.
    /// @throws Error{JobMissing, JobStateRefused}
    void discardWork(const std::vector<JobId>& jobs);

  private:
    friend class QueueOpening;
    Queue(std::filesystem::path folder, std::unique_ptr<os::FileLock> lock, std::unique_ptr<Database> database);

    struct Row { // what decides whether something may happen to a job
        JobState state = JobState::Queued;
        std::int64_t urgency = 0, place = 0;
        int attempts = 0;
        std::string owner;
    };
    // all below: with the mutex held; those that write, inside a transaction
    [[nodiscard]] std::optional<Row> findRow(JobId job);
    [[nodiscard]] Row rowOf(JobId job);
    [[nodiscard]] Row requireHeld(const Claim& claim);
    [[noreturn]] void refuse(JobId job, JobState is, const char* wanted) const;
    void refuseHeld(const std::vector<JobId>& jobs, const char* wanted);
    void setState(JobId job, JobState to, const std::vector<Reason>& reasons = {}, const Remarks& remarks = {});
    void changeAll(const std::vector<JobId>& jobs, JobState to, bool (*allowed)(JobState));
    void setPlace(JobId job, std::int64_t urgency, std::int64_t place);
    [[nodiscard]] std::int64_t endOf(std::int64_t urgency);
    [[nodiscard]] std::vector<JobId> spread(std::int64_t urgency);
    [[nodiscard]] JobFile readJob(JobId job);
    void insertJob(const JobFile& file);
    void writeJobFiles(const std::vector<JobId>& jobs);
    void undoUnfinishedEnqueue();
    [[nodiscard]] JobId findQueued(const ClaimRule& rule);
    void becomeRunner();
    std::size_t freeDeadJobs();
    void removeFolders();

    std::filesystem::path m_folder;
    std::unique_ptr<os::FileLock> m_lock; ///< shared while the queue is open
    std::mutex m_mutex;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<os::FileLock> m_runner; ///< from the first claim on; its file's name is the owner of the jobs
};

/// Key of a tile's labels: SHA-256 of the prepared tile's bytes, the weights' hash and the options that decide about
/// the outcome. Any thread.
[[nodiscard]] std::string tileKey(std::span<const std::byte> preparedTile, const std::string& weights,
                                  const std::string& options);

} // namespace tessera::queue
