#include "ui/models/review_case.h"

#include <QtTest>

#include <algorithm>
#include <random>

using namespace tessera;
using namespace tessera::ui;
using engine::Verdict;

namespace {

ReviewCase made(JobId job, const char* state, std::vector<std::string> codes, std::optional<double> agreement,
                Verdict verdict = Verdict::None) {
    ReviewCase out{.job = job, .name = {}, .image = {}, .facts = {}, .rating = {.verdict = verdict}};
    out.facts.state = state;
    out.facts.codes = std::move(codes);
    out.facts.meanAgreement = agreement;
    return out;
}

std::vector<JobId> order(std::vector<ReviewCase> cases) {
    sortWorstFirst(cases);
    std::vector<JobId> out;
    std::ranges::transform(cases, std::back_inserter(out), &ReviewCase::job);
    return out;
}

} // namespace

class TestReviewCase : public QObject {
    Q_OBJECT

  private slots:
    void worstFirst();
    void equalCasesStayAsTheyStand();
};

void TestReviewCase::worstFirst() {
    std::vector<ReviewCase> cases{
        made(1, "needs review", {"sides-disputed", "low-agreement"}, 0.7),
        made(2, "needs review", {"sides-disputed"}, 0.5), // fewer reasons weigh less than ...
        made(3, "needs review", {"pair-asymmetry", "pair-asymmetry"}, 0.4),
        made(4, "needs review", {"pair-asymmetry"}, 0.6), // equal reasons: the smaller agreement
        made(5, "needs review", {"pair-asymmetry"}, 0.9),
        made(6, "needs review", {"pair-asymmetry"}, {}), // ... none stands last
        made(7, "done", {}, 0.3),
        made(8, "done", {}, 0.95),
        made(9, "needs review", {"sides-disputed", "low-agreement"}, 0.1, Verdict::Fail),
        made(10, "done", {}, 0.1, Verdict::Pass)};
    const std::vector<JobId> expected{1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    QCOMPARE(order(cases), expected);
    std::mt19937 random(7); // NOLINT: the same every time
    for (int i = 0; i < 50; ++i) {
        std::ranges::shuffle(cases, random);
        QCOMPARE(order(cases), expected);
    }
}

void TestReviewCase::equalCasesStayAsTheyStand() {
    QCOMPARE(order({made(3, "done", {}, 0.9), made(1, "done", {}, 0.9), made(2, "done", {}, 0.9)}),
             (std::vector<JobId>{3, 1, 2}));
    ReviewCase noted = made(2, "done", {}, 0.9);
    noted.rating.note = "a note is no verdict";
    QCOMPARE(order({made(1, "done", {}, 0.9), noted, made(3, "done", {}, 0.8)}), (std::vector<JobId>{3, 1, 2}));
}

QTEST_APPLESS_MAIN(TestReviewCase)
#include "tst_review_case.moc"
