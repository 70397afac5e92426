// Works on a queue as an engine would, with tiles of a few bytes, and says on its standard output what has been
// acknowledged: one line after each call that returned. Killed at any moment by tst_queue_killed.
//   queue_worker QUEUE enqueue FILE SEED    enqueues batches for ever
//   queue_worker QUEUE work TILES           runs jobs until it has found none for a second
//   queue_worker QUEUE hold                 claims a job and waits
#include "core/base/error.h"
#include "core/engine/queue/queue_opening.h"

#include <chrono>
#include <cstdio>
#include <cstring>
#include <random>
#include <string>
#include <thread>

using namespace tessera;
using namespace tessera::queue;

namespace {

void say(const std::string& line) {
    // one write for a line: a reader sees it whole or knows that it is cut
    const std::string text = line + "\n";
    (void)!std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
}

std::string tileContent(JobId job, int tile) {
    return "labels of " + std::to_string(job) + " " + std::to_string(tile);
}

void enqueueForEver(Queue& queue, const std::string& file, unsigned seed) {
    std::mt19937 random(seed);
    for (;;) {
        std::vector<NewJob> jobs(1 + random() % 20, NewJob{file, "scan", {file}, "{}", "{}"});
        const auto ids = queue.enqueue(jobs);
        std::string line = "enqueued";
        for (const JobId id : ids) {
            line += " " + std::to_string(id);
        }
        say(line);
    }
}

void runJob(Queue& queue, const Claim& claim, int tiles) {
    const std::string id = std::to_string(claim.job);
    if (!queue.prepared(claim.job)) {
        const std::string content = "prepared " + id;
        queue.storePrepared(claim, {{reinterpret_cast<const std::byte*>(content.data()),
                                     reinterpret_cast<const std::byte*>(content.data() + content.size())},
                                    {},
                                    "{}"});
        say("prepared " + id);
    }
    queue.advance(claim, JobState::Running);
    for (int tile = 0; tile < tiles; ++tile) {
        const std::string content = tileContent(claim.job, tile);
        const auto labels = std::as_bytes(std::span(content));
        const auto found = queue.findTile(claim.job, tile, "key");
        if (!found) {
            say("computing " + id + " " + std::to_string(tile));
            queue.commitTile(claim.job, tile, "key", labels);
            say("committed " + id + " " + std::to_string(tile));
        } else if (!std::equal(found->begin(), found->end(), labels.begin(), labels.end())) {
            say("wrong " + id + " " + std::to_string(tile));
        }
    }
    queue.advance(claim, JobState::Finishing);
    queue.finish(claim, JobState::Done);
    say("done " + id);
}

void work(Queue& queue, int tiles) {
    using Clock = std::chrono::steady_clock;
    for (auto last = Clock::now(); Clock::now() - last < std::chrono::seconds(1);) {
        if (const auto job = queue.claim()) {
            say("claimed " + std::to_string(job->claim.job));
            runJob(queue, job->claim, tiles);
            last = Clock::now();
        } else {
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
    }
    say("idle");
}

} // namespace

int main(int argc, char** argv) {
    try {
        const std::string what = argc > 2 ? argv[2] : "";
        const auto opened = openQueue(argv[1]);
        say("open");
        if (what == "enqueue" && argc > 4) {
            enqueueForEver(*opened.queue, argv[3], static_cast<unsigned>(std::stoul(argv[4])));
        } else if (what == "work" && argc > 3) {
            work(*opened.queue, std::stoi(argv[3]));
        } else if (what == "hold") {
            say("claimed " + std::to_string(opened.queue->claim().value().claim.job));
            std::this_thread::sleep_for(std::chrono::hours(1));
        }
        return 0;
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "%s\n", problem.what());
        return 1;
    }
}
