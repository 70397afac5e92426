#include "tests/gpu/checks.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <barrier>
#include <chrono>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <thread>

extern char** environ;

namespace tessera::gpucheck {
namespace {

using network::Precision;
using Clock = std::chrono::steady_clock;

constexpr std::array kLanes{1, 2, 4};
constexpr int kPatience = 180; ///< s that a worker may be silent

double since(Clock::time_point begin) {
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

const char* nameOf(Precision precision) {
    return precision == Precision::Bf16 ? "bf16" : "fp32";
}

/// Seconds of 27 tiles on some lanes, each a thread with a network of its own. Tiles are given out as lanes come for
/// them; all tiles are the same, so all labels must be.
class StreamLanes {
  public:
    StreamLanes(const network::ModuleInterface& module, int lanes, Precision precision,
                const std::vector<float>& voxels)
        : m_module(module), m_lanes(lanes), m_precision(precision), m_voxels(voxels), m_barrier(lanes + 1) {}

    double run() {
        std::vector<std::thread> threads;
        for (int i = 0; i < m_lanes; ++i) {
            threads.emplace_back([this] { work(); });
        }
        m_barrier.arrive_and_wait();
        const auto begin = Clock::now();
        m_barrier.arrive_and_wait();
        for (std::thread& thread : threads) {
            thread.join();
        }
        const double seconds = since(begin);
        if (m_problem) {
            std::rethrow_exception(m_problem);
        }
        return seconds;
    }
    [[nodiscard]] bool isUniform() const { return !m_differs; }

  private:
    void work() {
        std::unique_ptr<network::Network> network;
        std::vector<std::uint8_t> first;
        const auto guarded = [this](auto step) {
            try {
                step();
            } catch (...) {
                if (!m_failed.exchange(true)) {
                    m_problem = std::current_exception();
                }
            }
        };
        guarded([&] { // also warms up
            network = makeSlant(m_module, 0);
            first = network->label(slantInput(m_voxels), m_precision);
        });
        m_barrier.arrive_and_wait();
        m_barrier.arrive_and_wait();
        guarded([&] {
            while (!m_failed && m_next.fetch_add(1) < kSlantTiles) {
                if (network->label(slantInput(m_voxels), m_precision) != first) {
                    m_differs = true;
                }
            }
        });
    }

    const network::ModuleInterface& m_module;
    int m_lanes;
    Precision m_precision;
    const std::vector<float>& m_voxels;
    std::barrier<> m_barrier;
    std::atomic<int> m_next{0};
    std::atomic<bool> m_differs{false}, m_failed{false};
    std::exception_ptr m_problem;
};

/// A process lane, seen from its parent.
class Worker {
  public:
    Worker(const std::string& program, int lane, int lanes) {
        int to[2], from[2];
        // closed in whatever is started later: a worker must see the end of its own input
        if (pipe2(to, O_CLOEXEC) != 0 || pipe2(from, O_CLOEXEC) != 0) {
            throw std::runtime_error("no pipe");
        }
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, to[0], STDIN_FILENO);
        posix_spawn_file_actions_adddup2(&actions, from[1], STDOUT_FILENO);
        std::string own = std::to_string(lane), all = std::to_string(lanes), option = "--worker", name = program;
        char* arguments[]{name.data(), option.data(), own.data(), all.data(), nullptr};
        const int code = posix_spawn(&m_pid, program.c_str(), &actions, nullptr, arguments, environ);
        posix_spawn_file_actions_destroy(&actions);
        close(to[0]);
        close(from[1]);
        m_to = to[1];
        m_from = from[0];
        if (code != 0) {
            close(m_to);
            close(m_from);
            throw std::runtime_error("a worker process couldn't be started");
        }
    }
    ~Worker() {
        close(m_to); // a worker ends with its input
        close(m_from);
        int status = 0;
        waitpid(m_pid, &status, 0);
    }
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    void ask(char what) const {
        if (write(m_to, &what, 1) != 1) {
            throw std::runtime_error("a worker process ended");
        }
    }
    void await() const {
        pollfd ready{m_from, POLLIN, 0};
        char answer = 0;
        if (poll(&ready, 1, kPatience * 1000) != 1 || read(m_from, &answer, 1) != 1 || answer != '.') {
            throw std::runtime_error("a worker process ended or answered nothing");
        }
    }

  private:
    pid_t m_pid = -1;
    int m_to = -1, m_from = -1;
};

} // namespace

void measureStreamLanes(const network::ModuleInterface& module, double bestRate, Report& report) {
    const std::vector<float> voxels = randomTile(kSlantTile);
    for (const Precision precision : {Precision::Bf16, Precision::Fp32}) {
        for (const int lanes : kLanes) {
            StreamLanes run(module, lanes, precision, voxels);
            module.releaseMemory(); // of other runs' streams
            module.resetPeakMemory(0);
            const double seconds = run.run();
            const double gibibytes = static_cast<double>(module.deviceMemory(0).peakReserved) / (1ULL << 30);
            report.check(
                text("SLANT-27 an image, %s, %d stream lane%s", nameOf(precision), lanes, lanes > 1 ? "s" : ""),
                run.isUniform(),
                text("%.2f s, %.1f %% of the best bf16 rate, %.2f GiB kept", seconds,
                     100 * kSlantFlop / seconds / bestRate, gibibytes));
        }
    }
}

void runWorker(const network::ModuleInterface& module, int lane, int lanes) {
    const std::vector<float> voxels = randomTile(kSlantTile);
    const auto network = makeSlant(module, 0);
    const auto label = [&](Precision precision) { (void)network->label(slantInput(voxels), precision); };
    label(Precision::Bf16);
    label(Precision::Fp32);
    std::cout << '.' << std::flush;
    for (char what = 0; std::cin.get(what);) {
        for (int tile = lane; tile < kSlantTiles; tile += lanes) {
            label(what == 'b' ? Precision::Bf16 : Precision::Fp32);
        }
        std::cout << '.' << std::flush;
    }
}

void measureProcessLanes(const std::string& program, const std::string& how, Report& report) {
    for (const int lanes : kLanes) {
        std::vector<std::unique_ptr<Worker>> workers;
        for (int i = 0; i < lanes; ++i) {
            workers.push_back(std::make_unique<Worker>(program, i, lanes));
        }
        const auto all = [&workers](auto work) {
            for (const auto& worker : workers) {
                work(*worker);
            }
        };
        all([](const Worker& worker) { worker.await(); });
        for (const Precision precision : {Precision::Bf16, Precision::Fp32}) {
            const auto begin = Clock::now();
            all([precision](const Worker& worker) { worker.ask(precision == Precision::Bf16 ? 'b' : 'f'); });
            all([](const Worker& worker) { worker.await(); });
            report.say(text("SLANT-27 an image, %s, %d process lane%s, %s", nameOf(precision), lanes,
                            lanes > 1 ? "s" : "", how.c_str()),
                       text("%.2f s", since(begin)));
        }
    }
}

} // namespace tessera::gpucheck
