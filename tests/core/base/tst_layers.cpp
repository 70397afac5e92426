#include "tests/support/shared_data.h"

#include <QtTest>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <vector>

namespace fs = std::filesystem;

namespace {

/// One line `#include ...` of a source file: what stands between the brackets or quotes.
struct Include {
    std::string file; ///< relative to the source tree
    int line = 0;
    std::string name;
};

bool isSource(const fs::path& path) {
    const std::string extension = path.extension().string();
    return extension == ".h" || extension == ".cpp" || extension == ".cu" || extension == ".cuh";
}

/// Sources below the given folders of the tree, relative to it; folders that don't exist yet hold none.
std::vector<std::string> sourcesBelow(const std::vector<std::string>& folders) {
    std::vector<std::string> out;
    for (const std::string& folder : folders) {
        std::error_code code;
        for (const auto& entry : fs::recursive_directory_iterator(tessera::test::sourcePath(folder), code)) {
            if (entry.is_regular_file() && isSource(entry.path())) {
                out.push_back(entry.path().lexically_relative(tessera::test::sourcePath("")).string());
            }
        }
    }
    std::sort(out.begin(), out.end());
    return out;
}

std::vector<Include> includesOf(const std::string& file) {
    std::vector<Include> out;
    std::ifstream in(tessera::test::sourcePath(file));
    int number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        const auto hash = line.find_first_not_of(" \t");
        if (hash == std::string::npos || line[hash] != '#' || line.find("include", hash) == std::string::npos) {
            continue;
        }
        const auto begin = line.find_first_of("<\"");
        const auto end = begin == std::string::npos ? begin : line.find_first_of(">\"", begin + 1);
        if (end != std::string::npos) {
            out.push_back({file, number, line.substr(begin + 1, end - begin - 1)});
        }
    }
    return out;
}

bool startsWithAny(const std::string& text, const std::vector<std::string>& beginnings) {
    return std::any_of(beginnings.begin(), beginnings.end(),
                       [&](const std::string& beginning) { return text.starts_with(beginning); });
}

/// Includes below `folders` that `forbidden` says mustn't be there, as lines for a person.
QString offences(const std::vector<std::string>& folders, const std::function<bool(const Include&)>& forbidden) {
    QString out;
    for (const std::string& file : sourcesBelow(folders)) {
        for (const Include& include : includesOf(file)) {
            if (forbidden(include)) {
                out += QString("\n%1:%2 includes %3")
                           .arg(QString::fromStdString(include.file))
                           .arg(include.line)
                           .arg(QString::fromStdString(include.name));
            }
        }
    }
    return out;
}

bool isQt(const std::string& name) {
    return name.size() > 1 && name[0] == 'Q' && name[1] >= 'A' && name[1] <= 'Z';
}

bool isItk(const std::string& name) {
    return startsWithAny(name, {"itk", "vnl/", "vcl_", "ITK"});
}

bool isTorch(const std::string& name) {
    return startsWithAny(name, {"torch/", "ATen/", "c10/", "caffe2/"});
}

bool isPosix(const std::string& name) {
    static const std::vector<std::string> headers{
        "unistd.h", "fcntl.h",    "dlfcn.h",  "signal.h", "sched.h",     "pwd.h",     "grp.h",    "pthread.h", "poll.h",
        "spawn.h",  "termios.h",  "dirent.h", "netdb.h",  "semaphore.h", "syslog.h",  "libgen.h", "ftw.h",     "glob.h",
        "utime.h",  "execinfo.h", "link.h",   "mqueue.h", "time.h",      "windows.h", "strings.h"};
    return name.starts_with("sys/") || name.starts_with("arpa/") || name.starts_with("linux/") ||
           std::find(headers.begin(), headers.end(), name) != headers.end();
}

const std::vector<std::string> kProduct{"app", "core", "ui"};

} // namespace

/// ARCHITECTURE.md, section "Layers", and the house rules, as far as a look at the files can tell.
class TestLayers : public QObject {
    Q_OBJECT

  private slots:
    void scanFindsTheTree();
    void coreKnowsNoQtAndNoVtk();
    void includesGoDownwards();
    void vtkOnlyInTheViewer();
    void theCommandLineKnowsNoWindow();
    void posixOnlyInOs();
    void torchOnlyInNetwork();
    void itkOnlyInPreprocess();
    void networkNeedsNeitherJsonNorItk();
    void kernelsNeedNothingElse();
    void schedulerNeedsNoClockAndNoThread();
    void lanesNeedNoFramework();
    void filesAreShort();
};

void TestLayers::scanFindsTheTree() {
    const auto sources = sourcesBelow(kProduct);
    QVERIFY(sources.size() > 50);
    QVERIFY(std::find(sources.begin(), sources.end(), "core/base/os/file.cpp") != sources.end());
    const auto includes = includesOf("core/base/os/file.cpp");
    QVERIFY(std::any_of(includes.begin(), includes.end(), [](const Include& i) { return i.name == "unistd.h"; }));
}

void TestLayers::coreKnowsNoQtAndNoVtk() {
    const QString found = offences(
        {"core"}, [](const Include& include) { return isQt(include.name) || include.name.starts_with("vtk"); });
    QVERIFY2(found.isEmpty(), qPrintable(found));
}

void TestLayers::includesGoDownwards() {
    const QString ofCore = offences({"core"}, [](const Include& include) {
        return startsWithAny(include.name, {"app/", "ui/", "tests/"});
    });
    QVERIFY2(ofCore.isEmpty(), qPrintable(ofCore));
    const QString ofUi = offences({"ui"}, [](const Include& include) {
        return startsWithAny(include.name, {"app/", "tests/"});
    });
    QVERIFY2(ofUi.isEmpty(), qPrintable(ofUi));
    const QString ofApp = offences({"app"}, [](const Include& include) { return include.name.starts_with("tests/"); });
    QVERIFY2(ofApp.isEmpty(), qPrintable(ofApp));
}

void TestLayers::vtkOnlyInTheViewer() {
    const QString found = offences(kProduct, [](const Include& include) {
        return include.name.starts_with("vtk") && !include.file.starts_with("ui/viewer/");
    });
    QVERIFY2(found.isEmpty(), qPrintable(found));
}

void TestLayers::theCommandLineKnowsNoWindow() {
    const QString found = offences(
        {"app/cli"}, [](const Include& include) { return isQt(include.name) || include.name.starts_with("ui/"); });
    QVERIFY2(found.isEmpty(), qPrintable(found));
}

void TestLayers::posixOnlyInOs() {
    const QString found = offences(kProduct, [](const Include& include) {
        return isPosix(include.name) && !include.file.starts_with("core/base/os/");
    });
    QVERIFY2(found.isEmpty(), qPrintable(found));
}

void TestLayers::torchOnlyInNetwork() {
    const QString found = offences({"app", "core", "ui", "tests"}, [](const Include& include) {
        const bool room = include.file.starts_with("core/network/") && include.file.ends_with(".cpp");
        return isTorch(include.name) && (!room || include.file == "core/network/network_loader.cpp");
    });
    QVERIFY2(found.isEmpty(), qPrintable(found));
}

void TestLayers::itkOnlyInPreprocess() {
    const QString found = offences({"app", "core", "ui"}, [](const Include& include) {
        return isItk(include.name) && !(include.file.starts_with("core/preprocess/") && include.file.ends_with(".cpp"));
    });
    QVERIFY2(found.isEmpty(), qPrintable(found));
}

/// It must build on a machine that has neither.
void TestLayers::networkNeedsNeitherJsonNorItk() {
    const QString found = offences({"core/network"}, [](const Include& include) {
        const std::string& name = include.name;
        return isItk(name) || name.starts_with("nlohmann/") || name.starts_with("fmt/") ||
               (name.starts_with("core/") && !startsWithAny(name, {"core/network/", "core/cuda/", "core/base/"}));
    });
    QVERIFY2(found.isEmpty(), qPrintable(found));
}

/// What a kernel is made of compiles everywhere, and only libtessera_cuda's own files know CUDA.
void TestLayers::kernelsNeedNothingElse() {
    const QString found = offences({"app", "core", "ui"}, [](const Include& include) {
        const std::string& name = include.name;
        const bool isCuda = name.starts_with("cuda") || name.starts_with("nvtx3/");
        const bool inRoom = include.file.starts_with("core/cuda/");
        const bool isStranger = name.starts_with("core/") && !startsWithAny(name, {"core/cuda/", "core/base/"}) &&
                                name != "core/fusion/majority_vote.h";
        return (isCuda && !inRoom) || (inRoom && (isStranger || isTorch(name) || isItk(name)));
    });
    QVERIFY2(found.isEmpty(), qPrintable(found));
}

/// Engine and simulator give it time and carry out what it decides.
void TestLayers::schedulerNeedsNoClockAndNoThread() {
    const QString found = offences({"core/engine/scheduler"}, [](const Include& include) {
        const std::string& name = include.name;
        static const std::vector<std::string> kForbidden{"thread", "mutex",  "atomic", "condition_variable",
                                                         "future", "chrono", "random", "ctime"};
        return isItk(name) || isTorch(name) || name.starts_with("nlohmann/") || name.starts_with("fmt/") ||
               std::find(kForbidden.begin(), kForbidden.end(), name) != kForbidden.end() ||
               (name.starts_with("core/") && !startsWithAny(name, {"core/engine/scheduler/", "core/base/error.h"}));
    });
    QVERIFY2(found.isEmpty(), qPrintable(found));
    QVERIFY(!includesOf("core/engine/scheduler/scheduler.cpp").empty());
}

/// The sanitizers run them without ITK and LibTorch.
void TestLayers::lanesNeedNoFramework() {
    const std::vector<std::string> rooms{"core/engine/lanes", "core/engine/tiles"};
    const QString found = offences(rooms, [](const Include& include) {
        const std::string& name = include.name;
        static const std::vector<std::string> kAllowed{"core/base/", "core/engine/lanes/", "core/engine/tiles/",
                                                       "core/engine/scheduler/"};
        return isItk(name) || isTorch(name) || name.starts_with("nlohmann/") || name.starts_with("fmt/") ||
               (name.starts_with("core/") && !startsWithAny(name, kAllowed));
    });
    QVERIFY2(found.isEmpty(), qPrintable(found));
    QVERIFY(!includesOf("core/engine/lanes/process_lane.cpp").empty());
}

void TestLayers::filesAreShort() {
    for (const std::string& file : sourcesBelow({"app", "core", "ui", "tests"})) {
        std::ifstream in(tessera::test::sourcePath(file));
        const auto lines = std::count(std::istreambuf_iterator<char>(in), {}, '\n');
        QVERIFY2(lines <= 800, qPrintable(QString("%1 has %2 lines").arg(QString::fromStdString(file)).arg(lines)));
    }
}

QTEST_APPLESS_MAIN(TestLayers)
#include "tst_layers.moc"
