#include "core/base/number_list.h"
#include "core/base/os/machine.h"
#include "core/base/os/meters.h"
#include "core/base/os/process.h"

#include <QTemporaryDir>
#include <QtTest>

#include <filesystem>
#include <fstream>

using namespace tessera;
namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kGibibyte = 1ULL << 30;

} // namespace

class TestMachine : public QObject {
    Q_OBJECT

  private:
    std::unique_ptr<QTemporaryDir> m_root;

    fs::path root() const { return m_root->path().toStdString(); }
    void put(const char* file, const std::string& text) const {
        fs::create_directories((root() / file).parent_path());
        std::ofstream(root() / file) << text;
    }

  private slots:
    void init();
    void numberLists_data();
    void numberLists();
    void memoryOfTheMachine();
    void memoryOfAControlGroup();
    void memoryOfAnOldControlGroup();
    void nodes();
    void loadOfProcessors();
    void temperatureOfProcessors();
    void ownProcessesAndTheirMemory();
    void thisMachine();
};

void TestMachine::init() {
    m_root = std::make_unique<QTemporaryDir>();
    put("proc/meminfo", "MemTotal:       16777216 kB\nMemFree:         1048576 kB\nMemAvailable:    8388608 kB\n");
}

void TestMachine::numberLists_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QList<int>>("numbers"); // none: not a list
    QTest::newRow("one") << "7" << QList<int>{7};
    QTest::newRow("range") << "0-3,8" << QList<int>{0, 1, 2, 3, 8};
    QTest::newRow("single range") << "5-5" << QList<int>{5};
    for (const char* wrong :
         {"", ",", "1,", ",1", "1-", "-1", "3-1", "a", "1 2", "1-2-3", "65536", "0x1", "1.5", "99999999999999999999"}) {
        QTest::newRow(qPrintable(QString("wrong %1").arg(wrong))) << wrong << QList<int>();
    }
}

void TestMachine::numberLists() {
    QFETCH(QString, text);
    QFETCH(QList<int>, numbers);
    const auto parsed = parseNumberList(text.toStdString());
    QCOMPARE(parsed.has_value(), !numbers.isEmpty());
    QVERIFY(!parsed || std::ranges::equal(*parsed, numbers));
}

void TestMachine::memoryOfTheMachine() {
    const os::MachineMemory memory = os::machineMemory(root());
    QCOMPARE(memory.total, 16 * kGibibyte);
    QCOMPARE(memory.available, 8 * kGibibyte);
    fs::remove(root() / "proc/meminfo");
    QCOMPARE(os::machineMemory(root()).total, std::uint64_t{0});
}

/// The lowest limit on the way up counts; file pages that can go do not.
void TestMachine::memoryOfAControlGroup() {
    put("proc/self/cgroup", "0::/batch/job7\n");
    put("sys/fs/cgroup/batch/job7/memory.max", "max\n");
    put("sys/fs/cgroup/batch/job7/memory.current", "1\n");
    put("sys/fs/cgroup/batch/memory.max", std::to_string(4 * kGibibyte) + "\n");
    put("sys/fs/cgroup/batch/memory.current", std::to_string(3 * kGibibyte) + "\n");
    put("sys/fs/cgroup/batch/memory.stat", "anon 1\ninactive_file " + std::to_string(kGibibyte) + "\n");
    const os::MachineMemory memory = os::machineMemory(root());
    QCOMPARE(memory.total, 4 * kGibibyte);
    QCOMPARE(memory.available, 2 * kGibibyte);
}

void TestMachine::memoryOfAnOldControlGroup() {
    put("proc/self/cgroup", "11:cpuset:/\n4:memory:/docker/x\n0::/\n");
    put("sys/fs/cgroup/memory/docker/x/memory.limit_in_bytes", std::to_string(2 * kGibibyte) + "\n");
    put("sys/fs/cgroup/memory/docker/x/memory.usage_in_bytes", std::to_string(3 * kGibibyte) + "\n");
    put("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n"); // none
    const os::MachineMemory memory = os::machineMemory(root());
    QCOMPARE(memory.total, 2 * kGibibyte);
    QCOMPARE(memory.available, std::uint64_t{0});
}

void TestMachine::nodes() {
    QCOMPARE(os::numaNodes({1, 2}, root()).size(), std::size_t{1}); // the system doesn't say
    put("sys/devices/system/node/node1/cpulist", "4-7\n");
    put("sys/devices/system/node/node0/cpulist", "0-3\n");
    put("sys/devices/system/node/node2/cpulist", "\n"); // memory without CPUs
    put("sys/devices/system/node/possible", "0-2\n");
    const auto nodes = os::numaNodes({2, 3, 4}, root());
    QCOMPARE(nodes.size(), std::size_t{2});
    QCOMPARE(nodes[0].cpus, (std::vector<int>{2, 3}));
    QCOMPARE(nodes[1].number, 1);
    QCOMPARE(nodes[1].cpus, std::vector<int>{4});
    QCOMPARE(os::numaNodes({5}, root()).size(), std::size_t{1});
}

void TestMachine::loadOfProcessors() {
    put("proc/stat", "cpu  0 0 0 0 0 0 0 0\ncpu0 100 0 0 100 0 0 0 0 0 0\ncpu1 50 0 0 50 0 0 0 0\nintr 1 2\n");
    os::ProcessorLoad load(root());
    QVERIFY(!load.busyShare({0, 1})); // of no time
    put("proc/stat", "cpu  0 0 0 0 0 0 0 0\ncpu0 120 5 5 110 50 5 5 0 0 0\ncpu1 50 0 0 150 0 0 0 0\nintr 1 2\n");
    load.look();
    QCOMPARE(load.busyShare({0}), std::optional(0.4)); // waiting for disks isn't work
    QCOMPARE(load.busyShare({1}), std::optional(0.0));
    QCOMPARE(load.busyShare({0, 1}), std::optional(0.2));
    QVERIFY(!load.busyShare({7}));
    fs::remove(root() / "proc/stat");
    load.look();
    QVERIFY(!load.busyShare({0, 1}));
}

void TestMachine::temperatureOfProcessors() {
    QVERIFY(!os::processorTemperature(root()));
    put("sys/class/thermal/thermal_zone0/type", "acpitz\n");
    put("sys/class/thermal/thermal_zone0/temp", "99000\n");
    QVERIFY(!os::processorTemperature(root())); // of something else
    put("sys/class/thermal/thermal_zone1/type", "x86_pkg_temp\n");
    put("sys/class/thermal/thermal_zone1/temp", "51600\n");
    QCOMPARE(os::processorTemperature(root()), std::optional(52));
    put("sys/class/hwmon/hwmon0/name", "nvme\n");
    put("sys/class/hwmon/hwmon0/temp1_input", "90000\n");
    put("sys/class/hwmon/hwmon1/name", "coretemp\n");
    put("sys/class/hwmon/hwmon1/temp1_input", "61000\n");
    put("sys/class/hwmon/hwmon1/temp2_input", "63000\n"); // the hottest core
    put("sys/class/hwmon/hwmon1/temp2_crit", "100000\n");
    put("sys/class/hwmon/hwmon1/temp3_input", "nonsense\n");
    QCOMPARE(os::processorTemperature(root()), std::optional(63));
}

void TestMachine::ownProcessesAndTheirMemory() {
    const int own = os::processNumber();
    const std::string parent = std::to_string(own);
    put("proc/71/stat", "71 (a (strange) name 9) S " + parent + " 1 1\n");
    put("proc/72/stat", "72 (other) S 1 1 1\n");
    put("proc/73/stat", "73 (cut");
    QCOMPARE(os::ownProcesses(root()), (std::vector<int>{own, 71}));
    put("proc/71/statm", "1000 300 100 1 0 1 0\n");
    QCOMPARE(os::memoryOfProcess(71, root()) % 200, std::uint64_t{0}); // pages that no file holds
    QVERIFY(os::memoryOfProcess(71, root()) >= 200 * 4096);
    QCOMPARE(os::memoryOfProcess(72, root()), std::uint64_t{0});
}

void TestMachine::thisMachine() {
    const os::MachineMemory memory = os::machineMemory();
    QVERIFY(memory.available > 0 && memory.available <= memory.total);
    std::size_t cpus = 0;
    for (const os::NumaNode& node : os::numaNodes(os::allowedCpus())) {
        cpus += node.cpus.size();
    }
    QCOMPARE(cpus, os::allowedCpus().size());
}

QTEST_GUILESS_MAIN(TestMachine)
#include "tst_machine.moc"
