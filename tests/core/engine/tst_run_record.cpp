#include "core/base/os/file.h"
#include "core/engine/run_record.h"
#include "tests/support/expect_error.h"

#include <QTemporaryDir>
#include <QtTest>

#include <nlohmann/json.hpp>

#include <functional>

using namespace tessera;
using namespace tessera::engine;
using Json = nlohmann::ordered_json;
using Change = std::function<void(Json&)>;
using Alter = std::function<void(RunRecord&)>;
Q_DECLARE_METATYPE(Change)
Q_DECLARE_METATYPE(Alter)

namespace {

RunRecord example() {
    RunRecord record;
    record.name = "sub-01/anat/sub \"01\"\n\xc3\xa4";
    record.state = "needs review";
    record.laterality = "unverified";
    record.reasons = {{"BrainVolume", "The brain has 3 ml."}, {"Edge", "It touches the edge."}};
    record.notices = {"A notice."};
    record.inputs = {{"/data/a.hdr", std::string(64, 'a'), 348}, {"/data/a.img", std::string(64, 'b'), 12345678901}};
    record.bundle = {"tiny", "1.0", std::string(64, 'c'), "/models/tiny"};
    record.dicomSeries = true;
    record.options = {"cpu", "fp32", 3, "0-1", true, "LAS"};
    record.device = {"cpu", "A CPU", "fp32", 2};
    record.versions = {{"tessera", "0.1.0"}, {"network", "LibTorch 2"}};
    for (int i = 0; i < 12; ++i) {
        record.templateFromScan(i / 4, i % 4) = 0.1 * i + 1.0 / 3.0;
    }
    record.registration = {{"correlation", 0.9}, {"coverage", 1}};
    record.stages = {{"prepare", 1.5, 1ULL << 33}, {"tiles", 1e-3, 7}};
    record.started = "2026-11-23T21:46:07Z";
    record.finished = "2026-11-23T21:46:09Z";
    record.outputs = {{"dseg", {"a_dseg.nii.gz", std::string(64, 'd')}}};
    return record;
}

} // namespace

class TestRunRecord : public QObject {
    Q_OBJECT

  private:
    QTemporaryDir m_folder;
    std::filesystem::path file() const { return m_folder.filePath("a_run.json").toStdString(); }

  private slots:
    void comesBackAsItWent();
    void saysWhatReadersNeed();
    void recordsOfVersion1AreRead();
    void damaged_data();
    void damaged();
    void missing();
    void namesThatAreNotUtf8();
    void differenceBetween_data();
    void differenceBetween();
    void chosenPrecisionMayDiffer();
};

void TestRunRecord::comesBackAsItWent() {
    const RunRecord record = example();
    os::writeFileAtomically(file(), writeRunRecord(record));
    const RunRecord back = readRunRecord(file());
    QVERIFY(back.templateFromScan == record.templateFromScan); // to the last bit
    QCOMPARE(writeRunRecord(back), writeRunRecord(record));
    QCOMPARE(back.name, record.name);
    QCOMPARE(back.inputs[1].bytes, record.inputs[1].bytes);
    QCOMPARE(back.stages[0].peakMemory, record.stages[0].peakMemory);
    QCOMPARE(back.options.cpus, record.options.cpus);
    QCOMPARE(back.options.repeatable, true);
    QCOMPARE(back.options.orientation, record.options.orientation);
    QCOMPARE(back.dicomSeries, true);
    QCOMPARE(back.reasons[1].sentence, record.reasons[1].sentence);
    QCOMPARE(back.outputs.at("dseg").file, std::string("a_dseg.nii.gz"));
}

void TestRunRecord::saysWhatReadersNeed() {
    const Json json = Json::parse(writeRunRecord(example()));
    QCOMPARE(json.at("schema_version").get<int>(), 2);
    QVERIFY(json.at("intended_use").get<std::string>().find("not a medical device") != std::string::npos);
    QCOMPARE(json.at("template_from_scan").size(), std::size_t{4});
    QCOMPARE(json.at("template_from_scan").at(3), Json({0.0, 0.0, 0.0, 1.0}));
    QCOMPARE(json.at("stages").at(0).at("peak_memory_bytes").get<std::uint64_t>(), 1ULL << 33);
}

/// They had neither DICOM series nor an orientation.
void TestRunRecord::recordsOfVersion1AreRead() {
    Json json = Json::parse(writeRunRecord(example()));
    json["schema_version"] = 1;
    json.erase("dicom_series");
    json["options"].erase("orientation");
    os::writeFileAtomically(file(), json.dump());
    const RunRecord back = readRunRecord(file());
    RunRecord expected = example();
    expected.dicomSeries = false;
    expected.options.orientation.clear();
    QCOMPARE(writeRunRecord(back), writeRunRecord(expected));
}

void TestRunRecord::damaged_data() {
    QTest::addColumn<Change>("change");
    const auto row = [](const char* name, Change change) { QTest::newRow(name) << change; };
    row("newer schema", [](Json& j) { j["schema_version"] = 3; });
    row("schema 0", [](Json& j) { j["schema_version"] = 0; });
    row("schema is a text", [](Json& j) { j["schema_version"] = "one"; });
    row("an array", [](Json& j) { j = Json::array(); });
    row("null", [](Json& j) { j = nullptr; });
    row("no bundle", [](Json& j) { j.erase("bundle"); });
    row("bundle is a text", [](Json& j) { j["bundle"] = "tiny"; });
    row("no affine", [](Json& j) { j.erase("template_from_scan"); });
    row("three rows", [](Json& j) { j["template_from_scan"].erase(3); });
    row("short row", [](Json& j) { j["template_from_scan"][1] = {1, 2}; });
    row("affine of texts", [](Json& j) { j["template_from_scan"][0][0] = "1"; });
    row("inputs is a number", [](Json& j) { j["inputs"] = 3; });
    row("input without hash", [](Json& j) { j["inputs"][0].erase("sha256"); });
    row("outputs is a list", [](Json& j) { j["outputs"] = {1, 2}; });
    row("state is a number", [](Json& j) { j["state"] = 7; });
    row("notices of numbers", [](Json& j) { j["notices"] = {1}; });
    for (const char* field : {"name", "state", "laterality", "reasons", "notices", "inputs", "options", "device",
                              "versions", "registration", "stages", "started", "finished", "outputs", "dicom_series"}) {
        row(field, [field](Json& j) { j.erase(field); });
    }
}

void TestRunRecord::damaged() {
    QFETCH(Change, change);
    Json json = Json::parse(writeRunRecord(example()));
    change(json);
    os::writeFileAtomically(file(), json.dump());
    EXPECT_ERROR(readRunRecord(file()), ErrorCode::RunRecordInvalid, "a_run.json");
    const std::string whole = writeRunRecord(example());
    os::writeFileAtomically(file(), whole.substr(0, whole.size() / 2));
    EXPECT_ERROR(readRunRecord(file()), ErrorCode::RunRecordInvalid, "a_run.json");
}

void TestRunRecord::missing() {
    EXPECT_ERROR(readRunRecord("/nowhere/a_run.json"), ErrorCode::FileMissing, "/nowhere/a_run.json");
    EXPECT_ERROR(readRunRecord(m_folder.path().toStdString()), ErrorCode::FileUnreadable, "regular file");
}

void TestRunRecord::namesThatAreNotUtf8() {
    RunRecord record = example();
    record.name = "caf\xe9"; // Latin 1
    os::writeFileAtomically(file(), writeRunRecord(record));
    QVERIFY(readRunRecord(file()).name.starts_with("caf"));
}

void TestRunRecord::differenceBetween_data() {
    QTest::addColumn<Alter>("alter");
    QTest::addColumn<bool>("same");
    const auto row = [](const char* name, bool same, Alter alter) { QTest::newRow(name) << alter << same; };
    row("nothing", true, [](RunRecord&) {});
    row("other times", true, [](RunRecord& r) { r.started = r.finished = "2027-01-01T00:00:00Z"; });
    row("moved input", true, [](RunRecord& r) { r.inputs[0].path = "/elsewhere/a.hdr"; });
    row("moved bundle", true, [](RunRecord& r) { r.bundle.source = "/elsewhere"; });
    row("more threads", true, [](RunRecord& r) { r.options.threads = r.device.threads = 64; });
    row("other CPUs", true, [](RunRecord& r) { r.options.cpus = "5"; });
    row("same precision, left to be chosen", true, [](RunRecord& r) { r.options.precision = "auto"; });
    row("other input", false, [](RunRecord& r) { r.inputs[1].sha256[0] = 'x'; });
    row("one input less", false, [](RunRecord& r) { r.inputs.pop_back(); });
    row("other bundle", false, [](RunRecord& r) { r.bundle.hash[0] = 'x'; });
    row("other version", false, [](RunRecord& r) { r.versions["tessera"] = "0.2.0"; });
    row("other library", false, [](RunRecord& r) { r.versions["network"] = "LibTorch 3"; });
    row("other device", false, [](RunRecord& r) { r.device.kind = "cuda"; });
    row("other precision", false, [](RunRecord& r) { r.device.precision = "bf16"; });
    row("left to be chosen here only", false, [](RunRecord& r) {
        r.options.precision = "auto";
        r.device.precision = "bf16";
    });
    row("other orientation", false, [](RunRecord& r) { r.options.orientation = "RAS"; });
    row("not repeatable", false, [](RunRecord& r) { r.options.repeatable = false; });
}

void TestRunRecord::differenceBetween() {
    QFETCH(Alter, alter);
    QFETCH(bool, same);
    RunRecord wanted = example();
    alter(wanted);
    QCOMPARE(engine::differenceBetween(example(), wanted).empty(), same);
}

void TestRunRecord::chosenPrecisionMayDiffer() {
    RunRecord finished = example(), wanted = example();
    finished.options.precision = wanted.options.precision = "auto";
    wanted.device.precision = finished.device.precision == "bf16" ? "fp32" : "bf16";
    QCOMPARE(engine::differenceBetween(finished, wanted), std::string());
}

QTEST_APPLESS_MAIN(TestRunRecord)
#include "tst_run_record.moc"
