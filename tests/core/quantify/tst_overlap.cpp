#include "core/quantify/overlap.h"

#include "tests/support/expect_error.h"

#include <QTest>

#include <random>

using namespace tessera;
using namespace tessera::quantify;

class TestOverlap : public QObject {
    Q_OBJECT

  private slots:
    void countedByHand();
    void asCountedVoxelByVoxel();
    void nothingAtAll();
    void otherGridsAreRefused();
};

void TestOverlap::countedByHand() {
    const std::vector<std::int32_t> a{0, 0, 1, 1, 1, 2, 2, 0}, b{0, 1, 1, 1, 2, 2, 0, 5};
    const Overlap overlap = overlapOf(a, b);
    QCOMPARE(overlap.labelled, std::int64_t{7});
    QCOMPARE(overlap.agreeing, std::int64_t{3});
    QCOMPARE(*overlap.agreeingShare(), 3.0 / 7);
    QCOMPARE(overlap.regions.size(), std::size_t{3});
    QCOMPARE(overlap.regions[0].number, 1);
    QCOMPARE(overlap.regions[0].dice(), 4.0 / 6);
    QCOMPARE(overlap.regions[1].dice(), 2.0 / 4);
    QCOMPARE(overlap.regions[2].number, 5); // in one of them only
    QCOMPARE(overlap.regions[2].dice(), 0.0);
    QCOMPARE(*overlap.meanDice(), (4.0 / 6 + 2.0 / 4) / 3);
}

void TestOverlap::asCountedVoxelByVoxel() {
    std::mt19937 random(3); // NOLINT: the same every time
    std::vector<std::int32_t> a(5000), b(5000);
    for (std::size_t i = 0; i < a.size(); ++i) {
        a[i] = static_cast<std::int32_t>(random() % 6);
        b[i] = random() % 3 == 0 ? static_cast<std::int32_t>(random() % 6) : a[i];
    }
    const Overlap overlap = overlapOf(a, b);
    for (const RegionOverlap& region : overlap.regions) {
        std::int64_t first = 0, second = 0, both = 0;
        for (std::size_t i = 0; i < a.size(); ++i) {
            first += a[i] == region.number ? 1 : 0;
            second += b[i] == region.number ? 1 : 0;
            both += a[i] == region.number && b[i] == region.number ? 1 : 0;
        }
        QCOMPARE(region.first, first);
        QCOMPARE(region.second, second);
        QCOMPARE(region.both, both);
    }
    QCOMPARE(overlap.regions.size(), std::size_t{5});
}

void TestOverlap::nothingAtAll() {
    const std::vector<std::int32_t> empty(10);
    const Overlap overlap = overlapOf(empty, empty);
    QVERIFY(!overlap.agreeingShare() && !overlap.meanDice());
}

void TestOverlap::otherGridsAreRefused() {
    EXPECT_ERROR((void)overlapOf(std::vector<std::int32_t>(3), std::vector<std::int32_t>(4)), ErrorCode::GridsDiffer,
                 "first");
}

QTEST_APPLESS_MAIN(TestOverlap)
#include "tst_overlap.moc"
