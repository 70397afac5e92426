#include "core/engine/pipeline/reason_text.h"

namespace tessera::engine {

std::string sentenceOf(const queue::Reason& reason) {
    if (const auto code = errorNamed(reason.code)) {
        return Error(*code, reason.arguments).what();
    }
    return reason.arguments.empty() ? reason.code : reason.arguments.front();
}

Error errorOf(const queue::Reason& reason) {
    const auto code = errorNamed(reason.code);
    return code ? Error(*code, reason.arguments) : Error(ErrorCode::Usage, {sentenceOf(reason)});
}

} // namespace tessera::engine
