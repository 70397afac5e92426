#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

namespace tessera::os {

/// Reads lines from a pipe, a socket or a file. One thread.
class LineReader {
  public:
    enum class What {
        Line,
        TooLong, ///< one that is longer than allowed has begun; the rest of it is passed over
        Nothing, ///< within the time
        End
    };

    /// @param descriptor 0 is the standard input; it isn't closed @param longest bytes of a line without its end
    LineReader(int descriptor, std::size_t longest) : m_descriptor(descriptor), m_longest(longest) {}

    /// @param line without its end, if there is one; an unfinished line before the end isn't given out
    [[nodiscard]] What next(std::string& line, std::chrono::milliseconds patience);

  private:
    [[nodiscard]] bool takeLine(std::string& line, What& what);

    int m_descriptor;
    std::size_t m_longest;
    std::string m_buffer;
    std::size_t m_looked = 0; ///< bytes of the buffer without a line's end
    bool m_skipping = false, m_ended = false;
};

/// Writes lines to a pipe, a socket or a file on a thread of its own, so that nobody waits for a reader that is slow or
/// has stopped. Any thread.
class LineWriter {
  public:
    /// @param descriptor 1 is the standard output; it isn't closed @param most bytes that wait for the reader
    LineWriter(int descriptor, std::size_t most);
    ~LineWriter(); ///< as `finish`
    LineWriter(const LineWriter&) = delete;
    LineWriter& operator=(const LineWriter&) = delete;

    /// Adds the line and its end. False: there was no room, and the line isn't written.
    [[nodiscard]] bool put(const std::string& line);
    /// Writes what waits, if the reader takes it within a second; takes nothing more.
    void finish();
    /// At least half of the room is taken.
    [[nodiscard]] bool isBusy();
    /// The reader is gone.
    [[nodiscard]] bool isClosed();

  private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace tessera::os
