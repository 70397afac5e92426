#include "core/base/progress.h"
#include "tests/support/expect_error.h"

#include <QtTest>

#include <cmath>
#include <vector>

using namespace tessera;

class TestProgress : public QObject {
    Q_OBJECT

  private:
    std::vector<double> m_fractions;
    std::vector<std::string> m_steps;

    Progress::Listener listener() {
        return [this](double fraction, std::string_view step) {
            m_fractions.push_back(fraction);
            m_steps.emplace_back(step);
        };
    }

  private slots:
    void init() {
        m_fractions.clear();
        m_steps.clear();
    }
    void subtasksCoverTheirShare();
    void subtasksOfSubtasks();
    void namesAreInherited();
    void neverGoesBackwards();
    void sharesThatAreTooLargeEndAtOne();
    void cancellationIsInherited();
    void withoutListener();
};

void TestProgress::subtasksCoverTheirShare() {
    Progress whole(listener());
    Progress first = whole.subtask(0.25, "first");
    first.update(0.5);
    first.update(1);
    Progress second = whole.subtask(0.75, "second");
    second.update(1);
    QCOMPARE(m_fractions, (std::vector<double>{0, 0.125, 0.25, 0.25, 1}));
    QCOMPARE(m_steps, (std::vector<std::string>{"first", "first", "first", "second", "second"}));
}

void TestProgress::subtasksOfSubtasks() {
    Progress whole(listener());
    whole.update(0.5);
    Progress half = whole.subtask(0.5, "half");
    Progress quarter = half.subtask(0.5, "quarter");
    quarter.update(0.5);
    QCOMPARE(m_fractions.back(), 0.625);
    quarter.update(1);
    QCOMPARE(m_fractions.back(), 0.75);
    half.update(1);
    QCOMPARE(m_fractions.back(), 1.0);
}

void TestProgress::namesAreInherited() {
    Progress whole(listener());
    Progress named = whole.subtask(1, "registration");
    Progress inner = named.subtask(0.5);
    inner.update(1);
    QCOMPARE(m_steps.back(), std::string("registration"));
}

void TestProgress::neverGoesBackwards() {
    Progress whole(listener());
    whole.update(0.7);
    whole.update(0.3);
    whole.update(NAN);
    whole.update(7);
    whole.update(-1);
    QCOMPARE(m_fractions, (std::vector<double>{0.7, 0.7, 0.7, 1, 1}));
}

void TestProgress::sharesThatAreTooLargeEndAtOne() {
    Progress whole(listener());
    for (int i = 0; i < 30; ++i) { // 30 x 0.05 is more than there is
        whole.subtask(0.05).update(1);
    }
    QVERIFY(std::is_sorted(m_fractions.begin(), m_fractions.end()));
    QVERIFY(m_fractions.back() <= 1.0);
}

void TestProgress::cancellationIsInherited() {
    const auto token = std::make_shared<CancelToken>();
    Progress whole(listener(), token);
    Progress part = whole.subtask(0.5);
    Progress inner = part.subtask(0.5);
    QVERIFY(!inner.cancelled());
    inner.throwIfCancelled();
    token->cancel();
    QVERIFY(inner.cancelled());
    EXPECT_ERROR(inner.update(0.1), ErrorCode::Cancelled, "");
    EXPECT_ERROR(part.throwIfCancelled(), ErrorCode::Cancelled, "");
    EXPECT_ERROR(whole.subtask(0.1), ErrorCode::Cancelled, "");
    QCOMPARE(inner.token().get(), token.get());
}

void TestProgress::withoutListener() {
    Progress whole;
    whole.subtask(0.5, "quiet").update(1);
    QVERIFY(!whole.cancelled());
}

QTEST_APPLESS_MAIN(TestProgress)
#include "tst_progress.moc"
