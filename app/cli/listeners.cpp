#include "app/cli/listeners.h"

#include "core/base/os/process.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <set>

namespace tessera::cli {
namespace {

using Clock = std::chrono::steady_clock;
using Json = nlohmann::ordered_json;

/// Estimates the time left of a scan from the time that its done share took.
class TimeLeft {
  public:
    void start() { m_begin = Clock::now(); }
    [[nodiscard]] double elapsed() const { return std::chrono::duration<double>(Clock::now() - m_begin).count(); }
    /// Seconds, or a negative number while it is too early to say.
    [[nodiscard]] double estimate(double fraction) const {
        return fraction < 0.05 ? -1 : elapsed() * (1 - fraction) / fraction;
    }

  private:
    Clock::time_point m_begin = Clock::now();
};

std::string durationText(double seconds) {
    const auto whole = static_cast<long>(std::lround(seconds));
    if (whole < 60) {
        return fmt::format("{} s", whole);
    }
    return whole < 3600 ? fmt::format("{} min {:02} s", whole / 60, whole % 60)
                        : fmt::format("{} h {:02} min", whole / 3600, whole / 60 % 60);
}

std::string outcomeText(const engine::RunRecord& record) {
    std::string out = record.state;
    for (const auto& reason : record.reasons) {
        out += "\n    " + reason.sentence;
    }
    for (const auto& notice : record.notices) {
        out += "\n    note: " + notice;
    }
    return out;
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

/// One line a step.
class LineListener : public engine::BatchListener {
  public:
    void listing(double fraction, std::string_view step) override {
        if (m_time.elapsed() > kQuietSeconds) {
            m_time.start();
            say(stepText(fraction, step));
        }
    }
    void noted(const std::string& sentence) override { fmt::print(stderr, "note: {}\n", printable(sentence)); }
    void started(std::size_t index, std::size_t count, const engine::Input& input) override {
        m_name = printable(input.name.string());
        if (count > 1) {
            m_name = fmt::format("[{}/{}] {}", index + 1, count, m_name);
        }
        m_said.clear();
        m_time.start();
    }
    void progressed(double fraction, std::string_view step) override {
        const std::string_view name = step.substr(0, step.find(" (")); // "tiles (3 of 27)" is one step
        if (!name.empty() && m_said.emplace(name).second) {            // one that is taken up again isn't news
            say(fmt::format("{}: {} ({:.0f} %, {})", m_name, name, 100 * fraction, durationText(m_time.elapsed())));
        }
    }
    void skipped(const engine::Input& input, const engine::RunRecord& record) override {
        (void)input;
        say(fmt::format("{}: skipped, an identical result is there already ({})", m_name, record.state));
    }
    void finished(const engine::Input& input, const engine::RunRecord& record) override {
        (void)input;
        say(fmt::format("{}: {} after {}", m_name, outcomeText(record), durationText(m_time.elapsed())));
    }
    void failed(const std::filesystem::path& file, const Error& error) override {
        (void)file;
        fmt::print(stderr, "failed: {}\n", printableSentence(error));
    }

  protected:
    virtual void say(const std::string& line) {
        fmt::print("{}\n", line);
        std::fflush(stdout);
    }
    [[nodiscard]] const std::string& name() const { return m_name; }
    [[nodiscard]] const TimeLeft& time() const { return m_time; }

  private:
    static constexpr double kQuietSeconds = 2; // of a listing

    std::string m_name;
    std::set<std::string> m_said; // steps of this scan
    TimeLeft m_time;
};

/// A bar that is redrawn in place.
class BarListener : public LineListener {
  public:
    void listing(double fraction, std::string_view step) override { m_line.draw(stepText(fraction, step)); }
    void noted(const std::string& sentence) override {
        m_line.clear();
        LineListener::noted(sentence);
    }
    void progressed(double fraction, std::string_view step) override {
        const double left = time().estimate(fraction);
        const std::string tail = fmt::format(" {:3.0f} %  {}{}", 100 * fraction, step,
                                             left < 0 ? std::string() : ", about " + durationText(left) + " left");
        constexpr int kBar = 24;
        const int filled = static_cast<int>(fraction * kBar);
        m_line.draw(name() + " [" + std::string(static_cast<std::size_t>(filled), '#') +
                    std::string(static_cast<std::size_t>(kBar - filled), '.') + "]" + tail);
    }
    void failed(const std::filesystem::path& file, const Error& error) override {
        m_line.clear();
        LineListener::failed(file, error);
    }

  protected:
    void say(const std::string& line) override {
        m_line.clear();
        LineListener::say(line);
    }

  private:
    TerminalLine m_line;
};

/// One JSON object a line; "v" is the version of these messages.
class JsonListener : public engine::BatchListener {
  public:
    void listing(double fraction, std::string_view step) override {
        if (m_time.elapsed() > kSecondsBetween) {
            m_time.start();
            say({{"type", "listing"}, {"fraction", fraction}, {"step", step}});
        }
    }
    void noted(const std::string& sentence) override { say({{"type", "note"}, {"message", sentence}}); }
    void started(std::size_t index, std::size_t count, const engine::Input& input) override {
        m_time.start();
        m_name = input.name.string();
        m_percent = -1;
        say({{"type", "started"}, {"index", index}, {"count", count}, {"name", m_name}, {"file", input.file.string()}});
    }
    void progressed(double fraction, std::string_view step) override {
        const int percent = static_cast<int>(100 * fraction);
        if (percent == m_percent) {
            return;
        }
        m_percent = percent;
        const double left = m_time.estimate(fraction);
        say({{"type", "progress"},
             {"name", m_name},
             {"fraction", fraction},
             {"step", step},
             {"seconds_left", left < 0 ? Json(nullptr) : Json(left)}});
    }
    void skipped(const engine::Input& input, const engine::RunRecord& record) override {
        say({{"type", "skipped"}, {"name", input.name.string()}, {"state", record.state}});
    }
    void finished(const engine::Input& input, const engine::RunRecord& record) override {
        Json reasons = Json::array();
        for (const auto& reason : record.reasons) {
            reasons.push_back({{"code", reason.code}, {"sentence", reason.sentence}});
        }
        say({{"type", "finished"},
             {"name", input.name.string()},
             {"state", record.state},
             {"reasons", reasons},
             {"notices", record.notices},
             {"laterality", record.laterality},
             {"seconds", m_time.elapsed()}});
    }
    void failed(const std::filesystem::path& file, const Error& error) override {
        say({{"type", "failed"},
             {"file", file.string()},
             {"code", errorName(error.code())},
             {"message", error.what()}});
    }

  private:
    static constexpr double kSecondsBetween = 0.2; // two lines about a listing

    static void say(Json message) {
        message["v"] = 1;
        fmt::print("{}\n", message.dump(-1, ' ', false, Json::error_handler_t::replace));
        std::fflush(stdout);
    }
    std::string m_name;
    int m_percent = -1;
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
