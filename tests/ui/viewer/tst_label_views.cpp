// Labels as people see them: their colours alone where they are opaque, their numbers through every format, maps on
// other grids, outlines, agreement, hiding and selecting.
#include "core/base/os/file.h"
#include "core/base/sha256.h"
#include "core/engine/run_record.h"
#include "core/image/image_io.h"
#include "tests/ui/viewer/phantom_head.h"
#include "tests/ui/viewer/render_test.h"
#include "ui/viewer/slice_view.h"

#include <QTemporaryDir>

#include <cmath>
#include <fstream>
#include <random>

using namespace tessera;
using ui::View;
namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kSide = 24; // voxels of 1 mm
constexpr std::array<std::uint8_t, 3> kFirst{230, 40, 60}, kSecond{30, 200, 90};

Geometry cube() {
    return Geometry::fromAffine({kSide, kSide, kSide}, Affine::translation({-40, 12, 3}));
}

/// Grey all over, so that colours are the overlay's.
std::shared_ptr<const ui::CaseImage> greyScan() {
    std::vector<float> voxels(cube().voxels());
    for (std::size_t i = 0; i < voxels.size(); ++i) {
        voxels[i] = static_cast<float>(i % 97);
    }
    return ui::makeCaseImage("scan.nii", {cube(), voxels});
}

/// A map whose numbers a function of the voxel gives.
LabelVolume mapOf(const Geometry& grid,
                  const std::function<std::int32_t(std::int64_t, std::int64_t, std::int64_t)>& number) {
    LabelVolume out{grid, {}};
    for (std::int64_t z = 0; z < grid.size[2]; ++z) {
        for (std::int64_t y = 0; y < grid.size[1]; ++y) {
            for (std::int64_t x = 0; x < grid.size[0]; ++x) {
                out.labels.push_back(number(x, y, z));
            }
        }
    }
    return out;
}

bool isWithin(std::int64_t i, std::int64_t first, std::int64_t last) {
    return i >= first && i <= last;
}

labels::LabelTable twoRegions() {
    return labels::LabelTable(
        "two", {{.number = 4, .name = "first", .colour = kFirst}, {.number = 207, .name = "second", .colour = kSecond}},
        {.number = 0, .name = "background"});
}

/// Two blocks side by side that meet at x = 11.5.
LabelVolume twoBlocks() {
    return mapOf(cube(), [](std::int64_t x, std::int64_t y, std::int64_t z) {
        const bool isIn = isWithin(x, 7, 16) && isWithin(y, 7, 16) && isWithin(z, 7, 16);
        return !isIn ? 0 : (x < 12 ? 4 : 207);
    });
}

bool isColour(QRgb pixel, const std::array<std::uint8_t, 3>& colour, int tolerance = 0) {
    return std::abs(qRed(pixel) - colour[0]) <= tolerance && std::abs(qGreen(pixel) - colour[1]) <= tolerance &&
           std::abs(qBlue(pixel) - colour[2]) <= tolerance;
}

bool isAnyGrey(QRgb pixel) {
    return qRed(pixel) == qGreen(pixel) && qGreen(pixel) == qBlue(pixel);
}

std::int64_t voxelsOf(const ui::CaseLabels& labels, std::int32_t number) {
    const auto index = labels.table.indexOf(number);
    return index ? labels.extents[*index + 1].voxels : -1;
}

} // namespace

class TestLabelViews : public QObject {
    Q_OBJECT

  private slots:
    void opaqueLabelsShowTheirColoursAlone_data();
    void opaqueLabelsShowTheirColoursAlone();
    void opacityMixesWithTheScan();
    void numbersSurviveEveryWritableFormat_data();
    void numbersSurviveEveryWritableFormat();
    void aMapOnAnotherGridIsShownWhereItLies();
    void aSingleVoxelOfACoarserMapStays();
    void unknownNumbersBecomeLabelN();
    void aMapOfAnotherScanOrAnotherDaySaysSo();
    void aTakenNameIsNoObstacle();
    void outlinesShowBothColoursAtASharedBorder();
    void agreementIsAHeatMap();
    void hiddenRegionsAreNotSeen();
    void otherRegionsStandBackBehindTheSelectedOne();
    void centringFindsAVoxelOfTheRegion();
    void theReadingCountsTiles();

  private:
    /// A view of the state in its middle slice, without a crosshair.
    QImage picture(View view, double zoom = 1);

    ui::ViewerState m_state;
    std::array<ui::SliceView, 3> m_views{ui::SliceView(m_state, View::Axial), ui::SliceView(m_state, View::Coronal),
                                         ui::SliceView(m_state, View::Sagittal)};
};

QImage TestLabelViews::picture(View view, double zoom) {
    ui::SliceView& slices = m_views[static_cast<std::size_t>(view)];
    m_state.setAnnotations({.crosshair = false});
    if (!slices.isVisible() && !test::appears(slices, 240, 240)) {
        return {};
    }
    slices.resetView();
    slices.setZoom(zoom);
    return slices.picture();
}

void TestLabelViews::opaqueLabelsShowTheirColoursAlone_data() {
    QTest::addColumn<bool>("interpolated");
    QTest::newRow("nearest") << false;
    QTest::newRow("the scan interpolated") << true; // labels never are
}

void TestLabelViews::opaqueLabelsShowTheirColoursAlone() {
    QFETCH(bool, interpolated);
    std::mt19937 random(3);
    const auto& regions = labels::brainColor().regions();
    const LabelVolume map = mapOf(cube(), [&](std::int64_t x, std::int64_t y, std::int64_t z) {
        const bool isIn = isWithin(x, 4, 19) && isWithin(y, 4, 19) && isWithin(z, 4, 19);
        return isIn ? regions[random() % regions.size()].number : 0;
    });
    m_state.setImage(greyScan());
    m_state.setLabels(ui::makeCaseLabels("map.nii", map, labels::brainColor(), {}, {}, cube()));
    m_state.setInterpolated(interpolated);
    m_state.setOverlay({.opacity = 1});
    for (const View view : ui::kViews) {
        const QImage seen = picture(view);
        const ui::SliceView& slices = m_views[static_cast<std::size_t>(view)];
        int checked = 0;
        for (int y = 40; y < 200; ++y) {
            for (int x = 40; x < 200; ++x) {
                const auto voxel =
                    ui::voxelHolding(cube().size, slices.plane()->voxelOf(slices.worldAt(QPointF(x, y))));
                const auto number = map.labels[cube().index((*voxel)[0], (*voxel)[1], (*voxel)[2])];
                if (number != 0) {
                    TESSERA_VERIFY_PICTURE(isColour(seen.pixel(x, y), labels::brainColor().find(number)->colour),
                                           QString("pixel %1, %2 isn't of label %3").arg(x).arg(y).arg(number), seen);
                    ++checked;
                }
            }
        }
        QVERIFY(checked > 15'000);
    }
}

void TestLabelViews::opacityMixesWithTheScan() {
    m_state.setImage(greyScan());
    m_state.setLabels(ui::makeCaseLabels("map.nii", twoBlocks(), twoRegions(), {}, {}, cube()));
    m_state.setInterpolated(false);
    m_state.setOverlay({.opacity = 0});
    const QImage bare = picture(View::Axial);
    m_state.setOverlay({.opacity = 0.5});
    const QImage mixed = picture(View::Axial);
    m_state.setOverlay({.shown = false});
    const QImage off = picture(View::Axial);
    for (int y = 60; y < 180; ++y) {
        for (int x = 60; x < 180; ++x) {
            QVERIFY(isAnyGrey(bare.pixel(x, y)) && bare.pixel(x, y) == off.pixel(x, y));
        }
    }
    const ui::SliceView& slices = m_views[0];
    const QPoint in = slices.pointOf(cube().worldFromVoxel.apply({9, 9, 11})).toPoint();
    for (int channel = 0; channel < 3; ++channel) {
        const int grey = qRed(bare.pixel(in));
        const int shift = 16 - 8 * channel;
        const int expected = (grey + kFirst[channel] + 1) / 2;
        QVERIFY(std::abs(static_cast<int>(mixed.pixel(in) >> shift & 0xFF) - expected) <= 2); // bytes round twice
    }
}

void TestLabelViews::numbersSurviveEveryWritableFormat_data() {
    QTest::addColumn<QString>("name");
    for (const char* name : {"map.nii.gz", "map.nii", "map.nrrd", "map.mha", "map.mgz", "map.mgh", "map.mgh.gz"}) {
        QTest::newRow(name) << QString(name);
    }
}

void TestLabelViews::numbersSurviveEveryWritableFormat() {
    QFETCH(QString, name);
    const QTemporaryDir folder;
    const fs::path file = fs::path(folder.path().toStdString()) / name.toStdString();
    const LabelVolume map = twoBlocks();
    writeImage(file, map.geometry, compactLabels(map.labels), Intent::Label);
    const auto labels = ui::readCaseLabels(file, *greyScan());
    QCOMPARE(QString::fromStdString(labels->table.name()), QString::fromStdString(labels::brainColor().name()));
    QCOMPARE(labels->notices.size(), std::size_t{1});
    QVERIFY(labels->notices[0].find("taken for BrainCOLOR's") != std::string::npos);
    for (std::size_t i = 0; i < map.labels.size(); ++i) {
        const auto of = labels->classes[i];
        QCOMPARE(of == 0 ? 0 : labels->table.regions()[of - 1U].number, map.labels[i]);
    }
    QCOMPARE(voxelsOf(*labels, 4), std::int64_t{500});
    QCOMPARE(voxelsOf(*labels, 207), std::int64_t{500});
    for (std::size_t i = 0; i < labels->table.regions().size(); ++i) { // the table's numbers are the views'
        QCOMPARE(labels->measurement.regions[i].number, labels->table.regions()[i].number);
        QCOMPARE(labels->measurement.regions[i].voxels, labels->extents[i + 1].voxels);
    }
}

void TestLabelViews::aMapOnAnotherGridIsShownWhereItLies() {
    // 1.5 mm, its axes in another order and direction, beginning beside the scan
    const Affine matrix({{{0, 0, -1.5, -10}, {-1.5, 0, 0, 41}, {0, 1.5, 0, -2}, {0, 0, 0, 1}}});
    const Geometry grid = Geometry::fromAffine({18, 22, 16}, matrix);
    const LabelVolume map = mapOf(grid, [](std::int64_t x, std::int64_t y, std::int64_t z) {
        return (x + y + z) % 3 == 0 ? 0 : ((x + z) % 2 == 0 ? 4 : 207);
    });
    const auto labels = ui::makeCaseLabels("map.nii", map, twoRegions(), std::vector<float>(map.labels.size(), 0.5F),
                                           std::vector<std::uint8_t>(map.labels.size(), 4), cube());
    QCOMPARE(labels->notices.size(), std::size_t{1});
    QVERIFY(labels->agreement.empty() && labels->coverage.empty());
    QVERIFY(labels->measurement.regions[0].voxels > 0);
    QCOMPARE(labels->measurement.regions[0].voxels, std::ranges::count(map.labels, 4)); // of its own grid
    int inside = 0;
    for (std::int64_t z = 0; z < kSide; ++z) {
        for (std::int64_t y = 0; y < kSide; ++y) {
            for (std::int64_t x = 0; x < kSide; ++x) {
                const Vec3 mm = cube().worldFromVoxel.apply(
                    {static_cast<double>(x), static_cast<double>(y), static_cast<double>(z)});
                const auto i = static_cast<std::int64_t>(std::floor((41 - mm[1]) / 1.5 + 0.5));
                const auto j = static_cast<std::int64_t>(std::floor((mm[2] + 2) / 1.5 + 0.5));
                const auto k = static_cast<std::int64_t>(std::floor((-10 - mm[0]) / 1.5 + 0.5));
                const bool isIn = isWithin(i, 0, 17) && isWithin(j, 0, 21) && isWithin(k, 0, 15);
                const std::int32_t expected = isIn ? map.labels[grid.index(i, j, k)] : 0;
                const auto of = labels->classes[cube().index(x, y, z)];
                QCOMPARE(of == 0 ? 0 : labels->table.regions()[of - 1U].number, expected);
                inside += isIn ? 1 : 0;
            }
        }
    }
    QVERIFY(inside > 1000 && inside < kSide * kSide * kSide);
}

/// A vote of neighbours would let the background have all of its eight parts.
void TestLabelViews::aSingleVoxelOfACoarserMapStays() {
    Affine matrix = Affine::scaling({2, 2, 2});
    for (int axis = 0; axis < 3; ++axis) {
        matrix(axis, 3) = cube().worldFromVoxel(axis, 3) + 0.5; // two voxels of the scan's a voxel
    }
    const Geometry grid = Geometry::fromAffine({12, 12, 12}, matrix);
    const LabelVolume map = mapOf(grid, [](std::int64_t x, std::int64_t y, std::int64_t z) {
        return (x == 5 && y == 6 && z == 7) || (x == 0 && y == 0 && z == 0) ? 207 : 0;
    });
    const auto labels = ui::makeCaseLabels("map.nii", map, twoRegions(), {}, {}, cube());
    QCOMPARE(voxelsOf(*labels, 207), std::int64_t{16});
    QVERIFY((labels->extents[2].last == std::array<std::int64_t, 3>{11, 13, 15}));
    QVERIFY((labels->extents[2].first == std::array<std::int64_t, 3>{0, 0, 0}));
}

void TestLabelViews::aMapOfAnotherScanOrAnotherDaySaysSo() {
    const QTemporaryDir temporary;
    const fs::path folder = temporary.path().toStdString(), map = folder / "a_dseg.nii.gz";
    const auto scan = greyScan();
    writeImage(folder / "a.nii", scan->geometry, scan->voxels, Intent::None);
    std::vector<float> others = scan->voxels;
    others[7] += 1;
    writeImage(folder / "b.nii", scan->geometry, others, Intent::None);
    const auto writeMap = [&map](LabelVolume labels, std::int32_t first) {
        labels.labels[0] = first;
        writeImage(map, labels.geometry, compactLabels(labels.labels), Intent::Label);
    };
    writeMap(twoBlocks(), 0);
    std::ofstream(folder / "a_dseg.tsv") << "index\tname\n4\tfirst\n207\tsecond\n";
    engine::RunRecord run{.name = "a", .state = "done"};
    run.inputs = {{"/elsewhere/a.nii", sha256OfFile(folder / "a.nii"), 1}}; // it may have been moved
    run.outputs = {{"dseg", {"a_dseg.nii.gz", sha256OfFile(map)}}};
    os::writeFileAtomically(folder / "a_run.json", engine::writeRunRecord(run));
    const auto read = [&](const char* name) { return ui::readCaseLabels(map, *ui::readCaseImage(folder / name)); };

    auto labels = read("a.nii");
    QVERIFY(labels->notices.empty() && !labels->isOfAnotherScan && !labels->isEdited);
    labels = read("b.nii");
    QVERIFY(labels->isOfAnotherScan && !labels->isEdited);
    QCOMPARE(labels->notices.size(), std::size_t{1});
    QVERIFY(labels->notices[0].find("made from another scan") != std::string::npos);
    writeMap(twoBlocks(), 4);
    labels = read("a.nii");
    QVERIFY(labels->isEdited && !labels->isOfAnotherScan);
    QVERIFY(labels->notices.at(0).find("changed after its run") != std::string::npos);
    os::writeFileAtomically(folder / "a_run.json", "{");
    labels = read("a.nii"); // the map is shown all the same
    QVERIFY(labels->notices.at(0).find("a_run.json") != std::string::npos);
}

void TestLabelViews::unknownNumbersBecomeLabelN() {
    LabelVolume map = twoBlocks();
    std::ranges::replace(map.labels, 207, 5000);
    const QTemporaryDir folder;
    const fs::path file = fs::path(folder.path().toStdString()) / "map.nii.gz";
    writeImage(file, map.geometry, Voxels(map.labels), Intent::Label);
    for (const bool withTable : {false, true}) {
        if (withTable) {
            std::ofstream(fs::path(folder.path().toStdString()) / "map_dseg.tsv") << "index\tname\n4\tfirst\n";
        }
        const auto labels = ui::readCaseLabels(file, *greyScan());
        QCOMPARE(labels->table.find(5000)->name, std::string("label 5000"));
        QCOMPARE(labels->table.find(4)->name, std::string(withTable ? "first" : "label 4"));
        QVERIFY((labels->table.find(5000)->colour != std::array<std::uint8_t, 3>{}));
        QCOMPARE(voxelsOf(*labels, 5000), std::int64_t{500});
        m_state.setImage(greyScan());
        m_state.setLabels(labels);
        m_state.setCursor(cube().worldFromVoxel.apply({14, 10, 10}));
        QCOMPARE(m_state.reading().region->name, std::string("label 5000"));
    }
}

void TestLabelViews::aTakenNameIsNoObstacle() {
    const labels::LabelTable table("odd", {{.number = 4, .name = "label 207", .colour = kFirst}},
                                   {.number = 0, .name = "background"});
    const auto labels = ui::makeCaseLabels("map.nii", twoBlocks(), table, {}, {}, cube());
    QCOMPARE(labels->table.find(4)->name, std::string("label 207"));
    QVERIFY(labels->table.find(207) != nullptr);
    QVERIFY(labels->table.find(207)->name.starts_with("label 207"));
    QCOMPARE(voxelsOf(*labels, 207), std::int64_t{500});
}

void TestLabelViews::outlinesShowBothColoursAtASharedBorder() {
    m_state.setImage(greyScan());
    m_state.setLabels(ui::makeCaseLabels("map.nii", twoBlocks(), twoRegions(), {}, {}, cube()));
    m_state.setOverlay({.opacity = 0.2, .style = ui::OverlayStyle::Outline});
    for (const View view : {View::Axial, View::Coronal}) {
        const QImage seen = picture(view, 2);
        const ui::SliceView& slices = m_views[static_cast<std::size_t>(view)];
        const QPointF border = slices.pointOf(cube().worldFromVoxel.apply({11.5, 11, 11}));
        const int y = qRound(border.y()) + 13; // off the middle
        // radiological: the second block, further to the patient's right, lies to the left; 1.5 pixels each
        const int x = static_cast<int>(std::lround(border.x()));
        TESSERA_VERIFY_PICTURE(isColour(seen.pixel(x - 1, y), kSecond) && isColour(seen.pixel(x, y), kFirst),
                               QString("at %1, %2").arg(x).arg(y), seen);
        const QRect inFirst = QRect(x + 4, y - 4, 30, 8), inSecond = QRect(x - 36, y - 4, 30, 8);
        for (const QRect& within : {inFirst, inSecond}) {
            const int grey = test::blobOf(seen, within, isAnyGrey).pixels;
            TESSERA_VERIFY_PICTURE(grey == within.width() * within.height(), "the inside is coloured", seen);
        }
        m_state.setSelectedRegion(4); // stands out: a broader line
        const QImage selected = picture(view, 2);
        TESSERA_VERIFY_PICTURE(isColour(selected.pixel(x + 2, y), kFirst) && !isColour(seen.pixel(x + 2, y), kFirst),
                               "the selected region's line isn't broader", selected);
        m_state.setSelectedRegion(0);
    }
    const QImage far = picture(View::Axial, 0.5); // lines keep their pixels
    QVERIFY(test::blobOf(far, far.rect(), [](QRgb pixel) { return isColour(pixel, kFirst); }).pixels > 30);
}

void TestLabelViews::agreementIsAHeatMap() {
    const LabelVolume map = twoBlocks();
    std::vector<float> agreement(map.labels.size(), 1);
    std::vector<std::uint8_t> coverage(map.labels.size(), 8);
    const auto at = [](std::int64_t x) { return cube().index(x, 9, 11); };
    agreement[at(8)] = 0.25F; // darkest
    agreement[at(10)] = 0.7F; // the middle of the scale
    agreement[at(5)] = 0.75F; // background
    agreement[at(0)] = 0.3F;  // the edge of all tiles, where agreement has faded
    coverage[at(0)] = 4;
    coverage[at(12)] = 0; // a region without votes, as after editing
    m_state.setImage(greyScan());
    m_state.setLabels(ui::makeCaseLabels("map.nii", map, twoRegions(), agreement, coverage, cube()));
    m_state.setOverlay({.opacity = 1, .agreement = true});
    const QImage seen = picture(View::Axial);
    const ui::SliceView& slices = m_views[0];
    const auto colourAt = [&](std::int64_t x) {
        return seen.pixel(slices.pointOf(cube().worldFromVoxel.apply({static_cast<double>(x), 9, 11})).toPoint());
    };
    // viridis at 0, 1/2 and 1 (van der Walt and Smith); 3: shares are kept in 256 steps
    TESSERA_VERIFY_PICTURE(isColour(colourAt(8), {68, 1, 84}, 3), "least", seen);
    TESSERA_VERIFY_PICTURE(isColour(colourAt(10), {33, 145, 140}, 3), "middle", seen);
    TESSERA_VERIFY_PICTURE(isColour(colourAt(14), {253, 231, 37}, 3), "most", seen);
    TESSERA_VERIFY_PICTURE(isAnyGrey(colourAt(0)) && isAnyGrey(colourAt(5)) && isAnyGrey(colourAt(6)), "background",
                           seen);
    TESSERA_VERIFY_PICTURE(isAnyGrey(colourAt(12)), "no votes", seen);
    TESSERA_VERIFY_PICTURE(!isAnyGrey(colourAt(11)) && !isAnyGrey(colourAt(13)), "beside it", seen);

    // without agreement the regions stay
    m_state.setLabels(ui::makeCaseLabels("map.nii", map, twoRegions(), {}, {}, cube()));
    const QImage plain = picture(View::Axial);
    TESSERA_VERIFY_PICTURE(
        isColour(plain.pixel(slices.pointOf(cube().worldFromVoxel.apply({9, 9, 11})).toPoint()), kFirst), "regions",
        plain);
}

void TestLabelViews::hiddenRegionsAreNotSeen() {
    m_state.setImage(greyScan());
    m_state.setLabels(ui::makeCaseLabels("map.nii", twoBlocks(), twoRegions(), {}, {}, cube()));
    for (const auto style : {ui::OverlayStyle::Filled, ui::OverlayStyle::Outline}) {
        m_state.setOverlay({.opacity = 1, .style = style});
        for (const std::set<std::int32_t>& shown :
             {std::set<std::int32_t>{4}, {207}, {4, 207}, std::set<std::int32_t>{}, {4, 999}}) {
            m_state.setShownRegions(shown);
            const QImage seen = picture(View::Coronal);
            const auto count = [&](const auto& colour) {
                return test::blobOf(seen, seen.rect(), [&](QRgb pixel) { return isColour(pixel, colour); }).pixels;
            };
            TESSERA_VERIFY_PICTURE((count(kFirst) > 0) == shown.contains(4), "first", seen);
            TESSERA_VERIFY_PICTURE((count(kSecond) > 0) == shown.contains(207), "second", seen);
        }
    }
}

void TestLabelViews::otherRegionsStandBackBehindTheSelectedOne() {
    m_state.setImage(greyScan());
    m_state.setLabels(ui::makeCaseLabels("map.nii", twoBlocks(), twoRegions(), {}, {}, cube()));
    m_state.setOverlay({.opacity = 1});
    QSignalSpy selected(&m_state, &ui::ViewerState::selectionChanged);
    m_state.setSelectedRegion(207);
    QCOMPARE(selected.count(), 1);
    const QImage seen = picture(View::Axial);
    const auto count = [&](const auto& colour) {
        return test::blobOf(seen, seen.rect(), [&](QRgb pixel) { return isColour(pixel, colour); }).pixels;
    };
    TESSERA_VERIFY_PICTURE(count(kSecond) > 1000 && count(kFirst) == 0, "the other doesn't stand back", seen);
    const auto tinted = [&](QRgb pixel) { return qRed(pixel) > qGreen(pixel) + 20 && qRed(pixel) > qBlue(pixel) + 20; };
    TESSERA_VERIFY_PICTURE(test::blobOf(seen, seen.rect(), tinted).pixels > 1000, "the other is gone", seen);
    m_state.setLabels(m_state.labels());
    QCOMPARE(m_state.selectedRegion(), 0);
}

void TestLabelViews::centringFindsAVoxelOfTheRegion() {
    const LabelVolume map = mapOf(cube(), [](std::int64_t x, std::int64_t y, std::int64_t z) { // a ring around nothing
        const double r = std::hypot(static_cast<double>(x - 11), static_cast<double>(y - 11));
        return z == 5 && r > 6 && r < 9 ? 207 : 0;
    });
    m_state.setImage(greyScan());
    m_state.setLabels(ui::makeCaseLabels("map.nii", map, twoRegions(), {}, {}, cube()));
    QVERIFY(m_state.centreRegion(207));
    QCOMPARE(m_state.reading().region->number, 207);
    const Vec3 before = m_state.cursor();
    QVERIFY(!m_state.centreRegion(4) && !m_state.centreRegion(0) && !m_state.centreRegion(77));
    QVERIFY(m_state.cursor() == before);
}

void TestLabelViews::theReadingCountsTiles() {
    const LabelVolume map = twoBlocks();
    std::vector<float> agreement(map.labels.size(), 0.875F);
    std::vector<std::uint8_t> coverage(map.labels.size(), 8);
    coverage[0] = 0;
    m_state.setImage(greyScan());
    m_state.setLabels(ui::makeCaseLabels("map.nii", map, twoRegions(), agreement, coverage, cube()));
    m_state.setCursor(cube().worldFromVoxel.apply({9, 9, 9}));
    QCOMPARE(*m_state.reading().tiles, 8);
    QCOMPARE(*m_state.reading().tilesAgreeing, 7);
    m_state.setCursor(cube().worldFromVoxel.apply({0, 0, 0}));
    QVERIFY(!m_state.reading().tiles && !m_state.reading().tilesAgreeing);
    QCOMPARE(m_state.reading().region->name, std::string("background"));
}

int main(int argc, char** argv) {
    return test::runRenderTest<TestLabelViews>(argc, argv);
}
#include "tst_label_views.moc"
