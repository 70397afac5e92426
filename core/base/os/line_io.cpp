#include "core/base/os/line_io.h"

#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <condition_variable>
#include <limits.h>
#include <mutex>
#include <thread>
#include <utility>

namespace tessera::os {

using namespace std::chrono_literals;

bool LineReader::takeLine(std::string& line, What& what) {
    const std::size_t end = m_buffer.find('\n', m_looked);
    if (end == std::string::npos) {
        m_looked = m_buffer.size();
        if (m_skipping) {
            m_buffer.clear();
            m_looked = 0;
        } else if (m_buffer.size() > m_longest) {
            m_skipping = true;
            m_buffer.clear();
            m_buffer.shrink_to_fit();
            m_looked = 0;
            what = What::TooLong;
            return true;
        }
        return false;
    }
    const bool isRest = m_skipping;
    m_skipping = false;
    line.assign(m_buffer, 0, end);
    m_buffer.erase(0, end + 1);
    m_looked = 0;
    if (isRest) {
        return takeLine(line, what);
    }
    if (line.ends_with('\r')) {
        line.pop_back();
    }
    what = line.size() > m_longest ? What::TooLong : What::Line;
    return true;
}

LineReader::What LineReader::next(std::string& line, std::chrono::milliseconds patience) {
    const auto until = std::chrono::steady_clock::now() + patience;
    while (true) {
        What what{};
        if (takeLine(line, what)) {
            return what;
        }
        if (m_ended) {
            return What::End;
        }
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
        pollfd wait{m_descriptor, POLLIN, 0};
        const int ready = poll(&wait, 1, static_cast<int>(std::max<std::int64_t>(left.count(), 0)));
        if (ready < 0 && errno == EINTR) {
            continue;
        }
        if (ready == 0) {
            return What::Nothing;
        }
        std::array<char, 1 << 16> bytes; // NOLINT(cppcoreguidelines-pro-type-member-init): it is read into
        const ssize_t count = ready < 0 ? -1 : read(m_descriptor, bytes.data(), bytes.size());
        if (count > 0) {
            m_buffer.append(bytes.data(), static_cast<std::size_t>(count));
        } else if (count == 0 || errno != EINTR) {
            m_ended = true;
        }
    }
}

struct LineWriter::State {
    State(int output, std::size_t room) : descriptor(output), most(room) {}

    void work();

    const int descriptor;
    const std::size_t most;
    std::mutex mutex;
    std::condition_variable changed;
    std::string waiting;
    std::size_t writing = 0; ///< bytes that the thread has taken and not yet written
    bool ending = false, closed = false;
    std::chrono::steady_clock::time_point giveUp{}; ///< once it is ending
    std::thread thread;
};

/// In pieces that a pipe with any room takes at once, so that writing never waits.
void LineWriter::State::work() {
    std::unique_lock lock(mutex);
    while (true) {
        changed.wait(lock, [this] { return ending || !waiting.empty(); });
        if (waiting.empty()) {
            return;
        }
        std::string text = std::exchange(waiting, {});
        std::size_t done = 0;
        while (done < text.size() && !closed && !(ending && std::chrono::steady_clock::now() > giveUp)) {
            writing = text.size() - done;
            lock.unlock();
            pollfd wait{descriptor, POLLOUT, 0};
            const int ready = poll(&wait, 1, 100);
            ssize_t count = 0;
            bool isBroken = ready > 0 && (wait.revents & (POLLERR | POLLNVAL)) != 0;
            if (ready > 0 && !isBroken) {
                count = write(descriptor, text.data() + done, std::min<std::size_t>(text.size() - done, PIPE_BUF));
                isBroken = count < 0 && errno != EINTR && errno != EAGAIN;
            }
            lock.lock();
            done += count > 0 ? static_cast<std::size_t>(count) : 0;
            closed = closed || isBroken;
        }
        writing = 0;
        if (closed || (ending && std::chrono::steady_clock::now() > giveUp)) {
            waiting.clear();
            if (ending) {
                return;
            }
        }
    }
}

LineWriter::LineWriter(int descriptor, std::size_t most) : m_state(std::make_unique<State>(descriptor, most)) {
    signal(SIGPIPE, SIG_IGN); // a reader that is gone is an error of `write`
    m_state->thread = std::thread([this] { m_state->work(); });
}

LineWriter::~LineWriter() {
    finish();
}

void LineWriter::finish() {
    if (!m_state->thread.joinable()) {
        return;
    }
    {
        const std::lock_guard lock(m_state->mutex);
        m_state->ending = true;
        m_state->giveUp = std::chrono::steady_clock::now() + 1s;
    }
    m_state->changed.notify_all();
    m_state->thread.join();
}

bool LineWriter::put(const std::string& line) {
    const std::lock_guard lock(m_state->mutex);
    if (m_state->closed || m_state->ending ||
        m_state->waiting.size() + m_state->writing + line.size() > m_state->most) {
        return false;
    }
    m_state->waiting += line;
    m_state->waiting += '\n';
    m_state->changed.notify_all();
    return true;
}

bool LineWriter::isBusy() {
    const std::lock_guard lock(m_state->mutex);
    return m_state->waiting.size() + m_state->writing > m_state->most / 2;
}

bool LineWriter::isClosed() {
    const std::lock_guard lock(m_state->mutex);
    pollfd look{m_state->descriptor, 0, 0}; // also while there is nothing to write
    if (poll(&look, 1, 0) > 0 && (look.revents & (POLLERR | POLLNVAL)) != 0) {
        m_state->closed = true;
    }
    return m_state->closed;
}

} // namespace tessera::os
