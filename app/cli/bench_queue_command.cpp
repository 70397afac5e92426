#include "app/cli/commands.h"
#include "core/base/error.h"
#include "core/base/os/file.h"
#include "core/base/os/storage.h"
#include "core/engine/queue/queue_opening.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>

namespace tessera::cli {
namespace {

namespace fs = std::filesystem;
using queue::JobId;
using queue::JobState;
using queue::Queue;

constexpr int kBatch = 1000;                      // jobs enqueued by one call
constexpr std::size_t kTileBytes = 96 * 128 * 88; // labels of one of SLANT-27's tiles
constexpr std::size_t kPreparedBytes = 172 * 220 * 156 * sizeof(float);

struct BenchArguments {
    fs::path folder;
    int jobs = 100'000;
    int repeats = 100;
};

/// Milliseconds of each of several calls, as "median 1.2 ms, slowest 3.4 ms".
class Times {
  public:
    template <class Work>
    void measure(const Work& work) {
        const auto begin = std::chrono::steady_clock::now();
        work();
        const std::chrono::duration<double, std::milli> spent = std::chrono::steady_clock::now() - begin;
        m_milliseconds.push_back(spent.count());
    }
    void print(const char* what) {
        std::sort(m_milliseconds.begin(), m_milliseconds.end());
        fmt::print("{:<44} median {:9.2f} ms, slowest {:9.2f} ms ({} calls)\n", what,
                   m_milliseconds[m_milliseconds.size() / 2], m_milliseconds.back(), m_milliseconds.size());
        std::fflush(stdout); // a line at a time, also into a file: filling takes a minute
    }

  private:
    std::vector<double> m_milliseconds;
};

/// A folder of ours that goes when the measurement ends.
class Scratch {
  public:
    explicit Scratch(const fs::path& parent) : m_folder(parent / ("tessera-bench-" + os::randomToken())) {
        os::makePrivateFolder(m_folder);
    }
    ~Scratch() {
        std::error_code ignored; // what can't be removed is seen in the folder that was given
        fs::remove_all(m_folder, ignored);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    [[nodiscard]] const fs::path& folder() const { return m_folder; }

  private:
    fs::path m_folder;
};

queue::NewJob exampleJob(const fs::path& image, int number) {
    const std::string name = fmt::format("sub-{:06}/anat/sub-{:06}_T1w", number, number);
    return {image,
            name,
            {image},
            R"({"orientation":""})",
            R"({"model":"slant-27","devices":"auto","precision":"auto","repeatable":false,"output":"/data/results"})"};
}

void fill(Queue& queue, const fs::path& image, const BenchArguments& arguments, CancelToken& cancel) {
    Times times;
    for (int first = 0; first < arguments.jobs; first += kBatch) {
        if (cancel.cancelled()) {
            throw Error(ErrorCode::Cancelled);
        }
        std::vector<queue::NewJob> jobs;
        for (int i = first; i < std::min(first + kBatch, arguments.jobs); ++i) {
            jobs.push_back(exampleJob(image, i));
        }
        times.measure([&] { queue.enqueue(jobs); });
    }
    times.print(fmt::format("enqueue {} jobs", kBatch).c_str());
}

void listPages(Queue& queue, const BenchArguments& arguments) {
    const std::pair<const char*, queue::Listing> kinds[]{
        {"list 100 jobs by turn", {}},
        {"list 100 queued jobs by turn", {JobState::Queued}},
        {"list 100 jobs, newest first", {{}, queue::Order::Newest}},
        {"list 100 done jobs, oldest first", {JobState::Done, queue::Order::Enqueued}},
    };
    for (const auto& [what, kind] : kinds) {
        Times times;
        queue::Listing listing = kind;
        for (int i = 0; i < arguments.repeats; ++i) { // page after page, from the start again at the end
            times.measure([&] { listing.after = queue.list(listing).next; });
        }
        times.print(what);
    }
    Times counts;
    for (int i = 0; i < arguments.repeats; ++i) {
        counts.measure([&] { (void)queue.counts(); });
    }
    counts.print("count the jobs in each state");
}

void runJobs(Queue& queue, const BenchArguments& arguments) {
    Times claims, prepares, commits, finds, ends;
    const std::vector<std::byte> labels(kTileBytes, std::byte{7});
    const queue::Prepared prepared{std::vector<std::byte>(kPreparedBytes, std::byte{1}), {}, {}};
    for (int i = 0; i < arguments.repeats; ++i) {
        std::optional<queue::ClaimedJob> job;
        claims.measure([&] { job = queue.claim(); });
        if (!job) {
            break;
        }
        prepares.measure([&] { queue.storePrepared(job->claim, prepared); });
        queue.advance(job->claim, JobState::Running);
        commits.measure([&] { queue.commitTile(job->claim.job, 0, "key", labels); });
        finds.measure([&] { (void)queue.findTile(job->claim.job, 0, "key"); });
        queue.advance(job->claim, JobState::Finishing);
        ends.measure([&] { queue.finish(job->claim, JobState::Done); });
        queue.discardWork({job->claim.job});
    }
    claims.print("claim a job");
    prepares.print("store a prepared volume of 24 MB");
    commits.print("commit a tile of 1 MB");
    finds.print("find a committed tile");
    ends.print("finish a job");
}

void reorder(Queue& queue, const BenchArguments& arguments) {
    Times times;
    for (int i = 0; i < std::min(arguments.repeats, 20); ++i) {
        const auto page = queue.list({JobState::Queued, queue::Order::Newest, {}, 1});
        const auto front = queue.list({JobState::Queued, queue::Order::Turn, {}, 1});
        times.measure([&] { queue.move({page.jobs.at(0).id}, front.jobs.at(0).id); });
    }
    times.print("move a job to the front");
}

int runBenchQueue(const BenchArguments& arguments, CancelToken& cancel) {
    const Scratch scratch(arguments.folder);
    const fs::path image = scratch.folder() / "scan.nii";
    const fs::path folder = scratch.folder() / "queue";
    os::writeFileAtomically(image, "not read");
    {
        auto opened = queue::openQueue(folder);
        fill(*opened.queue, image, arguments, cancel);
        runJobs(*opened.queue, arguments);
        listPages(*opened.queue, arguments);
        reorder(*opened.queue, arguments);
    }
    Times opening, rebuilding;
    opening.measure([&] { (void)queue::openQueue(folder); });
    opening.print(fmt::format("open and check {} jobs", arguments.jobs).c_str());
    os::writeFileAtomically(folder / "queue.sqlite", "damaged");
    rebuilding.measure([&] { (void)queue::openQueue(folder); });
    rebuilding.print(fmt::format("rebuild {} jobs from their folders", arguments.jobs).c_str());
    return kExitDone;
}

} // namespace

void addBenchQueue(CLI::App& bench, Context& context) {
    CLI::App* command = bench.add_subcommand("queue", "Measures the job queue on a local disk.");
    command->footer("Example:\n  tessera-cli bench queue --folder /var/tmp");
    auto arguments = std::make_shared<BenchArguments>();
    arguments->folder = fs::current_path();
    command->add_option("--folder", arguments->folder, "Where a queue is made and removed again (default: here)")
        ->check(CLI::ExistingDirectory)
        ->option_text("DIR");
    command->add_option("--jobs", arguments->jobs, "Jobs in the queue (default: 100000)")
        ->check(CLI::Range(kBatch, 1'000'000))
        ->option_text("N");
    command->add_option("--repeats", arguments->repeats, "Calls of each kind (default: 100)")
        ->check(CLI::Range(1, 1000))
        ->option_text("N");
    command->callback([arguments, &context] {
        context.chosen = [arguments, &context] { return runBenchQueue(*arguments, *context.cancel); };
    });
}

} // namespace tessera::cli
