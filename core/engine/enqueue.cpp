#include "core/engine/enqueue.h"

#include "core/base/os/lock.h"
#include "core/engine/output_files.h"

#include <algorithm>
#include <map>

namespace tessera::engine {
namespace {

using queue::JobId;
using queue::JobState;

bool isGone(const Error& error) {
    return error.code() == ErrorCode::FileMissing || error.code() == ErrorCode::FileUnreadable;
}

/// Whether a job would read the same bytes in the same way.
bool isUnchanged(const queue::Job& known, const queue::NewJob& job) {
    try {
        queue::Queue::checkInputs(known);
    } catch (const Error&) {
        return false;
    }
    return known.reading == job.reading && std::ranges::equal(known.files, job.files, {}, &queue::InputFile::path);
}

/// Whether an unfinished job of an earlier run is this one, and is on its way again. One whose file changed is removed.
/// @throws Error{InputCollision} if it is another file's
bool takeUp(queue::Queue& queue, const queue::JobSummary& earlier, const queue::NewJob& job,
            const std::filesystem::path& outputFolder, std::vector<JobId>& removed) {
    if (earlier.file != job.file) {
        throw Error(ErrorCode::InputCollision,
                    {earlier.file.string(), job.file.string(), OutputFiles(outputFolder, job.name).dseg.string()});
    }
    try {
        if (!isUnchanged(queue.job(earlier.id), job)) {
            queue.remove({earlier.id});
            removed.push_back(earlier.id);
            return false;
        }
        if (earlier.state == JobState::Paused) {
            queue.resume({earlier.id});
        } else if (earlier.state == JobState::Failed || earlier.state == JobState::Cancelled) {
            queue.retry({earlier.id});
        }
        if (job.priority > earlier.priority) {
            queue.prioritise({earlier.id}, job.priority);
        }
        return true;
    } catch (const Error&) { // gone, or taken by another program: a new job will say what is wrong
        return false;
    }
}

/// @param places of the jobs in `out.jobs`
void enqueueNew(queue::Queue& queue, const std::vector<queue::NewJob>& jobs, const std::vector<std::size_t>& places,
                Enqueued& out) {
    try {
        const std::vector<JobId> ids = queue.enqueue(jobs);
        for (std::size_t i = 0; i < ids.size(); ++i) {
            out.jobs[places[i]].id = ids[i];
        }
        return;
    } catch (const Error& error) {
        if (!isGone(error)) {
            throw;
        }
    }
    for (std::size_t i = 0; i < jobs.size(); ++i) { // all or nothing is too little here
        try {
            out.jobs[places[i]].id = queue.enqueue({jobs[i]}).front();
        } catch (const Error& error) {
            if (!isGone(error)) {
                throw;
            }
            out.refused.emplace_back(jobs[i].file, error);
        }
    }
}

} // namespace

Enqueued enqueueScans(queue::Queue& queue, const std::vector<Input>& scans, const std::string& settings, int priority) {
    os::FileLock lock(queue.folder() / "planning.lock");
    lock.exclusive();
    std::map<std::filesystem::path, queue::JobSummary> earlier;
    for (queue::JobSummary& job : queue.unfinished(settings)) {
        earlier[job.name] = std::move(job);
    }
    const std::filesystem::path outputFolder = readJobSettings(settings, {}).outputFolder;
    Enqueued out;
    std::vector<queue::NewJob> fresh;
    std::vector<std::size_t> places;
    for (const Input& scan : scans) {
        try {
            queue::NewJob job = newJob(scan, settings, priority);
            const auto found = earlier.find(job.name);
            if (found != earlier.end() && takeUp(queue, found->second, job, outputFolder, out.removed)) {
                out.jobs.push_back({found->second.id, job.file, job.name});
                continue;
            }
            places.push_back(out.jobs.size());
            out.jobs.push_back({0, job.file, job.name});
            fresh.push_back(std::move(job));
        } catch (const Error& error) { // of its files, or of its name
            out.refused.emplace_back(scan.file, error);
        }
    }
    enqueueNew(queue, fresh, places, out);
    std::erase_if(out.jobs, [](const EnqueuedJob& job) { return job.id == 0; });
    return out;
}

} // namespace tessera::engine
