#pragma once

#include "core/casefile/recorded_file.h"
#include "core/image/geometry.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace tessera::casefile {

using Rgb = std::array<std::uint8_t, 3>;

/// How a case is looked at. World positions are RAS mm; regions are label numbers.
struct CaseView {
    struct Slice {
        double zoom = 1;              ///< 1: the whole slice fits
        std::optional<Vec3> centre{}; ///< in the middle of the view
        bool operator==(const Slice&) const = default;
    };
    struct Eye {
        Vec3 position{}, focus{}, up{};
        bool operator==(const Eye&) const = default;
    };

    Vec3 cursor{};
    std::array<double, 2> window{0, 1}; ///< the intensities that are black and white
    bool interpolated = true, crosshair = true;
    bool radiological = true, noseLeft = true;
    std::string arrangement = "grid"; ///< a word of `resources/case/case.schema.json`
    std::array<Slice, 3> slices{};    ///< axial, coronal, sagittal
    std::optional<Eye> eye{};         ///< of the 3D view
    bool volume = false;              ///< the scan as a volume in 3D, not surfaces
    bool labelsShown = true, outlines = false, agreement = false;
    double opacity = 0.45;
    std::set<std::int32_t> hidden{};
    std::map<std::int32_t, Rgb> colours{}; ///< those that a person has changed
    std::int32_t selected = 0;             ///< 0: none
    bool operator==(const CaseView&) const = default;
};

/// A case as a person left it: NAME.tessera, one JSON object as resources/case/case.schema.json describes it. Files are
/// named relative to the case file's folder where both lie below one folder other than the root, else absolutely. It
/// holds nothing of what a scan says about a person. A plain value; all functions on any thread.
struct CaseFile {
    static constexpr int kVersion = 1;
    static constexpr std::string_view kExtension = ".tessera";

    RecordedFile scan;
    std::optional<RecordedFile> labels{};
    CaseView view{};
    bool operator==(const CaseFile&) const = default;
};

/// @param folder the case file's, absolute
[[nodiscard]] std::string formatCaseFile(const CaseFile& value, const std::filesystem::path& folder);
/// Members that aren't known are passed over. @param file absolute, for paths and errors
/// @throws Error{CaseFileInvalid, CaseFileNewer}
[[nodiscard]] CaseFile parseCaseFile(std::string_view text, const std::filesystem::path& file);

/// Writes, reads back and compares; an earlier file stays whole if that fails.
/// @throws Error{WriteFailed, DiskFull, CaseFileInvalid}
void writeCaseFile(const CaseFile& value, const std::filesystem::path& file);
/// @throws Error{FileMissing, FileUnreadable, CaseFileInvalid, CaseFileNewer}
[[nodiscard]] CaseFile readCaseFile(const std::filesystem::path& file);

} // namespace tessera::casefile
