#include "core/model/architecture.h"
#include "core/model/pth.h"
#include "core/model/slant_import.h"
#include "core/network/network_loader.h"
#include "tests/support/shared_data.h"

#include <QTemporaryDir>
#include <QtTest>

#include <filesystem>
#include <set>

using namespace tessera;
using namespace tessera::model;
namespace fs = std::filesystem;

namespace {

fs::path fixture(const std::string& name) {
    return test::sourcePath("tests/fixtures/" + name);
}

std::unique_ptr<network::Network> networkOf(int classes, std::span<const network::TensorView> weights) {
    return network::networkModule(TESSERA_NET_FILE)
        .createNetwork({network::Kind::SlantUnet3d, classes, {172, 220, 156}, {}}, weights);
}

/// PyTorch's labels must be ours wherever its two best scores differ by more than 1e-5: below that, the order of float
/// sums decides. Most voxels must be comparable and several classes win, or the comparison would say nothing.
void compareLabels(network::Network& network, const std::string& file) {
    const TensorFile expected = TensorFile::read(fixture(file));
    const auto& shape = expected.at("input").shape; // (z, y, x)
    const auto labels =
        network.label({{}, {shape[2], shape[1], shape[0]}, expected.floats("input")}, network::Precision::Fp32);
    const auto margins = expected.floats("margins");
    const auto& theirs = expected.at("labels").bytes;
    QCOMPARE(labels.size(), theirs.size());
    std::size_t compared = 0;
    std::set<std::uint8_t> winners;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        if (margins[i] > 1e-5F) {
            ++compared;
            winners.insert(labels[i]);
            QCOMPARE(int(labels[i]), static_cast<int>(theirs[i]));
        }
    }
    QVERIFY(compared > labels.size() * 9 / 10);
    QVERIFY(winners.size() > 3);
}

} // namespace

class TestSlantPytorch : public QObject {
    Q_OBJECT

  private slots:
    void labelsOfAFileAreThoseOfPytorch_data();
    void labelsOfAFileAreThoseOfPytorch();
    void labelsOfAnImportedTileAreThoseOfPytorch();
};

void TestSlantPytorch::labelsOfAFileAreThoseOfPytorch_data() {
    QTest::addColumn<QString>("file");
    QTest::newRow("old") << "slant_old.pth";
    QTest::newRow("zip") << "slant_zip.pth";
}

void TestSlantPytorch::labelsOfAFileAreThoseOfPytorch() {
    QFETCH(QString, file);
    const PthFile pth = PthFile::read(fixture(file.toStdString()));
    std::vector<FloatTensor> tensors;
    for (const TensorShape& shape : expectedTensors({network::Kind::SlantUnet3d, 4, {}, 1.0 / 40})) {
        tensors.push_back({shape, pth.floats(shape.name)});
    }
    compareLabels(*networkOf(4, tensorViews(tensors)), "slant_narrow.safetensors");
}

void TestSlantPytorch::labelsOfAnImportedTileAreThoseOfPytorch() {
    QTemporaryDir root;
    const fs::path folder = root.path().toStdString();
    fs::create_directory(folder / "set");
    for (const fusion::Tile& tile : fusion::TilePlan::slant27().tiles) {
        fs::copy_file(fixture("slant_tile.pth"), folder / "set" / (tile.name + ".pth"));
    }
    Progress progress;
    const Bundle like = openBundle("tessera-mini", test::sourcePath("resources/models"));
    (void)importSlant(folder / "set", folder / "bundle", like, {}, progress);
    const Bundle bundle = openBundle((folder / "bundle").string(), {});
    const TensorFile file = TensorFile::read(bundle.checkedFile("2_3_1.safetensors"));
    const auto weights = checkTensors(file, architectureOf(bundle, bundle.networks.front()));
    compareLabels(*networkOf(133, weights), "slant_tile.safetensors");
}

QTEST_APPLESS_MAIN(TestSlantPytorch)
#include "tst_slant_pytorch.moc"
