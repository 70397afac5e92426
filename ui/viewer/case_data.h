#pragma once

#include "core/engine/input.h"
#include "core/image/patient_tag.h"
#include "core/image/volume.h"
#include "core/labels/label_table.h"
#include "core/quantify/measure.h"
#include "core/quantify/quality.h"
#include "ui/viewer/start_window.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tessera::ui {

/// A scan as the views show it. Never changed once it is made, so any thread may read it.
struct CaseImage {
    std::filesystem::path file;
    std::optional<engine::Input> input{}; ///< what was read; none of an image made in memory
    Geometry geometry;
    std::vector<float> voxels; ///< intensities, x fastest
    IntensityWindow window;    ///< to start with
    float least = 0, most = 0; ///< of the finite voxels
    quantify::Laterality laterality = quantify::Laterality::Verified;
    std::vector<std::string> warnings; ///< of the reader
    PatientTag patient;                ///< for the screen alone
};

/// Voxels of one region, the box around them, both ends included, and that one of them which is nearest to their
/// centroid, in voxels.
struct RegionExtent {
    std::int64_t voxels = 0;
    std::array<std::int64_t, 3> first{}, last{};
    std::array<std::int64_t, 3> middle{}; ///< not of the background
};

/// A label map on its scan's grid, with the meaning of its numbers. Never changed once it is made.
struct CaseLabels {
    std::filesystem::path file;
    /// Has every number of the map: those that its table didn't have are called "label N".
    labels::LabelTable table;
    std::vector<std::uint16_t> classes; ///< 0 background, i: table.regions()[i - 1]; x fastest
    std::vector<RegionExtent> extents;  ///< by class
    std::vector<float> agreement;       ///< 0..1; empty where there is none
    std::vector<std::uint8_t> coverage; ///< tiles that covered the voxel; empty where there is none
    quantify::Measurement measurement;  ///< of `table`, on the map's own grid
    std::vector<std::string> notices;   ///< what a person should know, in words
    bool isProvisional = false;         ///< still being computed: nothing is measured
    bool isEdited = false;              ///< a result of ours that was changed after its run: its state is another's
    bool isOfAnotherScan = false;       ///< a result of ours, of other files than the scan that it lies over
    /// Of a preview: the other model that it was made by, whose regions have nothing to do with the result's. Else
    /// empty.
    std::string previewBy;
    bool hasSides = true; ///< its regions tell left from right
};

/// Of each class 0..classes - 1 of a map that is stored x fastest.
[[nodiscard]] std::vector<RegionExtent> regionExtents(const std::vector<std::uint16_t>& map, const Size3& size,
                                                      std::size_t classes);

/// @param file what it is called in messages
[[nodiscard]] std::shared_ptr<const CaseImage> makeCaseImage(const std::filesystem::path& file, const Volume& volume,
                                                             PatientTag patient = {});

/// A map for the views of an image. On another grid it is brought to the image's: each voxel gets the label of the
/// map's voxel that its centre lies in, which a notice says; agreement and coverage (on the map's grid) then are left
/// out.
[[nodiscard]] std::shared_ptr<const CaseLabels>
makeCaseLabels(const std::filesystem::path& file, LabelVolume map, const labels::LabelTable& table,
               std::vector<float> agreement, std::vector<std::uint8_t> coverage, const Geometry& imageGrid);

/// Reads what the engine would segment: an image, a DICOM file's series, or the T1 series of a folder. Takes seconds:
/// on a worker. @throws Error of `engine::oneInput` and `engine::readInput`
[[nodiscard]] std::shared_ptr<const CaseImage> readCaseImage(const std::filesystem::path& file);

/// Reads a label map for the views of an image, with the table beside it (else BrainCOLOR if that has all numbers, else
/// plain numbers), and the agreement and coverage that a result of ours has beside it. Notices say what is assumed, and
/// what the run record beside it contradicts. Takes seconds: on a worker.
/// @throws Error of `readLabels` and of tables
[[nodiscard]] std::shared_ptr<const CaseLabels> readCaseLabels(const std::filesystem::path& file,
                                                               const CaseImage& image);

} // namespace tessera::ui
