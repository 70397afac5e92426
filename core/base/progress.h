#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace tessera {

/// A cancellation flag shared by everything that works for one request. Any thread may set or read it.
class CancelToken {
  public:
    void cancel() noexcept { m_cancelled.store(true, std::memory_order_relaxed); }
    [[nodiscard]] bool cancelled() const noexcept { return m_cancelled.load(std::memory_order_relaxed); }

  private:
    std::atomic<bool> m_cancelled{false};
};

/// Progress of a task that may be split into subtasks; the share of each subtask is fixed when it is made, and all of
/// them share one cancellation token. A Progress belongs to the thread that works; the listener is called on that
/// thread.
class Progress {
  public:
    /// Called with the share of the whole task that is done (0..1) and the name of the innermost named step.
    using Listener = std::function<void(double fraction, std::string_view step)>;

    Progress();
    explicit Progress(Listener listener, std::shared_ptr<CancelToken> token = std::make_shared<CancelToken>());

    /// A subtask that covers `share` (0..1) of this task, starting where this task stands now; this task advances with
    /// it. `step` names it for people ("registration"); empty keeps the parent's name.
    [[nodiscard]] Progress subtask(double share, std::string_view step = {});

    /// Says that `fraction` (0..1) of this task is done; never goes backwards.
    /// @throws Error{Cancelled} if the token was cancelled.
    void update(double fraction);

    /// @throws Error{Cancelled} if the token was cancelled.
    void throwIfCancelled() const;
    [[nodiscard]] bool cancelled() const noexcept { return m_token->cancelled(); }
    [[nodiscard]] const std::shared_ptr<CancelToken>& token() const noexcept { return m_token; }

  private:
    Listener m_listener;
    std::shared_ptr<CancelToken> m_token;
    std::string m_step;
    double m_begin = 0;
    double m_extent = 1;
    double m_done = 0; // of this task, 0..1
};

} // namespace tessera
