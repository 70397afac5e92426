#include "tests/support/tiny_exam.h"

#include <fmt/format.h>

namespace tessera::test {
namespace {

namespace fs = std::filesystem;

void writeSlices(const fs::path& folder, int number, int slices, const std::function<DicomSlice(int)>& make) {
    fs::create_directories(folder);
    for (int i = 0; i < slices; ++i) {
        make(i).write(folder / fmt::format("IM{:03}{:04}", number, i)); // as on a CD: without an extension
    }
}

/// A direction or position of RAS as DICOM's LPS.
std::string lps(const Vec3& ras) {
    return fmt::format("{:.9g}\\{:.9g}\\{:.9g}", -ras[0], -ras[1], ras[2]);
}

} // namespace

DicomSlice examSlice(int number, int instance, const ChangeSlice& change) {
    DicomSlice out(instance + 1, 3.0 * instance);
    out.set(0x00080018, "UI", fmt::format("1.2.3.{}.{}", number, instance + 1));
    out.set(0x00100010, "PN", kIdentity[0]).set(0x00100020, "LO", kIdentity[1]).set(0x00100030, "DA", kIdentity[2]);
    out.set(0x0020000E, "UI", fmt::format("1.2.3.{}", number)).set(0x00200011, "IS", std::to_string(number));
    if (change) {
        change(out);
    }
    return out;
}

void writeSmallSeries(const fs::path& folder, int number, const ChangeSlice& change, int slices) {
    writeSlices(folder, number, slices, [&](int i) { return examSlice(number, i, change); });
}

void writeExamT1(const fs::path& folder, const FloatVolume& scan, int number) {
    const Geometry& grid = scan.geometry;
    const Vec3 spacing = grid.spacing();
    const Affine& m = grid.worldFromVoxel;
    const auto axis = [&](std::size_t i) {
        Vec3 unit{};
        unit[i] = 1 / spacing[i];
        return lps(m.rotate(unit));
    };
    writeSlices(folder, number, static_cast<int>(grid.size[2]), [&](int z) {
        DicomSlice slice = examSlice(number, z);
        slice.set(0x00200032, "DS", lps(m.apply({0, 0, static_cast<double>(z)})));
        slice.set(0x00200037, "DS", axis(0) + "\\" + axis(1));
        slice.set(0x00280030, "DS", fmt::format("{:.9g}\\{:.9g}", spacing[1], spacing[0]));
        slice.setShort(0x00280010, static_cast<std::uint16_t>(grid.size[1]));
        slice.setShort(0x00280011, static_cast<std::uint16_t>(grid.size[0]));
        slice.setShort(0x00280103, 1);
        std::string pixels;
        const std::size_t begin = grid.index(0, 0, z), count = grid.index(0, 0, 1);
        for (std::size_t i = begin; i < begin + count; ++i) {
            pixels += DicomBytes().number(static_cast<std::int16_t>(scan.voxels[i]));
        }
        return slice.pixels(pixels);
    });
}

void writeExamRest(const fs::path& folder) {
    const auto localiser = [](DicomSlice& slice) {
        slice.set(0x0008103E, "LO", "AAHead_Scout").set(0x00080008, "CS", "ORIGINAL\\PRIMARY\\LOCALIZER");
    };
    writeSmallSeries(folder, 1, localiser, 3);
    writeSmallSeries(folder, 2, [](DicomSlice& slice) {
        slice.set(0x0008103E, "LO", "t2_space_dark-fluid_sag").set(0x00180020, "CS", "SE\\IR");
        slice.set(0x00180080, "DS", "5000").set(0x00180081, "DS", "389").set(0x00180082, "DS", "1800");
    });
    writeSmallSeries(folder, 3, [](DicomSlice& slice) {
        slice.set(0x0008103E, "LO", "ep2d_diff_mddw_30").set(0x00080008, "CS", "ORIGINAL\\PRIMARY\\DIFFUSION\\NONE");
        slice.set(0x00180020, "CS", "EP").set(0x00180023, "CS", "2D");
    });
    writeSmallSeries(folder, 5, [](DicomSlice& slice) {
        slice.set(0x0008103E, "LO", "t1_mprage cor").set(0x00080008, "CS", "DERIVED\\SECONDARY\\MPR\\CSA MPR");
    });
}

} // namespace tessera::test
