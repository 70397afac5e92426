#include "core/fusion/vote.h"
#include "tests/support/expect_error.h"

#include <QtTest>

#include <algorithm>
#include <map>
#include <numeric>
#include <random>

using namespace tessera;
using namespace tessera::fusion;

class TestVote : public QObject {
    Q_OBJECT

  private slots:
    void slantPlanCoversTheGrid();
    void majorityWins();
    void tieGoesToTheSmallestLabelNumber();
    void agreementAndCoverage();
    void slant8HasOneOwnerForEveryVoxel();
    void ownersAloneDecide();
    void refusesOwnershipWithHolesOrOverlaps_data();
    void refusesOwnershipWithHolesOrOverlaps();
    void matchesABruteForceCount();
    void refusesTilesThatDoNotFit();
    void cutTileTakesTheRightVoxels();
};

void TestVote::slantPlanCoversTheGrid() {
    const TilePlan plan = TilePlan::slant27();
    QCOMPARE(plan.tiles.size(), std::size_t{27});
    std::vector<int> covered(172 * 220 * 156);
    for (const Tile& tile : plan.tiles) {
        for (auto z = tile.origin[2]; z < tile.origin[2] + tile.size[2]; ++z) {
            for (auto y = tile.origin[1]; y < tile.origin[1] + tile.size[1]; ++y) {
                for (auto x = tile.origin[0]; x < tile.origin[0] + tile.size[0]; ++x) {
                    ++covered[static_cast<std::size_t>(x + 172 * (y + 220 * z))];
                }
            }
        }
    }
    QCOMPARE(*std::min_element(covered.begin(), covered.end()), 1);
    QCOMPARE(*std::max_element(covered.begin(), covered.end()), 27);
    QCOMPARE(plan.tiles[5].name, std::string("1_2_3"));
    QCOMPARE(plan.tiles[5].origin, (Size3{0, 46, 68}));
}

void TestVote::majorityWins() {
    std::array<std::int32_t, 256> rank{};
    std::iota(rank.begin(), rank.end(), 0);
    const std::vector<std::uint8_t> votes{3, 7, 7, 1, 7};
    const auto winner = MajorityVote{}(votes.data(), 5, rank.data());
    QCOMPARE(int(winner.classIndex), 7);
    QCOMPARE(int(winner.votes), 3);
}

void TestVote::tieGoesToTheSmallestLabelNumber() {
    std::array<std::int32_t, 256> rank{};
    rank[1] = 50;
    rank[2] = 40; // the higher class has the smaller number
    for (const std::vector<std::uint8_t>& votes : {std::vector<std::uint8_t>{1, 2}, {2, 1}, {1, 2, 2, 1}}) {
        QCOMPARE(int(MajorityVote{}(votes.data(), static_cast<int>(votes.size()), rank.data()).classIndex), 2);
    }
}

void TestVote::agreementAndCoverage() {
    // two tiles of 2 x 1 x 1 in a row of 4: covered 1, 2, 1 times and once not at all
    const TilePlan plan{{4, 1, 1}, {{"a", {0, 0, 0}, {2, 1, 1}}, {"b", {1, 0, 0}, {2, 1, 1}}}};
    const std::vector<std::vector<std::uint8_t>> tiles{{1, 2}, {1, 0}};
    const Fused fused = fuse(plan, tiles, std::vector<std::int32_t>{0, 4, 11}, 2, "test");
    QVERIFY(fused.labels == (std::vector<std::int32_t>{4, 4, 0, 0}));
    QVERIFY(fused.agreement == (std::vector<float>{1, 0.5, 1, 0}));
    QVERIFY(fused.coverage == (std::vector<std::uint8_t>{1, 2, 1, 0}));
}

void TestVote::slant8HasOneOwnerForEveryVoxel() {
    const TilePlan plan = TilePlan::slant8(), all = TilePlan::slant27();
    QCOMPARE(plan.tiles.size(), std::size_t{8});
    QCOMPARE(plan.ownershipProblem(), std::string());
    QCOMPARE(plan.tiles[5].name, std::string("3_1_3"));
    QVERIFY(plan.tiles[5].owned == (Tile::Box{{86, 0, 78}, {86, 110, 78}}));
    QVERIFY(plan.tiles[7].owned == (Tile::Box{{86, 110, 78}, {86, 110, 78}})); // up to x = 172, not 171
    for (const Tile& tile : plan.tiles) {
        QVERIFY(std::any_of(all.tiles.begin(), all.tiles.end(), [&tile](const Tile& other) {
            return other.name == tile.name && other.origin == tile.origin && other.size == tile.size;
        }));
    }
    // Each tile labels its whole box with its own class: what is left is the plan's table of owners.
    std::vector<std::vector<std::uint8_t>> tiles;
    std::vector<std::int32_t> numbers;
    for (std::size_t i = 0; i < 8; ++i) {
        tiles.emplace_back(std::size_t{96} * 128 * 88, static_cast<std::uint8_t>(i));
        numbers.push_back(static_cast<std::int32_t>(100 - i));
    }
    const Fused fused = fuse(plan, tiles, numbers, 2, "test");
    std::size_t voxel = 0;
    for (int z = 0; z < 156; ++z) {
        for (int y = 0; y < 220; ++y) {
            for (int x = 0; x < 172; ++x, ++voxel) {
                const int owner = (x >= 86 ? 4 : 0) + (y >= 110 ? 2 : 0) + (z >= 78 ? 1 : 0);
                QCOMPARE(fused.labels[voxel], 100 - owner);
                QCOMPARE(int(fused.coverage[voxel]), 1);
                QCOMPARE(fused.agreement[voxel], 1.0F);
            }
        }
    }
}

void TestVote::ownersAloneDecide() {
    // both tiles cover the middle; "a" owns one voxel of it, "b" the other
    const TilePlan plan{{4, 1, 1},
                        {{"a", {0, 0, 0}, {3, 1, 1}, Tile::Box{{0, 0, 0}, {2, 1, 1}}},
                         {"b", {1, 0, 0}, {3, 1, 1}, Tile::Box{{2, 0, 0}, {2, 1, 1}}}}};
    const std::vector<std::vector<std::uint8_t>> tiles{{1, 2, 0}, {0, 1, 2}};
    const Fused fused = fuse(plan, tiles, std::vector<std::int32_t>{0, 4, 11}, 1, "test");
    QVERIFY(fused.labels == (std::vector<std::int32_t>{4, 11, 4, 11}));
}

void TestVote::refusesOwnershipWithHolesOrOverlaps_data() {
    QTest::addColumn<int>("firstSize");
    QTest::addColumn<int>("secondOrigin");
    QTest::addColumn<int>("secondSize");
    QTest::addColumn<QString>("text");
    QTest::newRow("a hole") << 1 << 2 << 2 << "some voxels have no owner";
    QTest::newRow("an overlap") << 2 << 1 << 3 << "tiles a and b own the same voxels";
    QTest::newRow("outside the tile") << 1 << 0 << 4 << "tile b owns voxels outside its box";
    QTest::newRow("nothing") << 2 << 2 << 0 << "tile b owns voxels outside its box";
    QTest::newRow("only one") << 2 << -1 << 0 << "some tiles own voxels and others don't";
}

void TestVote::refusesOwnershipWithHolesOrOverlaps() {
    QFETCH(int, firstSize);
    QFETCH(int, secondOrigin);
    QFETCH(int, secondSize);
    QFETCH(QString, text);
    TilePlan plan{{4, 1, 1},
                  {{"a", {0, 0, 0}, {3, 1, 1}, Tile::Box{{0, 0, 0}, {firstSize, 1, 1}}}, {"b", {1, 0, 0}, {3, 1, 1}}}};
    if (secondOrigin >= 0) {
        plan.tiles[1].owned = Tile::Box{{secondOrigin, 0, 0}, {secondSize, 1, 1}};
    }
    const std::vector<std::vector<std::uint8_t>> tiles{{0, 0, 0}, {0, 0, 0}};
    EXPECT_ERROR(fuse(plan, tiles, std::vector<std::int32_t>{0, 4}, 1, "test"), ErrorCode::TilesInvalid,
                 text.toStdString());
}

void TestVote::matchesABruteForceCount() {
    std::mt19937 random(7);
    TilePlan plan{{7, 5, 4}, {}};
    std::vector<std::vector<std::uint8_t>> tiles;
    for (int t = 0; t < 9; ++t) {
        const Size3 origin{static_cast<std::int64_t>(random() % 3), static_cast<std::int64_t>(random() % 2),
                           static_cast<std::int64_t>(random() % 2)};
        plan.tiles.push_back({"t" + std::to_string(t), origin, {5, 4, 3}});
        tiles.emplace_back(60);
        for (auto& label : tiles.back()) {
            label = static_cast<std::uint8_t>(random() % 4);
        }
    }
    const std::vector<std::int32_t> numbers{9, 4, 23, 11};
    const Fused fused = fuse(plan, tiles, numbers, 3, "test");
    for (std::int64_t voxel = 0; voxel < 140; ++voxel) {
        const Size3 at{voxel % 7, voxel / 7 % 5, voxel / 35};
        std::map<std::int32_t, int> count;
        int covering = 0;
        for (std::size_t t = 0; t < tiles.size(); ++t) {
            const Tile& tile = plan.tiles[t];
            const Size3 in{at[0] - tile.origin[0], at[1] - tile.origin[1], at[2] - tile.origin[2]};
            if (std::min({in[0], in[1], in[2]}) >= 0 && in[0] < 5 && in[1] < 4 && in[2] < 3) {
                ++count[numbers[tiles[t][static_cast<std::size_t>(in[0] + 5 * (in[1] + 4 * in[2]))]]];
                ++covering;
            }
        }
        std::int32_t label = 0;
        int votes = 0;
        for (const auto& [number, n] : count) { // ascending: the first of equals is the smallest
            if (n > votes) {
                label = number;
                votes = n;
            }
        }
        const auto i = static_cast<std::size_t>(voxel);
        QCOMPARE(fused.labels[i], label);
        QCOMPARE(int(fused.coverage[i]), covering);
        QCOMPARE(fused.agreement[i], covering > 0 ? static_cast<float>(votes) / static_cast<float>(covering) : 0.0F);
    }
}

void TestVote::refusesTilesThatDoNotFit() {
    const TilePlan plan{{4, 1, 1}, {{"a", {0, 0, 0}, {2, 1, 1}}}};
    const std::vector<std::int32_t> numbers{0, 4};
    using Tiles = std::vector<std::vector<std::uint8_t>>;
    EXPECT_ERROR(fuse(plan, Tiles{{1, 1, 1}}, numbers, 1, "test"), ErrorCode::TilesInvalid, "tile a");
    EXPECT_ERROR(fuse(plan, Tiles{{1, 2}}, numbers, 1, "test"), ErrorCode::TilesInvalid, "class 2 of 2");
    EXPECT_ERROR(fuse(plan, Tiles{}, numbers, 1, "test"), ErrorCode::TilesInvalid, "0 tiles instead of 1");
}

void TestVote::cutTileTakesTheRightVoxels() {
    std::vector<float> volume(4 * 3 * 2);
    std::iota(volume.begin(), volume.end(), 0.0F);
    QVERIFY(cutTile(volume, {4, 3, 2}, {"a", {1, 1, 0}, {2, 2, 2}}) ==
            (std::vector<float>{5, 6, 9, 10, 17, 18, 21, 22}));
}

QTEST_APPLESS_MAIN(TestVote)
#include "tst_vote.moc"
