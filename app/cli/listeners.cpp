#include "app/cli/listeners.h"

#include "core/base/os/process.h"
#include "core/base/time_left.h"
#include "core/engine/pipeline/reason_text.h"
#include "core/protocol/events.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <set>
#include <utility>

namespace tessera::cli {
namespace {

using protocol::Json;

std::string durationText(double seconds) {
    const auto whole = static_cast<long>(std::lround(seconds));
    if (whole < 60) {
        return fmt::format("{} s", whole);
    }
    return whole < 3600 ? fmt::format("{} min {:02} s", whole / 60, whole % 60)
                        : fmt::format("{} h {:02} min", whole / 3600, whole / 60 % 60);
}

std::string outcomeText(const queue::JobSummary& job, const engine::JobEnding& ending) {
    std::string out = job.state == queue::JobState::NeedsReview ? "needs review" : queue::stateName(job.state);
    for (const queue::Reason& reason : job.reasons) {
        out += "\n    " + engine::sentenceOf(reason);
    }
    for (const std::string& notice : ending.notices) {
        out += "\n    note: " + notice;
    }
    return out;
}

std::string predictionText(const engine::PreflightReport::Device& device) {
    std::string out = fmt::format("{} {:.1f} GiB", device.name,
                                  static_cast<double>(device.peakBytes) / static_cast<double>(scheduler::kGibi));
    if (!device.fits) {
        return out + ", which it doesn't have";
    }
    return device.time.seconds < 0
               ? out
               : out + fmt::format(", about {} ({})", durationText(device.time.seconds),
                                   device.time.isHistory ? "as on this machine before" : "estimated from its layers");
}

/// One line of a terminal that is drawn again and again.
class TerminalLine {
  public:
    TerminalLine() = default;
    ~TerminalLine() { clear(); }
    TerminalLine(const TerminalLine&) = delete;
    TerminalLine& operator=(const TerminalLine&) = delete;

    void draw(std::string line) {
        const auto columns = static_cast<std::size_t>(os::terminalColumns() - 1);
        if (line.size() > columns) { // the name gives way, the numbers stay
            line = line.substr(line.size() - columns);
        }
        fmt::print(stderr, "\r{}\x1b[K", line);
        std::fflush(stderr);
        m_drawn = true;
    }
    void clear() {
        if (m_drawn) {
            fmt::print(stderr, "\r\x1b[K");
            std::fflush(stderr);
            m_drawn = false;
        }
    }

  private:
    bool m_drawn = false;
};

std::string stepText(double fraction, std::string_view step) {
    return fmt::format("{} {:.0f} %", step, 100 * fraction);
}

/// One line a step of each scan.
class LineListener : public engine::BatchListener {
  public:
    void listing(double fraction, std::string_view step) override {
        if (m_time.elapsed() > kQuietSeconds) {
            m_time.start();
            say(stepText(fraction, step));
        }
    }
    void noted(const std::string& sentence) override { fmt::print(stderr, "note: {}\n", printable(sentence)); }
    void refused(const std::filesystem::path& file, const Error& error) override {
        (void)file;
        fmt::print(stderr, "failed: {}\n", printableSentence(error));
    }
    void begun(std::span<const queue::JobId> jobs) override {
        for (std::size_t i = 0; i < jobs.size(); ++i) {
            if (jobs.size() > 1) {
                m_scans[jobs[i]].prefix = fmt::format("[{}/{}] ", i + 1, jobs.size());
            }
        }
    }
    void changed(const queue::JobSummary& job, const engine::JobEnding* ending) override {
        Scan& scan = m_scans[job.id];
        scan.name = scan.prefix + printable(job.name.string());
        switch (job.state) {
        case queue::JobState::Preparing:
            scan.time.start();
            break;
        case queue::JobState::Done:
        case queue::JobState::NeedsReview:
            sayEnd(scan, job, ending);
            break;
        case queue::JobState::Failed:
            refused(job.file, engine::errorOf(job.reasons.front()));
            break;
        case queue::JobState::Cancelled:
        case queue::JobState::Paused:
            say(fmt::format("{}: {} by another program", scan.name, queue::stateName(job.state)));
            break;
        default:
            break;
        }
        if (job.state >= queue::JobState::Done) {
            ended(job.id);
        }
    }
    void progressed(const engine::JobProgress& progress) override {
        Scan& scan = m_scans[progress.job];
        const std::string_view name = progress.step.substr(0, progress.step.find(" (")); // "tiles (3 of 27)": one step
        if (!name.empty() && scan.said.emplace(name).second) { // one that is taken up again isn't news
            say(fmt::format("{}: {} ({:.0f} %, {})", scan.name, name, 100 * progress.fraction,
                            durationText(scan.time.elapsed())));
        }
    }
    void tileThere(const engine::TileNews& /*tile*/) override {}
    /// What is predicted, once a batch, whose scans differ little. Warnings come with the result, or a reason that
    /// matters more.
    void preflighted(const queue::JobSummary& job, const engine::PreflightReport& report) override {
        if (std::exchange(m_hasPredicted, true)) {
            return;
        }
        std::string devices;
        for (const engine::PreflightReport::Device& device : report.devices) {
            devices += (devices.empty() ? "" : "; ") + predictionText(device);
        }
        say(fmt::format("{}: the network will take, on a device alone: {}", m_scans[job.id].name, devices));
    }

  protected:
    struct Scan {
        std::string prefix{}, name{};
        std::set<std::string> said{}; // steps
        TimeLeft time{};
    };
    virtual void say(const std::string& line) {
        fmt::print("{}\n", line);
        std::fflush(stdout);
    }
    virtual void ended(queue::JobId job) { m_scans.erase(job); }
    [[nodiscard]] const Scan& scan(queue::JobId job) { return m_scans[job]; }

  private:
    static constexpr double kQuietSeconds = 2; // of a listing

    void sayEnd(const Scan& scan, const queue::JobSummary& job, const engine::JobEnding* ending) {
        const engine::JobEnding known = ending != nullptr ? *ending : engine::JobEnding();
        if (known.skipped) {
            say(fmt::format("{}: skipped, an identical result is there already ({})", scan.name,
                            outcomeText({.state = job.state}, {})));
        } else {
            say(fmt::format("{}: {} after {}", scan.name, outcomeText(job, known), durationText(scan.time.elapsed())));
        }
    }

    std::map<queue::JobId, Scan> m_scans;
    TimeLeft m_time;
    bool m_hasPredicted = false;
};

/// A bar that is redrawn in place, for the scan that is the furthest.
class BarListener : public LineListener {
  public:
    void listing(double fraction, std::string_view step) override { m_line.draw(stepText(fraction, step)); }
    void noted(const std::string& sentence) override {
        m_line.clear();
        LineListener::noted(sentence);
    }
    void refused(const std::filesystem::path& file, const Error& error) override {
        m_line.clear();
        LineListener::refused(file, error);
    }
    void progressed(const engine::JobProgress& progress) override {
        m_fractions[progress.job] = progress.fraction;
        const auto furthest = std::ranges::max_element(m_fractions, {}, [](const auto& entry) { return entry.second; });
        if (furthest->first != progress.job) {
            return;
        }
        const Scan& now = scan(progress.job);
        const double left = now.time.estimate(progress.fraction);
        const std::string tail = fmt::format(" {:3.0f} %  {}{}", 100 * progress.fraction, progress.step,
                                             left < 0 ? std::string() : ", about " + durationText(left) + " left");
        constexpr int kBar = 24;
        const int filled = static_cast<int>(progress.fraction * kBar);
        m_line.draw(now.name + " [" + std::string(static_cast<std::size_t>(filled), '#') +
                    std::string(static_cast<std::size_t>(kBar - filled), '.') + "]" + tail);
    }

  protected:
    void say(const std::string& line) override {
        m_line.clear();
        LineListener::say(line);
    }
    void ended(queue::JobId job) override {
        m_fractions.erase(job);
        LineListener::ended(job);
    }

  private:
    TerminalLine m_line;
    std::map<queue::JobId, double> m_fractions; // of scans at work
};

/// The engine's messages, one a line.
class JsonListener : public engine::BatchListener {
  public:
    void listing(double fraction, std::string_view step) override {
        if (m_time.elapsed() > kSecondsBetween) {
            m_time.start();
            say(protocol::listingEvent(fraction, step));
        }
    }
    void noted(const std::string& sentence) override { say(protocol::noteEvent(sentence)); }
    void refused(const std::filesystem::path& file, const Error& error) override {
        say(protocol::refusedEvent(file, error));
    }
    void begun(std::span<const queue::JobId> jobs) override {
        say({{"type", "begun"}, {"jobs", std::vector<queue::JobId>(jobs.begin(), jobs.end())}});
    }
    void changed(const queue::JobSummary& job, const engine::JobEnding* ending) override {
        if (job.state == queue::JobState::Preparing) {
            m_progress.begin(job.id);
        } else if (job.state >= queue::JobState::Done) {
            m_progress.end(job.id);
        }
        say(protocol::jobEvent(job, ending));
    }
    void progressed(const engine::JobProgress& progress) override {
        if (Json event = m_progress.event(progress); !event.is_null()) {
            say(std::move(event));
        }
    }
    void tileThere(const engine::TileNews& tile) override { say(protocol::tileEvent(tile)); }
    void preflighted(const queue::JobSummary& job, const engine::PreflightReport& report) override {
        say(protocol::preflightEvent(job.id, report));
    }

  private:
    static constexpr double kSecondsBetween = 0.2; // two lines about a listing

    static void say(Json message) {
        fmt::print("{}\n", protocol::line(std::move(message)));
        std::fflush(stdout);
    }
    protocol::ProgressEvents m_progress;
    TimeLeft m_time;
};

} // namespace

Progress terminalProgress(const std::shared_ptr<CancelToken>& cancel) {
    if (!os::errorIsTerminal()) {
        return Progress({}, cancel);
    }
    const auto line = std::make_shared<TerminalLine>(); // cleared with the last copy of the listener
    return Progress([line](double fraction, std::string_view step) { line->draw(stepText(fraction, step)); }, cancel);
}

std::string printable(std::string text, LineFeeds lineFeeds) {
    const bool keep = lineFeeds == LineFeeds::Kept;
    std::replace_if(
        text.begin(), text.end(), [keep](unsigned char c) { return (c < 0x20 && !(keep && c == '\n')) || c == 0x7f; },
        '?');
    return text;
}

std::string printableSentence(const Error& error) {
    switch (error.code()) {
    case ErrorCode::SeriesUnclear:
    case ErrorCode::SeriesMissing:
    case ErrorCode::NoSuitableSeries: {
        std::vector<std::string> arguments = error.arguments();
        arguments.front() = printable(arguments.front());
        return printable(Error(error.code(), arguments).what(), LineFeeds::Kept);
    }
    default:
        return printable(error.what());
    }
}

std::unique_ptr<engine::BatchListener> makeListener(Report report) {
    if (report == Report::Json) {
        return std::make_unique<JsonListener>();
    }
    if (os::errorIsTerminal()) {
        return std::make_unique<BarListener>();
    }
    return std::make_unique<LineListener>();
}

} // namespace tessera::cli
