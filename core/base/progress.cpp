#include "core/base/progress.h"

#include "core/base/error.h"

#include <algorithm>

namespace tessera {

Progress::Progress() : m_token(std::make_shared<CancelToken>()) {}

Progress::Progress(Listener listener, std::shared_ptr<CancelToken> token)
    : m_listener(std::move(listener)), m_token(std::move(token)) {}

Progress Progress::subtask(double share, std::string_view step) {
    Progress child(m_listener, m_token);
    child.m_step = step.empty() ? m_step : std::string(step);
    child.m_begin = m_begin + m_extent * m_done;
    child.m_extent = m_extent * std::clamp(share, 0.0, 1.0 - m_done);
    m_done = std::min(1.0, m_done + share);
    child.update(0);
    return child;
}

void Progress::update(double fraction) {
    throwIfCancelled();
    m_done = std::max(m_done, std::clamp(fraction, 0.0, 1.0));
    if (m_listener) {
        m_listener(m_begin + m_extent * m_done, m_step);
    }
}

void Progress::throwIfCancelled() const {
    if (m_token->cancelled()) {
        throw Error(ErrorCode::Cancelled);
    }
}

} // namespace tessera
