#pragma once

#include "core/base/os/file.h"
#include "core/engine/queue/queue_opening.h"
#include "tests/support/expect_error.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>

#include <filesystem>
#include <string>
#include <vector>

namespace tessera::queue::test {

/// A folder with a file to enqueue, and a queue folder that isn't there yet.
class Fixture {
  public:
    Fixture() { os::writeFileAtomically(image(), "voxels"); }

    [[nodiscard]] std::filesystem::path path(const std::string& name) const {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }
    [[nodiscard]] std::filesystem::path image() const { return path("scan.nii"); }
    [[nodiscard]] std::filesystem::path folder() const { return path("queue"); }
    [[nodiscard]] std::filesystem::path journal() const { return folder() / "queue.sqlite"; }
    [[nodiscard]] std::unique_ptr<Queue> open() const { return openQueue(folder()).queue; }

    [[nodiscard]] NewJob newJob(const std::string& name = "scan", int priority = 0) const {
        return {image(), name, {image()}, R"({"orientation":"LAS"})", R"({"model":"tiny"})", priority};
    }
    [[nodiscard]] std::vector<NewJob> newJobs(int count) const {
        std::vector<NewJob> out;
        for (int i = 0; i < count; ++i) {
            out.push_back(newJob("scan-" + std::to_string(i)));
        }
        return out;
    }

  private:
    // in memory where there is such a place: these tests ask what is kept, not how long a disk takes to keep it
    QTemporaryDir m_folder{QFileInfo("/dev/shm").isWritable() ? QString("/dev/shm/tessera-XXXXXX")
                                                              : QDir::tempPath() + "/tessera-XXXXXX"};
};

inline std::vector<std::byte> bytesOf(const std::string& text) {
    const auto bytes = std::as_bytes(std::span(text));
    return {bytes.begin(), bytes.end()};
}

inline Prepared examplePrepared(const std::string& content = "prepared voxels") {
    Prepared out{bytesOf(content), {}, R"({"correlation":0.9})"};
    for (std::size_t i = 0; i < 12; ++i) {
        out.affine[i] = 1.0 / (1.0 + static_cast<double>(i));
    }
    out.affine[15] = 1;
    return out;
}

inline std::vector<JobId> idsOf(const Page& page) {
    std::vector<JobId> out;
    for (const JobSummary& job : page.jobs) {
        out.push_back(job.id);
    }
    return out;
}

inline std::vector<JobId> idsOf(Queue& queue, const Listing& listing = {}) {
    return idsOf(queue.list(listing));
}

/// Takes the next job through to its end.
inline JobId runNext(Queue& queue, JobState outcome, const std::vector<Reason>& reasons = {},
                     const Remarks& remarks = {}) {
    const auto job = queue.claim();
    if (!job) {
        return 0;
    }
    queue.advance(job->claim, JobState::Running);
    queue.advance(job->claim, JobState::Finishing);
    queue.finish(job->claim, outcome, reasons, remarks);
    return job->claim.job;
}

} // namespace tessera::queue::test
