#pragma once

#include <cstdarg>
#include <cstdio>
#include <string>

namespace tessera::gpucheck {

/// Rows of the one table that packaging/gpu-check prints: what was looked at, a tab, what was found. Printed at once,
/// so that a run that ends early has said what it knew.
class Report {
  public:
    void say(const std::string& what, const std::string& found) const {
        std::printf("%s\t%s\n", what.c_str(), found.c_str());
        std::fflush(stdout);
    }
    void check(const std::string& what, bool ok, const std::string& found) {
        m_failed = m_failed || !ok;
        say(what, (ok ? "ok: " : "FAILED: ") + found);
    }
    void fail(const std::string& what, const std::string& why) { check(what, false, why); }
    [[nodiscard]] bool failed() const { return m_failed; }

  private:
    bool m_failed = false;
};

/// printf into a string.
[[nodiscard]] inline __attribute__((format(printf, 1, 2))) std::string text(const char* format, ...) {
    char out[256];
    va_list arguments;
    va_start(arguments, format);
    std::vsnprintf(out, sizeof(out), format, arguments);
    va_end(arguments);
    return out;
}

} // namespace tessera::gpucheck
