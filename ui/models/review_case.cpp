#include "ui/models/review_case.h"

#include "core/quantify/quality.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>
#include <numeric>
#include <tuple>

namespace tessera::ui {

void sortWorstFirst(std::vector<ReviewCase>& cases) {
    const auto turn = [](const ReviewCase& one) {
        const auto& codes = one.facts.codes;
        const int gravity = std::accumulate(codes.begin(), codes.end(), 0, [](int sum, const std::string& code) {
            return sum + quantify::gravityOf(code);
        });
        return std::tuple(one.rating.verdict != engine::Verdict::None,
                          one.facts.state != quantify::stateName(quantify::State::NeedsReview), -gravity,
                          one.facts.meanAgreement.value_or(std::numeric_limits<double>::infinity()));
    };
    std::stable_sort(cases.begin(), cases.end(),
                     [&](const ReviewCase& a, const ReviewCase& b) { return turn(a) < turn(b); });
}

QString verdictWords(engine::Verdict verdict) {
    switch (verdict) {
    case engine::Verdict::Pass:
        return QCoreApplication::translate("Review", "pass");
    case engine::Verdict::Fail:
        return QCoreApplication::translate("Review", "fail");
    case engine::Verdict::None:
        break;
    }
    return {};
}

} // namespace tessera::ui
