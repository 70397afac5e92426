// What a runner does with the queue: claims, inputs, prepared volumes and tiles.
#include "core/base/error.h"
#include "core/base/os/file.h"
#include "core/base/os/lock.h"
#include "core/base/os/process.h"
#include "core/base/os/storage.h"
#include "core/base/sha256.h"
#include "core/engine/queue/database.h"
#include "core/engine/queue/job_file.h"
#include "core/engine/queue/queue.h"
#include "core/engine/queue/queue_folder.h"
#include "core/engine/queue/work_file.h"

#include <nlohmann/json.hpp>

#include <limits>

namespace tessera::queue {
namespace {

namespace fs = std::filesystem;

/// Files that a dead runner was writing when it ended.
void removeTemporaryFiles(const fs::path& folder) {
    std::error_code problem;
    for (fs::directory_iterator entry(folder, problem), end; !problem && entry != end; entry.increment(problem)) {
        if (entry->path().filename().string().starts_with(".tessera-")) {
            std::error_code ignored; // it goes with the job's folder at the latest
            fs::remove(entry->path(), ignored);
        }
    }
}

std::string affineText(const std::array<double, 16>& affine) {
    return nlohmann::json(affine).dump();
}

} // namespace

void Queue::becomeRunner() {
    while (!m_runner || !m_runner->isStillThere()) {
        auto file = std::make_unique<os::FileLock>(m_folder / kRunnersName / os::randomToken());
        // between its making and its locking, somebody who looks for dead runners may have taken it for one
        if (file->tryExclusive() && file->isStillThere()) {
            m_runner = std::move(file);
        }
    }
}

/// Jobs of runners whose lock is free: their programs are gone. @return how many
std::size_t Queue::freeDeadJobs() {
    std::vector<std::string> owners;
    {
        Statement query = m_database->statement("SELECT DISTINCT owner FROM jobs WHERE owner<>''");
        while (query.step()) {
            owners.push_back(query.text(0));
        }
    }
    std::vector<JobId> freed;
    for (const std::string& owner : owners) {
        const fs::path file = m_folder / kRunnersName / owner;
        if (m_runner && file == m_runner->file()) {
            continue;
        }
        std::unique_ptr<os::FileLock> lock;
        try {
            lock = std::make_unique<os::FileLock>(file, os::FileLock::Missing::Refuse);
        } catch (const Error& error) { // a runner removes its file when it goes
            if (error.code() != ErrorCode::FileMissing) {
                throw;
            }
        }
        if (lock && !lock->tryExclusive()) {
            continue;
        }
        Statement query = m_database->statement("SELECT id FROM jobs WHERE owner=?");
        query.bind(owner);
        while (query.step()) {
            freed.push_back(query.integer(0));
        }
    }
    for (const JobId job : freed) {
        m_database->statement("UPDATE attempts SET ended=?,outcome='interrupted' WHERE job=? AND ended=''")
            .bind(os::utcNow(), job)
            .run();
        setState(job, JobState::Queued);
        removeTemporaryFiles(jobFolder(job));
    }
    return freed.size();
}

/// 0 if there is none.
JobId Queue::findQueued(const ClaimRule& rule) {
    Statement query =
        m_database->statement("SELECT id FROM jobs WHERE state=0 AND urgency<? ORDER BY urgency,place,id");
    query.bind(rule.above ? -std::int64_t{*rule.above} : std::numeric_limits<std::int64_t>::max());
    while (query.step()) {
        if (!rule.mine || rule.mine(query.integer(0))) {
            return query.integer(0);
        }
    }
    return 0;
}

std::optional<ClaimedJob> Queue::claim(const ClaimRule& rule) {
    const std::lock_guard guard(m_mutex);
    becomeRunner();
    Database::Transaction transaction(*m_database);
    freeDeadJobs();
    const JobId id = findQueued(rule);
    std::optional<ClaimedJob> out;
    if (id != 0) {
        m_database
            ->statement("UPDATE jobs SET state=1,owner=?,attempts=attempts+1,reasons='[]',changed=?,"
                        "notices='[]',laterality='' WHERE id=?")
            .bind(m_runner->file().filename().string(), os::utcNow(), id)
            .run();
        Job job = readJob(id).job;
        m_database->statement("INSERT INTO attempts(job,number,started,ended,outcome) VALUES(?,?,?,'','')")
            .bind(id, static_cast<std::int64_t>(job.attempts), os::utcNow())
            .run();
        out = ClaimedJob{{id, job.attempts}, std::move(job)};
    }
    transaction.commit();
    return out;
}

Queue::Row Queue::requireHeld(const Claim& claim) {
    Row row = rowOf(claim.job);
    if (!m_runner || row.owner != m_runner->file().filename().string() || row.attempts != claim.attempt) {
        throw Error(ErrorCode::JobNotHeld, {m_folder.string(), std::to_string(claim.job), stateName(row.state)});
    }
    return row;
}

bool Queue::holds(const Claim& claim) {
    const std::lock_guard guard(m_mutex);
    const auto row = findRow(claim.job);
    return row && m_runner && row->owner == m_runner->file().filename().string() && row->attempts == claim.attempt;
}

void Queue::advance(const Claim& claim, JobState to) {
    const std::lock_guard guard(m_mutex);
    Database::Transaction transaction(*m_database);
    const Row row = requireHeld(claim);
    if (!isHeld(to) || !mayBecome(row.state, to)) {
        refuse(claim.job, row.state, stateName(to));
    }
    setState(claim.job, to);
    transaction.commit();
}

void Queue::finish(const Claim& claim, JobState outcome, const std::vector<Reason>& reasons, const Remarks& remarks) {
    const std::lock_guard guard(m_mutex);
    Database::Transaction transaction(*m_database);
    const Row row = requireHeld(claim);
    if (!isEnd(outcome) || outcome == JobState::Cancelled || !mayBecome(row.state, outcome)) {
        refuse(claim.job, row.state, stateName(outcome));
    }
    setState(claim.job, outcome, reasons, remarks);
    writeJobFiles({claim.job});
    transaction.commit();
}

void Queue::release(const Claim& claim) {
    const std::lock_guard guard(m_mutex);
    Database::Transaction transaction(*m_database);
    (void)requireHeld(claim);
    setState(claim.job, JobState::Queued);
    transaction.commit();
}

void Queue::checkInputs(const Job& job) {
    for (const InputFile& file : job.files) {
        const os::FileStamp now = os::stampOf(file.path);
        if (now.bytes != file.bytes) {
            throw Error(ErrorCode::InputChanged, {file.path.string(), std::to_string(file.bytes) + " bytes then, " +
                                                                          std::to_string(now.bytes) + " now"});
        }
        if (now.modified != file.modified) {
            throw Error(ErrorCode::InputChanged, {file.path.string(), "it was written to"});
        }
    }
}

void Queue::recordHashes(JobId job, const std::vector<std::string>& hashes) {
    const std::lock_guard guard(m_mutex);
    Database::Transaction transaction(*m_database);
    const Job known = readJob(job).job;
    checkInputs(known);
    if (hashes.size() != known.files.size()) {
        throw Error(ErrorCode::Internal, {known.file.string(), "hashes of another number of files"});
    }
    for (std::size_t i = 0; i < hashes.size(); ++i) {
        if (!known.files[i].sha256.empty() && known.files[i].sha256 != hashes[i]) {
            throw Error(ErrorCode::InputChanged, {known.files[i].path.string(), "an earlier run read other bytes"});
        }
        m_database->statement("UPDATE inputs SET sha256=? WHERE job=? AND number=?")
            .bind(hashes[i], job, static_cast<std::int64_t>(i))
            .run();
    }
    writeJobFiles({job});
    transaction.commit();
}

void Queue::storePrepared(const Claim& claim, const Prepared& prepared) {
    const WorkHeader header{
        -1, {}, prepared.affine, prepared.details, sha256OfBytes(prepared.content), prepared.content.size()};
    {
        const std::lock_guard guard(m_mutex);
        (void)requireHeld(claim);
        os::makePrivateFolder(jobFolder(claim.job));
    }
    writeWorkFile(jobFolder(claim.job), header, prepared.content); // long: others go on meanwhile
    const std::lock_guard guard(m_mutex);
    Database::Transaction transaction(*m_database);
    (void)requireHeld(claim);
    WorkHeader earlier;
    {
        Statement query = m_database->statement("SELECT sha256 FROM prepared WHERE job=?");
        query.bind(claim.job);
        earlier.sha256 = query.step() ? query.text(0) : std::string();
    }
    m_database->statement("INSERT OR REPLACE INTO prepared(job,affine,details,sha256,bytes) VALUES(?,?,?,?,?)")
        .bind(claim.job, affineText(header.affine), header.details, header.sha256,
              static_cast<std::int64_t>(header.bytes))
        .run();
    transaction.commit();
    if (!earlier.sha256.empty() && earlier.sha256 != header.sha256) {
        std::error_code ignored; // it goes with the job's folder at the latest
        fs::remove(jobFolder(claim.job) / workFileName(earlier), ignored);
    }
}

std::optional<Prepared> Queue::prepared(JobId job) {
    WorkHeader header;
    {
        const std::lock_guard guard(m_mutex);
        Statement query = m_database->statement("SELECT affine,details,sha256,bytes FROM prepared WHERE job=?");
        query.bind(job);
        if (!query.step()) {
            return std::nullopt;
        }
        try {
            header.affine = nlohmann::json::parse(query.text(0)).get<std::array<double, 16>>();
        } catch (const nlohmann::json::exception& problem) {
            throw Error(ErrorCode::QueueDamaged, {(m_folder / kJournalName).string(), problem.what()});
        }
        header.details = query.text(1);
        header.sha256 = query.text(2);
        header.bytes = static_cast<std::uint64_t>(query.integer(3));
    }
    auto content = readWorkFile(jobFolder(job) / workFileName(header), header);
    if (content) {
        return Prepared{*std::move(content), header.affine, header.details};
    }
    const std::lock_guard guard(m_mutex);
    m_database->statement("DELETE FROM prepared WHERE job=? AND sha256=?").bind(job, header.sha256).run();
    return std::nullopt;
}

fs::path Queue::commitTile(JobId job, int tile, const std::string& key, std::span<const std::byte> labels) {
    const WorkHeader header{tile, key, {}, {}, sha256OfBytes(labels), labels.size()};
    fs::path file = jobFolder(job) / workFileName(header);
    {
        const std::lock_guard guard(m_mutex);
        (void)rowOf(job);
        os::makePrivateFolder(jobFolder(job));
    }
    writeWorkFile(jobFolder(job), header, labels); // several threads flush at once
    const std::lock_guard guard(m_mutex);
    Database::Transaction transaction(*m_database);
    if (!findRow(job)) {
        std::error_code ignored; // a stray file is no job
        fs::remove(file, ignored);
        fs::remove(jobFolder(job), ignored);
        throw Error(ErrorCode::JobMissing, {m_folder.string(), std::to_string(job)});
    }
    m_database->statement("INSERT OR REPLACE INTO tiles(job,tile,key,sha256,bytes) VALUES(?,?,?,?,?)")
        .bind(job, static_cast<std::int64_t>(tile), key, header.sha256, static_cast<std::int64_t>(header.bytes))
        .run();
    transaction.commit();
    return file;
}

fs::path Queue::tileFile(JobId job, int tile, const std::string& key) const {
    return jobFolder(job) / workFileName({.tile = tile, .key = key});
}

std::optional<std::vector<std::byte>> Queue::findTile(JobId job, int tile, const std::string& key) {
    WorkHeader header{tile, key};
    {
        const std::lock_guard guard(m_mutex);
        Statement query = m_database->statement("SELECT sha256,bytes FROM tiles WHERE job=? AND tile=? AND key=?");
        query.bind(job, static_cast<std::int64_t>(tile), key);
        if (!query.step()) {
            return std::nullopt;
        }
        header.sha256 = query.text(0);
        header.bytes = static_cast<std::uint64_t>(query.integer(1));
    }
    auto labels = readWorkFile(jobFolder(job) / workFileName(header), header);
    if (!labels) {
        const std::lock_guard guard(m_mutex);
        m_database->statement("DELETE FROM tiles WHERE job=? AND tile=? AND key=? AND sha256=?")
            .bind(job, static_cast<std::int64_t>(tile), key, header.sha256)
            .run();
    }
    return labels;
}

std::string tileKey(std::span<const std::byte> preparedTile, const std::string& weights, const std::string& options) {
    Sha256 hash;
    hash.update(std::to_string(preparedTile.size()) + " " + std::to_string(weights.size()) + " "); // so that nothing
    hash.update(weights + options);                                                                // runs together
    hash.update(preparedTile);
    return hash.finish();
}

} // namespace tessera::queue
