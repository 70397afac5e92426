#include "core/base/os/file.h"
#include "core/base/tsv.h"
#include "tests/support/cli_process.h"
#include "tests/support/malformed_dicom.h"
#include "tests/support/malformed_images.h"
#include "tests/support/tiny_bundle.h"

#include <QTemporaryDir>
#include <QtTest>

#include <set>

using namespace tessera;
using test::CliResult;
using test::MalformedCase;
using test::toQString;
namespace fs = std::filesystem;

namespace {

/// One broken scan on the disk.
struct Broken {
    MalformedCase made;
    fs::path file;
    bool isDicom = false;

    /// What a message must name: the file, or (data files beside a header) the same path with another extension.
    [[nodiscard]] std::string named() const {
        return isDicom ? file.string() : (file.parent_path() / file.stem()).string();
    }
};

} // namespace

/// Every broken scan that the readers' own tests know, of every format, given to the program from outside: all of them
/// to one `segment`, and each to `info`.
class TestMalformed : public QObject {
    Q_OBJECT

  private:
    QTemporaryDir m_folder;
    test::Cli m_cli{TESSERA_CLI};
    std::vector<Broken> m_broken;

    fs::path root() const { return m_folder.path().toStdString(); }

  private slots:
    void initTestCase();
    void segmentNamesEachAndWritesNothing();
    void infoRefusesEach();
};

void TestMalformed::initTestCase() {
    std::set<std::string> names;
    for (const bool isDicom : {false, true}) {
        for (const MalformedCase& made : isDicom ? test::malformedDicom() : test::malformedImages()) {
            QVERIFY2(names.insert(made.name).second, made.name.c_str());
            const fs::path folder = root() / (isDicom ? "dicom" : "images") / made.name;
            fs::create_directories(folder);
            m_broken.push_back({made, made.write(folder), isDicom});
        }
    }
    qInfo("%zu malformed scans", m_broken.size());
    QVERIFY(m_broken.size() >= 200);
}

void TestMalformed::segmentNamesEachAndWritesNothing() {
    test::writeTinyBundle(root() / "bundle");
    QStringList arguments{"segment", toQString(root() / "images")};
    for (const Broken& broken : m_broken) {
        if (broken.isDicom) { // each a folder of its own: in a tree they would be one series
            arguments.append(toQString(broken.file));
        }
    }
    const CliResult result =
        m_cli.run(arguments + QStringList{"-o", toQString(root() / "out"), "--model", toQString(root() / "bundle")});
    QVERIFY2(result.code == 1, result.text().c_str());
    QCOMPARE(test::namesBelow(root() / "out"), QStringList{"failures.tsv"});
    const Tsv failures = parseTsv(os::readFile(root() / "out/failures.tsv"), "failures.tsv", ErrorCode::Internal);
    QStringList unnamed;
    for (const Broken& broken : m_broken) {
        const bool isNamed = std::any_of(failures.rows.begin(), failures.rows.end(), [&](const auto& row) {
            return row[0].starts_with(broken.file.string()) && row[2].find(broken.named()) != std::string::npos &&
                   (broken.isDicom || row[1] == errorName(broken.made.code)) && row[2].ends_with('.');
        });
        if (!isNamed) {
            unnamed.append(QString::fromStdString(broken.made.name));
        }
    }
    QVERIFY2(unnamed.isEmpty(), qPrintable(unnamed.join(", ") + "\n" + QString::fromStdString(result.text())));
    QCOMPARE(failures.rows.size(), m_broken.size());
    qInfo("segment over all of them in %.1f s", result.seconds);
}

void TestMalformed::infoRefusesEach() {
    QStringList wrong;
    for (const Broken& broken : m_broken) {
        const CliResult result = m_cli.run({"info", toQString(broken.file)});
        if (result.code != 1 || result.err.find(broken.named()) == std::string::npos) {
            wrong.append(QString::fromStdString(broken.made.name + ": " + result.text()));
        }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join('\n')));
}

QTEST_GUILESS_MAIN(TestMalformed)
#include "tst_malformed.moc"
