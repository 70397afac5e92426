#include "tests/support/cli_process.h"

#include <QTemporaryDir>
#include <QtTest>

#include <nlohmann/json.hpp>

using namespace tessera;
using test::CliResult;
using Json = nlohmann::ordered_json;

#define EXPECT_EXIT(result, expected) QVERIFY2((result).code == (expected), (result).text().c_str())

/// `devices` from outside, with a driver of our own making in the place of NVIDIA's.
class TestDevices : public QObject {
    Q_OBJECT

  private:
    test::Cli m_cli{TESSERA_CLI};
    Json devices() const { return Json::parse(m_cli.run({"devices", "--json"}).out); }

  private slots:
    void initTestCase() { m_cli.setEnvironment("LD_LIBRARY_PATH", TESSERA_FAKE_DRIVER); }
    void everyDeviceIsListed();
    void jsonHasTheSame();
    void theReasonIsSaidWhereThereIsNone();
};

void TestDevices::everyDeviceIsListed() {
    m_cli.setEnvironment("FAKE_NVML", "");
    const CliResult result = m_cli.run({"devices"});
    EXPECT_EXIT(result, 0);
    for (const char* text :
         {"CPU  ", "memory free", "a convolution takes", "Fake A", "5.0 of 11.0 GiB free", "2 other programs on it",
          "load 35 %", "54 °C", "the driver says: GPU is lost", "GPU 2 slice 3  Fake C MIG 2g.10gb",
          "10.0 of 10.0 GiB free", "MIG-c2", "NVIDIA driver 580.1", "Tiles can't run on a GPU here: "}) {
        QVERIFY2(result.out.find(text) != std::string::npos, text);
    }
    QVERIFY2(result.err.empty(), result.err.c_str());
}

void TestDevices::jsonHasTheSame() {
    m_cli.setEnvironment("FAKE_NVML", "");
    const Json json = devices();
    QCOMPARE(json.at("devices").size(), std::size_t{5});
    const Json& cpu = json.at("devices")[0];
    QVERIFY(cpu.at("usable").get<bool>() && cpu.at("cpus").get<int>() > 0);
    QVERIFY(cpu.at("available_bytes").get<std::uint64_t>() <= cpu.at("memory_bytes").get<std::uint64_t>());
    const std::string precision = cpu.at("precision").get<std::string>();
    QVERIFY(precision == "fp32" || precision == "bf16");
    const Json& gpu = json.at("devices")[1];
    QCOMPARE(gpu.at("uuid").get<std::string>(), std::string("GPU-a"));
    QCOMPARE(gpu.at("used_bytes").get<std::uint64_t>(), std::uint64_t{6} << 30);
    QVERIFY(gpu.at("slice").is_null() && gpu.at("problem").is_null());
    QCOMPARE(json.at("devices")[2].at("problem").get<std::string>(), std::string("GPU is lost"));
    QCOMPARE(json.at("driver").get<std::string>(), std::string("580.1"));
}

void TestDevices::theReasonIsSaidWhereThereIsNone() {
    m_cli.setEnvironment("FAKE_NVML", "broken");
    const CliResult result = m_cli.run({"devices"});
    EXPECT_EXIT(result, 0);
    QVERIFY2(result.out.find("none: Insufficient Permissions") != std::string::npos, result.out.c_str());
    const Json json = devices();
    QCOMPARE(json.at("devices").size(), std::size_t{1});
    QVERIFY(json.at("driver").is_null());
    QCOMPARE(json.at("why_no_driver").get<std::string>(), std::string("Insufficient Permissions"));
}

QTEST_GUILESS_MAIN(TestDevices)
#include "tst_devices.moc"
