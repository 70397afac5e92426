#include "core/base/number_list.h"
#include "core/base/os/machine.h"
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
