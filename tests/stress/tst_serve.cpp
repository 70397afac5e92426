#include "core/base/os/file.h"
#include "core/engine/inputs.h"
#include "core/engine/queue/work_file.h"
#include "tests/support/child_numbers.h"
#include "tests/support/cli_process.h"
#include "tests/support/engine_process.h"
#include "tests/support/json_schema.h"
#include "tests/support/shared_data.h"
#include "tests/support/tiny_bundle.h"
#include "tests/support/tiny_exam.h"
#include "tests/support/tiny_meshnet.h"
#include "tests/support/tiny_scan.h"
#include "tests/support/trace_file.h"

#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>

using namespace tessera;
using test::EngineProcess;
using test::Json;
using test::toQString;
namespace fs = std::filesystem;

/// The engine process as its clients see it.
class TestServe : public QObject {
    Q_OBJECT

  private:
    QTemporaryDir m_folder;
    Json m_schema;
    int m_queues = 0;

    fs::path root() const { return m_folder.path().toStdString(); }
    fs::path freshQueue() { return root() / ("queue-" + std::to_string(++m_queues)); }
    fs::path scan(const std::string& name) const { return root() / "scans" / (name + ".nii"); }
    Json enqueueing(const std::vector<fs::path>& inputs, const std::string& output) const {
        Json out{{"type", "enqueue"},
                 {"inputs", Json::array()},
                 {"output", (root() / output).string()},
                 {"model", (root() / "bundle").string()},
                 {"repeatable", true}};
        for (const fs::path& input : inputs) {
            out["inputs"].push_back(input.string());
        }
        return out;
    }
    Json previewed(const std::string& output, const std::string& model) const {
        Json out = enqueueing({scan("a")}, output);
        out["preview"] = "always";
        out["preview_model"] = (root() / model).string();
        return out;
    }
    /// The files of scan "a", of its record what isn't a time or a memory.
    std::map<std::string, std::string> finalFiles(const std::string& output) const {
        std::map<std::string, std::string> out;
        for (auto& [name, bytes] : test::filesBelow(root() / output)) {
            out[name] = std::move(bytes);
        }
        Json record = Json::parse(out.at("a_run.json"));
        for (const char* member : {"started", "finished", "stages"}) {
            record.erase(member);
        }
        out["a_run.json"] = record.dump();
        return out;
    }
    /// Every message that the engine has sent is one of the schema's.
    void checkMessages(const EngineProcess& engine) const {
        for (const Json& message : engine.messages()) {
            const std::string problem = test::misfit(message, m_schema.at("$defs").at("message"), m_schema);
            QVERIFY2(problem.empty(), problem.c_str());
        }
    }

  private slots:
    void initTestCase();
    void helloAndWhatIsNotUnderstood();
    void requestsFitTheSchema();
    void aJobFromItsFileToItsResult();
    void aPreviewComesFirstAndChangesNothing();
    void aPreviewThatFailsIsNoted();
    void heldPausedReorderedAndRemoved();
    void aHeldQueueStaysHeld();
    void aSecondScanOfTheSameName();
    void anotherResultIsReplacedWhenAsked();
    void retryAfterAFailure();
    void aQuestionAboutSeries();
    void configureStartsOtherDevices();
    void devicesAreTold();
    void metersOfTheCpuAreTold();
    void inputsThatChangedOrWent();
    void aKilledEngineLeavesItsTrace();
    void clientsThatMisbehave();
    void aClientThatNeverReads();
};

void TestServe::initTestCase() {
    test::writeTinyBundle(root() / "bundle");
    test::writeTinyMeshnet(root() / "quick");
    fs::create_directories(root() / "scans");
    for (const char* name : {"a", "b", "c", "d"}) {
        test::tinyNifti(test::tinyScan()).write(scan(name));
    }
    m_schema = Json::parse(os::readFile(test::sourcePath("resources/protocol/messages.schema.json")));
}

void TestServe::helloAndWhatIsNotUnderstood() {
    EngineProcess engine(TESSERA_CLI, freshQueue());
    const Json hello = engine.ask({{"type", "hello"}, {"v", 2}});
    QCOMPARE(hello.at("protocol").get<int>(), 2);
    QCOMPARE(hello.at("counts").at("queued").get<int>(), 0);
    for (const char* line :
         {"rubbish\n", "[1,2]\n", "{}\n", "{\"type\":7}\n", "{\"type\":\"dance\",\"id\":\"x\"}\n",
          "{\"type\":\"hello\",\"v\":99}\n", "{\"type\":\"cancel\",\"jobs\":\"all\"}\n", "\n",
          "{\"type\":\"enqueue\",\"inputs\":[\"relative.nii\"],\"output\":\"/tmp\"}\n",
          "{\"type\":\"enqueue\",\"inputs\":[\"/a.nii\"],\"output\":\"/tmp\",\"preview\":\"perhaps\"}\n",
          "{\"type\":\"list\",\"limit\":0}\n", "{\"type\":\"list\",\"state\":\"sleeping\"}\n",
          "{\"type\":\"configure\",\"devices\":\"9xabacus\"}\n", "\xff\xfe{\n",
          "{\"type\":\"subscribe\",\"events\":[\"weather\"]}\n", "{\"type\":\"cancel\",\"jobs\":[77]}\n"}) {
        engine.sendBytes(line);
        const Json error = engine.waitFor([](const Json& message) { return message.at("type") == "error"; }, 20'000);
        QVERIFY2(!error.is_null(), line);
        QVERIFY(!error.at("message").get<std::string>().empty());
    }
    QCOMPARE(engine.ask({{"type", "list"}}).at("jobs").size(), std::size_t{0}); // it still answers
    checkMessages(engine);
    QCOMPARE(engine.endInput(), 0);
    const std::string errors = engine.errors();
    QVERIFY2(errors.empty(), errors.c_str());
}

void TestServe::requestsFitTheSchema() {
    const Json& requests = m_schema.at("$defs").at("request");
    for (const Json& request :
         {Json{{"type", "hello"}}, enqueueing({"/a.nii"}, "out"), previewed("out", "quick"),
          Json{{"type", "list"}, {"state", "failed"}, {"limit", 5}}, Json{{"type", "pause"}},
          Json{{"type", "cancel"}, {"jobs", {1, 2}}}, Json{{"type", "reorder"}, {"jobs", {1}}, {"before", 2}},
          Json{{"type", "prioritise"}, {"jobs", {1}}, {"priority", 3}}, Json{{"type", "configure"}, {"devices", "cpu"}},
          Json{{"type", "subscribe"}, {"events", {"job"}}},
          Json{{"type", "answer"}, {"question", 1}, {"series", "4"}}}) {
        const std::string problem = test::misfit(request, requests, m_schema);
        QVERIFY2(problem.empty(), problem.c_str());
    }
    QVERIFY(!test::misfit({{"type", "dance"}}, requests, m_schema).empty());
}

void TestServe::aJobFromItsFileToItsResult() {
    EngineProcess engine(TESSERA_CLI, freshQueue());
    const Json reply = engine.ask(enqueueing({scan("a")}, "served"));
    QVERIFY2(reply.contains("jobs") && reply.at("jobs").size() == 1, reply.dump().c_str());
    const int job = reply.at("jobs").at(0).at("job");
    QVERIFY2(engine.waitForEnds(1), engine.text().c_str());
    QCOMPARE(engine.states().at(job), std::string("needs-review")); // random weights
    QCOMPARE(engine.committed().size(), std::size_t{27});
    std::set<std::string> stages;
    for (const Json& message : engine.messages()) {
        if (message.at("type") == "progress") {
            stages.insert(message.at("stage").get<std::string>());
        }
    }
    QCOMPARE(stages, (std::set<std::string>{"preparing", "running", "finishing"}));
    checkMessages(engine);

    test::Cli cli{TESSERA_CLI};
    cli.setWorkingFolder(root());
    const test::CliResult plain =
        cli.run({"segment", "scans/a.nii", "-o", "plain", "--model", "bundle", "--repeatable"});
    QVERIFY2(plain.code == 0, plain.text().c_str());
    auto served = test::filesBelow(root() / "served"), expected = test::filesBelow(root() / "plain");
    for (const char* name : {"a_dseg.nii.gz", "a_agreement.nii.gz", "a_coverage.nii.gz", "a_volumes.json"}) {
        QVERIFY2(!served[name].empty() && served[name] == expected[name], name);
    }
    const Json again = engine.ask(enqueueing({scan("a")}, "served")); // a second time: there is nothing to do
    QVERIFY(again.at("jobs").at(0).at("job") != job);
    const Json end = engine.waitFor([](const Json& message) { return message.contains("skipped"); });
    QVERIFY(!end.is_null() && !end.at("reasons").empty());
}

void TestServe::aPreviewComesFirstAndChangesNothing() {
    EngineProcess engine(TESSERA_CLI, freshQueue());
    (void)engine.ask({{"type", "pause"}});
    const Json reply = engine.ask(previewed("previewed", "quick"));
    QVERIFY2(reply.contains("jobs") && reply.at("jobs").size() == 1, reply.dump().c_str());
    (void)engine.ask({{"type", "resume"}});
    const Json preview = engine.waitFor([](const Json& message) { return message.at("type") == "preview"; });
    QVERIFY2(!preview.is_null(), engine.text().c_str());
    QVERIFY(engine.committed().empty()); // before the first tile
    const fs::path file = preview.at("file").get<std::string>();
    QVERIFY(file.string().starts_with(root().string() + "/queue-")); // never among the results
    QCOMPARE(preview.at("model").get<std::string>(), (root() / "quick").string());
    const auto header = queue::readWorkHeader(file);
    const auto labels = header ? queue::readWorkFile(file, *header) : std::nullopt;
    const auto size = preview.at("size").get<std::array<std::size_t, 3>>();
    QVERIFY(labels && labels->size() == size[0] * size[1] * size[2]);
    QVERIFY(std::ranges::max(*labels) > std::byte{1} && std::ranges::max(*labels) <= std::byte{5});
    QVERIFY2(engine.waitForEnds(1), engine.text().c_str());
    QCOMPARE(engine.committed().size(), std::size_t{27});
    QTRY_VERIFY(!fs::exists(file)); // it goes with the job's work
    checkMessages(engine);
    const auto plain = finalFiles("served"), after = finalFiles("previewed");
    QCOMPARE(after.size(), std::size_t{8});
    for (const auto& [name, bytes] : plain) {
        QVERIFY2(after.contains(name) && after.at(name) == bytes, name.c_str());
    }
}

void TestServe::aPreviewThatFailsIsNoted() {
    EngineProcess engine(TESSERA_CLI, freshQueue());
    (void)engine.ask({{"type", "pause"}});
    (void)engine.ask(previewed("unpreviewed", "nowhere"));
    (void)engine.ask(previewed("tiled", "bundle")); // one with tiles
    (void)engine.ask({{"type", "resume"}});
    QVERIFY2(engine.waitForEnds(2), engine.text().c_str());
    std::vector<std::string> notes;
    for (const Json& message : engine.messages()) {
        QVERIFY(message.at("type") != "preview");
        if (message.at("type") == "note") {
            notes.push_back(message.at("message").get<std::string>());
        }
    }
    QCOMPARE(notes.size(), std::size_t{2});
    QVERIFY2(notes[0].find("there is no preview") != std::string::npos, notes[0].c_str());
    QVERIFY(finalFiles("unpreviewed") == finalFiles("tiled") && finalFiles("tiled") == finalFiles("served"));
    checkMessages(engine);
}

void TestServe::heldPausedReorderedAndRemoved() {
    EngineProcess engine(TESSERA_CLI, freshQueue());
    QVERIFY(engine.ask({{"type", "pause"}}).at("held").get<bool>());
    const Json reply = engine.ask(enqueueing({scan("a"), scan("b"), scan("c"), scan("d")}, "held"));
    QCOMPARE(reply.at("jobs").size(), std::size_t{4});
    QCOMPARE(engine.ask(enqueueing({scan("a")}, "held")).at("jobs").at(0).at("job").get<int>(), 1); // merged
    (void)engine.ask({{"type", "pause"}, {"jobs", {4}}});
    (void)engine.ask({{"type", "reorder"}, {"jobs", {3}}, {"before", 1}});
    (void)engine.ask({{"type", "remove"}, {"jobs", {2}}});
    (void)engine.ask({{"type", "prioritise"}, {"jobs", {1}}, {"priority", -1}});
    const Json list = engine.ask({{"type", "list"}, {"order", "turn"}, {"state", "queued"}});
    QCOMPARE(list.at("jobs").size(), std::size_t{2});
    QCOMPARE(list.at("jobs").at(0).at("job").get<int>(), 3);
    QCOMPARE(list.at("counts").at("paused").get<int>(), 1);
    engine.listen(300);
    QVERIFY(engine.committed().empty());
    QVERIFY(engine.ask({{"type", "remove"}, {"jobs", {2}}}).at("type") == "error"); // it is gone
    (void)engine.ask({{"type", "resume"}});
    QVERIFY2(engine.waitForEnds(2), engine.text().c_str());
    QCOMPARE(engine.states().at(4), std::string("paused"));
    (void)engine.ask({{"type", "resume"}, {"jobs", {4}}});
    QVERIFY2(engine.waitForEnds(3), engine.text().c_str());
    std::vector<int> order;
    for (const Json& message : engine.messages()) {
        if (message.at("type") == "job" && message.at("state") == "preparing") {
            const int job = message.at("job"); // one that was asked for and begun at once is told twice
            if (order.empty() || order.back() != job) {
                order.push_back(job);
            }
        }
    }
    QCOMPARE(order, (std::vector<int>{3, 1, 4}));
    checkMessages(engine);
}

/// Also over a kill; and it never starts a job before it knows.
void TestServe::aHeldQueueStaysHeld() {
    const fs::path queue = freshQueue();
    {
        EngineProcess engine(TESSERA_CLI, queue);
        (void)engine.ask({{"type", "pause"}});
        (void)engine.ask(enqueueing({scan("a")}, "stays"));
        engine.kill();
    }
    {
        EngineProcess engine(TESSERA_CLI, queue);
        QVERIFY(engine.ask({{"type", "hello"}}).at("engine").at("held").get<bool>());
        QVERIFY(!engine.waitFor([](const Json& message) { return message.value("state", "") == "ready"; }).is_null());
        engine.listen(500);
        const Json job = engine.ask({{"type", "list"}}).at("jobs").at(0);
        QCOMPARE(job.at("state").get<std::string>(), std::string("queued"));
        QCOMPARE(job.at("attempts").get<int>(), 0);
        (void)engine.ask({{"type", "resume"}});
        QVERIFY2(engine.waitForEnds(1), engine.text().c_str());
        QCOMPARE(engine.endInput(), 0);
    }
    EngineProcess engine(TESSERA_CLI, queue);
    QVERIFY(!engine.ask({{"type", "hello"}}).at("engine").at("held").get<bool>());
    const Json job = engine.ask({{"type", "list"}}).at("jobs").at(0); // and what was said of the result is known
    QVERIFY2(!job.at("laterality").get<std::string>().empty(), job.dump().c_str());
    checkMessages(engine);
}

/// Two folders, one results folder.
void TestServe::aSecondScanOfTheSameName() {
    const fs::path other = root() / "other" / "a.nii", changed = root() / "other" / "b.nii";
    fs::create_directories(other.parent_path());
    test::tinyNifti(test::tinyScan()).write(other);
    test::tinyNifti(test::tinyScan()).write(changed);
    EngineProcess engine(TESSERA_CLI, freshQueue());
    (void)engine.ask({{"type", "pause"}});
    QCOMPARE(engine.ask(enqueueing({scan("a"), changed}, "same")).at("jobs").size(), std::size_t{2});
    const Json second = engine.ask(enqueueing({other, scan("c")}, "same"));
    QCOMPARE(second.at("jobs").size(), std::size_t{1});
    QCOMPARE(second.at("refused").at(0).at("code").get<std::string>(), std::string("InputCollision"));
    QCOMPARE(second.at("refused").at(0).at("file").get<std::string>(), other.string());
    test::NiftiBuilder::writeBytes(changed, "other bytes");
    QCOMPARE(engine.ask(enqueueing({changed}, "same")).at("jobs").at(0).at("job").get<int>(), 4);
    QVERIFY(!engine.waitFor([](const Json& message) { return message.value("state", "") == "removed"; }).is_null());
    std::set<int> jobs;
    const Json list = engine.ask({{"type", "list"}});
    for (const Json& job : list.at("jobs")) {
        jobs.insert(job.at("job").get<int>());
    }
    QCOMPARE(jobs, (std::set<int>{1, 3, 4}));
    checkMessages(engine);
}

void TestServe::anotherResultIsReplacedWhenAsked() {
    EngineProcess engine(TESSERA_CLI, freshQueue());
    (void)engine.ask(enqueueing({scan("a")}, "replaced"));
    QVERIFY2(engine.waitForEnds(1), engine.text().c_str());
    const fs::path table = root() / "replaced" / "a_volumes.csv";
    os::writeFileAtomically(table, "somebody's own");
    Json again = enqueueing({scan("a")}, "replaced");
    (void)engine.ask(again);
    QVERIFY(!engine.waitFor([](const Json& message) { return message.value("state", "") == "failed"; }).is_null());
    QCOMPARE(os::readFile(table), std::string("somebody's own")); // nothing is overwritten unasked
    (void)engine.ask({{"type", "retry"}, {"jobs", {1, 2}}, {"replace", true}});
    const auto isDoneAgain = [](int job) {
        return [job](const Json& message) {
            return message.value("job", 0) == job && message.value("state", "") == "needs-review" &&
                   message.value("attempts", 0) == 2;
        };
    };
    const Json first = engine.waitFor(isDoneAgain(1));
    QVERIFY2(!first.is_null() && !first.at("skipped").get<bool>(), engine.text().c_str());
    QVERIFY2(!engine.waitFor(isDoneAgain(2)).is_null(), engine.text().c_str());
    QVERIFY(os::readFile(table) != "somebody's own");
    checkMessages(engine);
}

void TestServe::retryAfterAFailure() {
    test::NiftiBuilder::writeBytes(scan("broken"), "no image");
    EngineProcess engine(TESSERA_CLI, freshQueue());
    (void)engine.ask(enqueueing({scan("broken"), scan("missing")}, "retry"));
    QVERIFY(engine.waitForEnds(1));
    QCOMPARE(engine.states().at(1), std::string("failed"));
    const Json job = engine.ask({{"type", "list"}}).at("jobs").at(0);
    QCOMPARE(job.at("reasons").at(0).at("code").get<std::string>(), std::string("NotAnImage"));
    QVERIFY(job.at("reasons").at(0).at("sentence").get<std::string>().find("broken.nii") != std::string::npos);
    (void)engine.ask({{"type", "retry"}, {"jobs", {1}}});
    QVERIFY(!engine.waitFor([](const Json& message) { return message.value("attempts", 0) == 2; }).is_null());
    fs::remove(scan("broken"));
    checkMessages(engine);
}

void TestServe::aQuestionAboutSeries() {
    const fs::path exam = root() / "exam";
    fs::create_directories(exam);
    test::writeExamT1(exam, test::tinyScan(), 4);
    test::writeExamT1(exam, test::tinyScan(), 6);
    EngineProcess engine(TESSERA_CLI, freshQueue());
    const Json reply = engine.ask(enqueueing({exam}, "series"));
    QCOMPARE(reply.at("questions").get<int>(), 1);
    const Json question = engine.waitFor([](const Json& message) { return message.at("type") == "question"; });
    QVERIFY2(!question.is_null(), engine.text().c_str());
    QCOMPARE(question.at("series").size(), std::size_t{2});
    const Json first =
        engine.ask({{"type", "answer"}, {"question", question.at("question")}, {"series", "4"}, {"more", true}});
    const Json answer = engine.ask({{"type", "answer"}, {"question", question.at("question")}, {"series", "6"}});
    QVERIFY2(answer.contains("jobs") && answer.at("jobs").size() == 1, answer.dump().c_str());
    for (const auto& [given, series] : {std::pair(&first, "4"), std::pair(&answer, "6")}) {
        const Json& job = given->at("jobs").at(0);
        QVERIFY2(job.at("name").get<std::string>().ends_with(std::string("series-") + series), job.dump().c_str());
        QVERIFY(fs::is_regular_file(job.at("scan").get<std::string>())); // it shows this series, not the folder's T1
    }
    QVERIFY(first.at("jobs").at(0).at("scan") != answer.at("jobs").at(0).at("scan"));
    QVERIFY(engine.ask({{"type", "answer"}, {"question", 1}, {"series", "6"}}).at("type") == "error"); // answered
    QVERIFY2(engine.waitForEnds(2), engine.text().c_str());
    checkMessages(engine);
    (void)engine.endInput();
    std::string everything = engine.errors();
    for (const Json& message : engine.messages()) {
        everything += message.dump();
    }
    for (const auto& [name, bytes] : test::filesBelow(root() / ("queue-" + std::to_string(m_queues)))) {
        everything += name + bytes;
    }
    for (const std::string& identity : test::kIdentity) {
        QVERIFY2(everything.find(identity) == std::string::npos, identity.c_str());
    }
}

void TestServe::configureStartsOtherDevices() {
    const fs::path traceFile = root() / "trace.json";
    EngineProcess engine(TESSERA_CLI, freshQueue(),
                         {"--devices", "emu-8g+lanes=1", "--trace", QString::fromStdString(traceFile)});
    (void)engine.ask(enqueueing({scan("a"), scan("b")}, "configured"));
    QVERIFY(!engine.waitFor([](const Json& message) { return message.at("type") == "tile"; }).is_null());
    const Json reply = engine.ask({{"type", "configure"}, {"devices", "2xemu-8g"}, {"policy", "sequential"}});
    QCOMPARE(reply.at("devices").get<std::string>(), std::string("2xemu-8g"));
    QVERIFY2(engine.waitForEnds(2), engine.text().c_str());
    std::set<std::string> devices;
    for (const Json& message : engine.messages()) {
        if (message.at("type") == "tile") {
            devices.insert(message.at("device").get<std::string>());
        }
    }
    QVERIFY2(devices.contains("emu-8g+lanes=1") || devices.size() >= 2, engine.text().c_str());
    std::set<std::pair<int, int>> once(engine.committed().begin(), engine.committed().end());
    QCOMPARE(once.size(), engine.committed().size()); // no tile twice
    checkMessages(engine);
    QCOMPARE(engine.endInput(), 0);
    const auto trace = nlohmann::json::parse(os::readFile(traceFile)); // of all devices that there were
    const auto tiles = std::ranges::count_if(
        trace, [](const nlohmann::json& event) { return event.at("name").get<std::string>().starts_with("tile "); });
    QVERIFY(tiles >= 54);
}

void TestServe::devicesAreTold() {
    EngineProcess engine(TESSERA_CLI, freshQueue(), {"--devices", "2xemu-8g"});
    (void)engine.ask({{"type", "subscribe"}, {"events", {"devices", "job"}}});
    (void)engine.ask(enqueueing({scan("a")}, "told"));
    QVERIFY2(engine.waitForEnds(1), engine.text().c_str());
    const Json told = engine.waitFor([](const Json& message) {
        return message.at("type") == "devices" && message.at("devices").at(0).at("tiles").get<int>() > 0;
    });
    QVERIFY2(!told.is_null(), engine.text().c_str());
    QCOMPARE(told.at("devices").size(), std::size_t{2});
    QVERIFY(told.at("devices").at(0).at("peak_bytes").get<std::int64_t>() > 0);
    QVERIFY(told.at("devices").at(1).value("load_percent", Json()).is_null()); // it is emulated
    for (const Json& message : engine.messages()) {
        QVERIFY(message.at("type") != "tile" && message.at("type") != "progress"); // not asked for
    }
    checkMessages(engine);
}

void TestServe::metersOfTheCpuAreTold() {
    EngineProcess engine(TESSERA_CLI, freshQueue(), {"--devices", "cpu"});
    (void)engine.ask({{"type", "subscribe"}, {"events", {"devices"}}});
    const Json told = engine.waitFor([](const Json& message) {
        return message.at("type") == "devices" && message.at("devices").at(0).contains("load_percent");
    });
    QVERIFY2(!told.is_null(), engine.text().c_str());
    const Json& cpu = told.at("devices").at(0);
    QVERIFY(cpu.at("load_percent").get<int>() >= 0 && cpu.at("load_percent").get<int>() <= 100);
    QVERIFY(cpu.at("used_by_us_bytes").get<std::int64_t>() > 0);
    QVERIFY(cpu.at("used_by_others_bytes").get<std::int64_t>() >= 0);
    QCOMPARE(cpu.at("temperature_c").is_null(), !cpu.at("why_unknown").get<std::string>().empty());
    checkMessages(engine);
}

void TestServe::inputsThatChangedOrWent() {
    for (const char* name : {"changes", "goes"}) {
        test::tinyNifti(test::tinyScan()).write(scan(name));
    }
    EngineProcess engine(TESSERA_CLI, freshQueue());
    (void)engine.ask({{"type", "pause"}});
    (void)engine.ask(enqueueing({scan("changes"), scan("goes"), scan("a")}, "vanish"));
    test::NiftiBuilder::writeBytes(scan("changes"), "other bytes");
    fs::remove(scan("goes"));
    (void)engine.ask({{"type", "resume"}});
    QVERIFY2(engine.waitForEnds(3), engine.text().c_str());
    const Json jobs = engine.ask({{"type", "list"}, {"order", "enqueued"}}).at("jobs");
    QCOMPARE(jobs.at(0).at("reasons").at(0).at("code").get<std::string>(), std::string("InputChanged"));
    QCOMPARE(jobs.at(1).at("reasons").at(0).at("code").get<std::string>(), std::string("FileMissing"));
    QCOMPARE(jobs.at(2).at("state").get<std::string>(), std::string("needs-review"));
    fs::remove(scan("changes"));
}

void TestServe::clientsThatMisbehave() {
    const fs::path queue = freshQueue();
    {
        EngineProcess engine(TESSERA_CLI, queue); // 100 MB in a line
        const QByteArray piece(1 << 20, 'x');
        for (int i = 0; i < 100; ++i) {
            engine.sendBytes(piece);
        }
        engine.sendBytes("\n");
        QVERIFY(!engine.waitFor([](const Json& message) { return message.at("type") == "error"; }).is_null());
        QVERIFY(engine.ask({{"type", "hello"}}).contains("protocol"));
    }
    {
        EngineProcess engine(TESSERA_CLI, queue); // half a line, then the end
        (void)engine.ask(enqueueing({scan("a")}, "half"));
        engine.sendBytes("{\"type\":\"canc");
        QCOMPARE(engine.endInput(), 0);
    }
    { // goes while the engine's input stays open
        const QString script = QString("mkfifo %1/input && exec 3<>%1/input && echo '{\"type\":\"hello\"}' >&3; "
                                       "'%2' serve --queue '%3' <&3 | head -n 1 >/dev/null; exit ${PIPESTATUS[0]}")
                                   .arg(m_folder.path(), TESSERA_CLI, toQString(queue));
        QProcess shell;
        shell.start("bash", {"-c", script});
        QVERIFY(shell.waitForFinished(60'000));
        QCOMPARE(shell.exitCode(), 0);
    }
    EngineProcess engine(TESSERA_CLI, queue); // and nothing is lost
    const Json list = engine.ask({{"type", "list"}});
    QCOMPARE(list.at("jobs").size(), std::size_t{1});
    if (list.at("jobs").at(0).at("state") != "needs-review") {
        QVERIFY2(engine.waitForEnds(1), engine.text().c_str());
    }
    QCOMPARE(test::namesBelow(root() / "half").filter("a_dseg.nii.gz").size(), 1);
}

/// Jobs go on, and memory doesn't grow without end.
void TestServe::aKilledEngineLeavesItsTrace() {
    const fs::path traceFile = root() / "killed.json";
    EngineProcess engine(TESSERA_CLI, freshQueue(),
                         {"--devices", "emu-8g@0.3+lanes=1", "--trace", QString::fromStdString(traceFile)});
    (void)engine.ask(enqueueing({scan("a")}, "killed"));
    const auto isTile = [](const Json& message) { return message.at("type") == "tile"; };
    QVERIFY(!engine.waitFor(isTile).is_null() && !engine.waitFor(isTile).is_null());
    engine.listen(1500); // it is written once a second at the latest
    engine.kill();
    QVERIFY(!os::readFile(traceFile).ends_with("]\n"));
    const auto lanes = test::laneTimes(test::readTrace(traceFile));
    QCOMPARE(lanes.size(), std::size_t{1});
    const test::LaneTimes& lane = lanes.begin()->second;
    QVERIFY(!lane.overlap && lane.tiles > 0 && lane.waits > 0); // for the scan to be prepared
}

/// Jobs go on, and replies that nobody takes are bounded: 32 MiB wait for the client (serve_command.cpp), half of them
/// stop the reading of requests. Twice that is allowed, for a reply as JSON and as text and for what the allocator
/// keeps; the replies to all requests would be more than 100 MiB.
void TestServe::aClientThatNeverReads() {
    constexpr int kRequests = 100'000;
    constexpr std::uint64_t kMostGrowth = 64ULL << 20;
    fs::remove_all(root() / "deaf");
    QProcess shell; // a pipe whose other end is open and never read
    shell.start("bash",
                {"-c", QString("'%1' serve --queue '%2' | sleep 300").arg(TESSERA_CLI, toQString(freshQueue()))});
    QVERIFY(shell.waitForStarted());
    shell.write(QByteArray::fromStdString(enqueueing({scan("a"), scan("b")}, "deaf").dump() + "\n"));
    QTRY_VERIFY_WITH_TIMEOUT(fs::exists(root() / "deaf/b_run.json") && fs::exists(root() / "deaf/a_run.json"), 120'000);
    const std::vector<int> servers = test::childrenOf(shell.processId(), "serve");
    QCOMPARE(servers.size(), std::size_t{1});
    test::resetPeakMemory(servers.front());
    const std::uint64_t before = test::memoryOf(servers.front(), "VmRSS");
    shell.write(QByteArray("{\"type\":\"list\"}\n").repeated(kRequests));
    for (qint64 left = -1; left != shell.bytesToWrite();) { // until it takes no more
        left = shell.bytesToWrite();
        QTest::qWait(3000);
    }
    QVERIFY(shell.bytesToWrite() > 0);
    const std::uint64_t after = test::memoryOf(servers.front(), "VmHWM");
    QVERIFY2(before > 0 && after >= before && after - before < kMostGrowth,
             (std::to_string(before) + " bytes, then " + std::to_string(after)).c_str());
    QVERIFY(after - before > 8ULL << 20); // what is bounded was there
    shell.kill();
    shell.waitForFinished();
}

QTEST_GUILESS_MAIN(TestServe)
#include "tst_serve.moc"
