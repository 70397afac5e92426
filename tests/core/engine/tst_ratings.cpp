#include "core/engine/ratings.h"

#include "core/base/tsv.h"
#include "core/engine/review_facts.h"
#include "core/engine/run_record.h"
#include "tests/support/expect_error.h"

#include <QTemporaryDir>
#include <QtTest>

#include <clocale>
#include <fstream>
#include <sstream>
#include <thread>

using namespace tessera;
using namespace tessera::engine;
namespace fs = std::filesystem;

/// What a person thinks of results, on the disk.
class TestRatings : public QObject {
    Q_OBJECT

  private:
    QTemporaryDir m_folder;

    fs::path file(const char* name) const { return fs::path(m_folder.path().toStdString()) / name / "ratings.tsv"; }
    static std::string contentOf(const fs::path& path) {
        std::stringstream out;
        out << std::ifstream(path).rdbuf();
        return out.str();
    }

  private slots:
    void thereAreNoneAtFirst();
    void anyNoteAndPathSurviveARestart();
    void anotherMapUnderTheSameNameIsNotRated();
    void anEmptyRatingIsGone();
    void twoWritersLoseNothing();
    void whatCantBeReadIsLeftAlone_data();
    void whatCantBeReadIsLeftAlone();
    void factsOfAResult();
    void exportedTable();
};

void TestRatings::thereAreNoneAtFirst() {
    QVERIFY(Ratings(file("none")).read().empty());
    QVERIFY(!fs::exists(file("none").parent_path()));
}

void TestRatings::anyNoteAndPathSurviveARestart() {
    const std::string note = "tab\there, line\nhere, \\t, \r and Ünïcode 脳 \"quoted\"";
    const RatedResult result{"/data/odd\tname\n\xFF_dseg.nii.gz", "abc"};
    const Rating rating{Verdict::Fail, note, "2026-11-27T12:00:00Z"};
    Ratings(file("odd")).store(result, rating);
    Ratings(file("odd")).store({"/data/b_dseg.nii.gz", "d"}, {Verdict::None, "only a note", "2026-11-27T12:00:01Z"});
    const auto all = Ratings(file("odd")).read();
    QCOMPARE(all.size(), std::size_t{2});
    QVERIFY(all.at(result) == rating);
    QCOMPARE(all.at({"/data/b_dseg.nii.gz", "d"}).note, std::string("only a note"));
    const auto perms = fs::status(file("odd").parent_path()).permissions();
    QVERIFY(perms == fs::perms::owner_all);
}

void TestRatings::anotherMapUnderTheSameNameIsNotRated() {
    const Ratings ratings(file("again"));
    ratings.store({"/a_dseg.nii.gz", "first"}, {Verdict::Pass, "", "2026-11-27T12:00:00Z"});
    QVERIFY(!ratings.read().contains({"/a_dseg.nii.gz", "second"}));
}

void TestRatings::anEmptyRatingIsGone() {
    const Ratings ratings(file("gone"));
    ratings.store({"/a_dseg.nii.gz", "x"}, {Verdict::Pass, "", "2026-11-27T12:00:00Z"});
    ratings.store({"/a_dseg.nii.gz", "x"}, {});
    QVERIFY(ratings.read().empty());
}

void TestRatings::twoWritersLoseNothing() {
    constexpr int kEach = 25;
    const auto write = [this](const std::string& who) {
        const Ratings ratings(file("two"));
        for (int i = 0; i < kEach; ++i) {
            ratings.store({"/" + who + std::to_string(i), "x"}, {Verdict::Pass, who, "2026-11-27T12:00:00Z"});
        }
    };
    std::thread other(write, "a");
    write("b");
    other.join();
    QCOMPARE(Ratings(file("two")).read().size(), std::size_t{2 * kEach});
}

void TestRatings::whatCantBeReadIsLeftAlone_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("other columns") << QByteArray("file\trating\n/a\tpass\n");
    QTest::newRow("cut off") << QByteArray("result_file\tresult_sha256\trating\tnote\trated_at\n/a\tx\tpa");
    QTest::newRow("unknown rating") << QByteArray(
        "result_file\tresult_sha256\trating\tnote\trated_at\n/a\tx\tgood\t\t2026-11-27T12:00:00Z\n");
}

void TestRatings::whatCantBeReadIsLeftAlone() {
    QFETCH(QByteArray, content);
    const fs::path path = file("damaged");
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::trunc) << content.toStdString();
    EXPECT_ERROR(Ratings(path).read(), ErrorCode::RatingsInvalid, "ratings.tsv");
    EXPECT_ERROR(Ratings(path).store({"/b", "y"}, {Verdict::Pass, "", "2026-11-27T12:00:00Z"}),
                 ErrorCode::RatingsInvalid, "ratings.tsv");
    QCOMPARE(contentOf(path), content.toStdString());
}

void TestRatings::factsOfAResult() {
    const fs::path folder = m_folder.path().toStdString();
    const OutputFiles files(folder, "sub-01_T1w");
    RunRecord record;
    record.name = "sub-01_T1w";
    record.state = "needs review";
    record.reasons = {{"low-agreement", "The tiles agree on 60 % only."}};
    record.inputs = {{"/data/sub-01_T1w.nii.gz", "1234", 10}};
    record.bundle = {"tessera-mini", "0.1", "h", "tessera-mini"};
    record.versions = {{"tessera", "0.9"}};
    record.outputs["dseg"] = {"sub-01_T1w_dseg.nii.gz", "5678"};
    std::ofstream(files.run) << writeRunRecord(record);
    std::ofstream(files.json) << R"({"segmented_brain": {"mean_agreement": 0.6}})";
    const ReviewFacts facts = readReviewFacts(files);
    QVERIFY(facts.result == (RatedResult{files.dseg, "5678"}));
    QCOMPARE(facts.state, std::string("needs review"));
    QVERIFY(facts.codes == std::vector<std::string>{"low-agreement"});
    QCOMPARE(*facts.meanAgreement, 0.6);
    QCOMPARE(facts.software, std::string("tessera 0.9, tessera-mini 0.1"));

    record.inputs[0].sha256 = "1235"; // the same labels of another scan have another picture
    std::ofstream(files.run, std::ios::trunc) << writeRunRecord(record);
    QVERIFY(readReviewFacts(files).key != facts.key);
    std::ofstream(files.json, std::ios::trunc) << "{}";
    EXPECT_ERROR(readReviewFacts(files), ErrorCode::RunRecordInvalid, "_volumes.json");
}

void TestRatings::exportedTable() {
    std::setlocale(LC_NUMERIC, "de_DE.UTF-8"); // where it is installed
    const std::vector<RatedCase> cases{
        {"sub-01",
         {{"/out/sub-01_dseg.nii.gz", "x"}, "needs review", {"a", "b"}, {"First.", "Second."}, 0.8125, "tessera 1", ""},
         {Verdict::Fail, "cut\toff\nabove", "2026-11-27T12:00:00Z"}},
        {"sub-02", {{"/out/sub-02_dseg.nii.gz", "y"}, "done", {}, {}, {}, "tessera 1", ""}, {}}};
    const std::string text = ratingsTsv(cases);
    std::setlocale(LC_NUMERIC, "C");
    QCOMPARE(text, std::string("case\tresult_file\trating\tnote\tqc_state\tqc_reasons\tmean_agreement\tsoftware\t"
                               "rated_at\n"
                               "sub-01\t/out/sub-01_dseg.nii.gz\tfail\tcut\\toff\\nabove\tneeds review\t"
                               "First. Second.\t0.8125\ttessera 1\t2026-11-27T12:00:00Z\n"
                               "sub-02\t/out/sub-02_dseg.nii.gz\tn/a\tn/a\tdone\tn/a\tn/a\ttessera 1\tn/a\n"));
    QCOMPARE(parseTsv(text, "x", ErrorCode::Internal).rows[0][3], std::string("cut\toff\nabove"));
}

QTEST_APPLESS_MAIN(TestRatings)
#include "tst_ratings.moc"
