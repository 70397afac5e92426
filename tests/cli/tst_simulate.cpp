#include "tests/support/cli_process.h"

#include <QFile>
#include <QTemporaryDir>
#include <QXmlStreamReader>
#include <QtTest>

#include <nlohmann/json.hpp>

#include <cmath>

using namespace tessera;
using nlohmann::json;
using test::CliResult;

#define EXPECT_EXIT(result, expected) QVERIFY2((result).code == (expected), (result).text().c_str())

/// `simulate` and `bench schedule` as a user meets them.
class TestSimulate : public QObject {
    Q_OBJECT

  private:
    test::Cli m_cli{TESSERA_CLI};

    [[nodiscard]] CliResult simulate(QStringList arguments) const {
        arguments.prepend("simulate");
        return m_cli.run(arguments);
    }
    [[nodiscard]] json simulateJson(QStringList arguments) const {
        return json::parse(simulate(arguments << "--json").out, nullptr, false);
    }

  private slots:
    void everyPolicyHasALine();
    void jsonSaysTheSame();
    void oneInputOneOutput();
    void chosenPoliciesOnly();
    void failuresAreNamed();
    void wrongArguments_data();
    void wrongArguments();
    void plotIsWellFormed();
    void plotThatCannotBeWritten();
    void seedStudyNamesItsInputs();
    void seedStudyFollows();
    void benchMeetsItsGoals();
    void benchAsJson();
};

void TestSimulate::everyPolicyHasALine() {
    const CliResult result = simulate({"--devices", "3xk40-11g,1xcpu16", "--images", "6", "--policy", "all"});
    EXPECT_EXIT(result, 0);
    const QStringList lines = result.outLines();
    QVERIFY(lines[0].startsWith("6 images of slant-27 on 3xk40-11g,1xcpu16"));
    QVERIFY(lines[1].startsWith("lower bound "));
    QVERIFY(lines[2].contains("makespan") && lines[2].contains("k40-11g.1, k40-11g.2, k40-11g.3, cpu16"));
    const QStringList names{"sequential",      "image-parallel",     "data-parallel",  "distributed",   "static-share",
                            "load-and-memory", "interference-aware", "workload-aware", "resource-aware"};
    QCOMPARE(lines.size(), 3 + names.size());
    for (int i = 0; i < names.size(); ++i) {
        const QStringList words = lines[3 + i].split(' ', Qt::SkipEmptyParts);
        QCOMPARE(words[0], names[i]);
        QVERIFY2(words[2].toDouble() >= 1, qPrintable(lines[3 + i]));
        QCOMPARE(words[3], QString("0"));
    }
}

void TestSimulate::jsonSaysTheSame() {
    const json out = simulateJson({"--images", "7", "--model", "mixed"});
    QVERIFY(out.is_object());
    QCOMPARE(QString::fromStdString(out["type"]), QString("simulation"));
    QCOMPARE(out["v"].get<int>(), 1);
    QCOMPARE(out["devices"].size(), std::size_t{4});
    QCOMPARE(out["policies"].size(), std::size_t{9});
    const double bound = out["lower_bound"]["seconds"];
    for (const json& policy : out["policies"]) {
        QCOMPARE(policy["images"].size(), std::size_t{7});
        QCOMPARE(policy["devices"].size(), std::size_t{4});
        QVERIFY(policy["makespan"].get<double>() >= bound);
        QVERIFY(std::abs(policy["ratio"].get<double>() - policy["makespan"].get<double>() / bound) < 1e-9);
        std::size_t tiles = 0;
        for (const json& device : policy["devices"]) {
            tiles += device["tiles"].get<std::size_t>();
            QVERIFY(device["peak_mib"].get<int>() <= 65536);
        }
        QCOMPARE(tiles, policy["tiles"].get<std::size_t>());
        QCOMPARE(tiles, std::size_t{6 * 27 + 1}); // the fourth is a MeshNet
    }
}

void TestSimulate::oneInputOneOutput() {
    const QStringList arguments{"--devices", "2xk40-11g+oom=5,emu-8g@0.6+slow=0.5:20s", "--images", "5", "--json"};
    const CliResult first = simulate(arguments), second = simulate(arguments);
    EXPECT_EXIT(first, 0);
    QCOMPARE(first.out, second.out);
}

void TestSimulate::chosenPoliciesOnly() {
    const json out = simulateJson({"--policy", "resource-aware,sequential"});
    QCOMPARE(out["policies"].size(), std::size_t{2});
    QCOMPARE(QString::fromStdString(out["policies"][0]["policy"]), QString("resource-aware"));
}

void TestSimulate::failuresAreNamed() {
    const CliResult result =
        simulate({"--devices", "k40-2g", "--images", "2", "--policy", "image-parallel,resource-aware"});
    EXPECT_EXIT(result, 0);
    QVERIFY2(result.out.find("image-parallel: image 1: ") == std::string::npos, result.text().c_str());
    const CliResult small =
        simulate({"--devices", "k40-1g", "--images", "2", "--policy", "image-parallel,resource-aware"});
    EXPECT_EXIT(small, 0);
    QVERIFY2(small.out.find("image-parallel: image 1: one of its tiles ran out of memory") != std::string::npos,
             small.text().c_str());
    QVERIFY2(small.out.find("resource-aware: image 1: the model's network needs 1469 MiB at once") != std::string::npos,
             small.text().c_str());
    const json out = simulateJson({"--devices", "k40-1g", "--images", "2", "--policy", "resource-aware"});
    QVERIFY(out["lower_bound"]["seconds"].is_null()); // it can't be done
    QVERIFY(out["policies"][0]["ratio"].is_null());
    QCOMPARE(QString::fromStdString(out["policies"][0]["images"][1]["state"]), QString("failed"));
}

void TestSimulate::wrongArguments_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, const QStringList& arguments, const char* says) {
        QTest::newRow(name) << arguments << says;
    };
    row("device", {"--devices", "3xk40"}, "needs its memory, as in k40-11g");
    row("real GPU", {"--devices", "cuda"}, "a real GPU isn't simulated");
    row("policy", {"--policy", "fifo"}, "\"fifo\" is no policy. There are: sequential, image-parallel");
    row("one of several policies", {"--policy", "sequential,mine"}, "\"mine\" is no policy");
    row("no image", {"--images", "0"}, "--images");
    row("too many images", {"--images", "100001"}, "--images");
    row("model", {"--model", "resnet"}, "--model");
    row("preset", {"--preset", "mine"}, "--preset");
    row("preset and model", {"--preset", "seed-study", "--model", "mixed"}, "has its own model");
    row("batch", {"--batch", "0"}, "--batch");
    row("more", {"file.nii"}, "file.nii");
}

void TestSimulate::wrongArguments() {
    QFETCH(QStringList, arguments);
    QFETCH(QString, says);
    const CliResult result = simulate(arguments);
    EXPECT_EXIT(result, 2);
    QVERIFY2(result.err.find(says.toStdString()) != std::string::npos, result.text().c_str());
    QVERIFY(result.out.empty());
}

void TestSimulate::plotIsWellFormed() {
    const QTemporaryDir folder;
    const QString file = folder.filePath("gantt.svg");
    const CliResult result = simulate(
        {"--devices", "2xk40-11g+oom=5", "--images", "3", "--plot", file, "--policy", "image-parallel,resource-aware"});
    EXPECT_EXIT(result, 0);
    QFile svg(file);
    QVERIFY(svg.open(QIODevice::ReadOnly));
    QXmlStreamReader xml(&svg);
    int tiles = 0, bad = 0;
    double width = 0;
    QStringList texts;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) {
            continue;
        }
        const auto attributes = xml.attributes();
        if (xml.name() == QString("svg")) {
            width = attributes.value("width").toDouble();
        } else if (xml.name() == QString("rect") && attributes.value("fill").startsWith(QString("hsl"))) {
            ++tiles;
            const double x = attributes.value("x").toDouble();
            QVERIFY(x >= 130 && x + attributes.value("width").toDouble() <= width);
        } else if (attributes.value("fill") == QString("url(#bad)")) {
            ++bad;
        } else if (xml.name() == QString("text")) {
            texts.append(xml.readElementText());
        }
    }
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    // both devices fail once: ours tries again, two images of the other policy end there
    QVERIFY(tiles >= 81 + 27 && tiles < 2 * 81);
    QVERIFY(bad >= 4);
    QVERIFY(texts.contains("k40-11g.2"));
    QVERIFY(texts.filter("resource-aware: ").size() == 1 && texts.filter("image-parallel: ").size() == 1);
}

void TestSimulate::plotThatCannotBeWritten() {
    const CliResult result = simulate({"--plot", "/nowhere/gantt.svg"});
    EXPECT_EXIT(result, 1);
    QVERIFY2(result.err.find("/nowhere/gantt.svg: can't be written") != std::string::npos, result.text().c_str());
}

void TestSimulate::seedStudyNamesItsInputs() {
    const CliResult result = simulate({"--preset", "seed-study"});
    EXPECT_EXIT(result, 0);
    for (const char* part : {"Inputs of the fit", "Assumptions", "What follows", "starts in 8 s", "one half of a GPU",
                             "the execution will be halted", "6 images of the study's cost"}) {
        QVERIFY2(result.out.find(part) != std::string::npos, part);
    }
    const json out = simulateJson({"--preset", "seed-study"});
    QCOMPARE(out["study"]["inputs"].size(), std::size_t{4});
    for (const json& line : out["study"]["inputs"]) {
        const double stated = line["stated"], simulated = line["simulated"];
        QVERIFY2(std::abs(simulated / stated - 1) < 0.001, line.dump().c_str());
    }
    QVERIFY(out["study"]["assumptions"].size() >= 5);
}

void TestSimulate::seedStudyFollows() {
    const json out = simulateJson({"--preset", "seed-study"});
    const auto value = [&](const char* beginning) {
        for (const json& line : out["study"]["follows"]) {
            if (line["what"].get<std::string>().starts_with(beginning)) {
                return line["simulated"].get<double>();
            }
        }
        return std::nan("");
    };
    for (const char* one : {"one image on two GPUs", "one image on three GPUs"}) {
        QVERIFY2(value(one) > 7 && value(one) < 13, qPrintable(QString::number(value(one)))); // about 10 %
    }
    QVERIFY(value("six images on two GPUs") < 3);
    QVERIFY(value("six images on three GPUs") < 3);
    QCOMPARE(value("the second GPU under DataParallel"), 0.0);
    QVERIFY(value("the same with batches of two") > 99);
    QVERIFY(value("two images on one GPU, memory not looked at") >= 1);
    QVERIFY(std::abs(value("two images on one GPU, memory looked at") - 1) < 0.01);
    QVERIFY(value("the same with our network's peaks") < 0.6);
}

void TestSimulate::benchMeetsItsGoals() {
    const CliResult result = m_cli.run({"bench", "schedule", "--images", "20"});
    EXPECT_EXIT(result, 0);
    QCOMPARE(result.outLines().filter("goals met").size(), 4);
    QVERIFY(result.outLines().filter("MISSED").isEmpty());
    QVERIFY(result.outLines().last().startsWith("20 images, 540 tiles"));
}

void TestSimulate::benchAsJson() {
    const CliResult result = m_cli.run({"bench", "schedule", "--images", "20", "--json"});
    EXPECT_EXIT(result, 0);
    const json out = json::parse(result.out);
    QCOMPARE(out["scenarios"].size(), std::size_t{4});
    for (const json& scenario : out["scenarios"]) {
        QVERIFY(scenario["missed"].empty());
        const json& ours = scenario["policies"].back();
        QCOMPARE(QString::fromStdString(ours["policy"]), QString("resource-aware"));
        QVERIFY(ours["ratio"].get<double>() <= 1.05);
        QCOMPARE(ours["failures"].get<int>(), 0);
    }
    QCOMPARE(out["overhead"]["tiles"].get<int>(), 540);
    QVERIFY(out["overhead"]["ms_per_tile"].get<double>() > 0);
}

QTEST_GUILESS_MAIN(TestSimulate)
#include "tst_simulate.moc"
