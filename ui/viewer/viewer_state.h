#pragma once

#include "ui/viewer/case_data.h"
#include "ui/viewer/slice_pixels.h"
#include "ui/viewer/slice_plane.h"

#include <QObject>

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace tessera::ui {

enum class OverlayStyle { Filled, Outline };

/// Red, green and blue by label number.
using RegionColours = std::map<std::int32_t, std::array<std::uint8_t, 3>>;

/// How labels lie over the slices.
struct OverlayLook {
    bool shown = true;
    double opacity = 0.45; ///< 0..1, of filled regions and of the heat map
    OverlayStyle style = OverlayStyle::Filled;
    bool agreement = false; ///< the heat map in place of regions
    bool operator==(const OverlayLook&) const = default;
};

/// What stands over a slice beside the anatomy.
struct Annotations {
    bool crosshair = true, patient = true;
    bool operator==(const Annotations&) const = default;
};

/// What lies at the cursor, for a person.
struct CursorReading {
    Vec3 mm{};
    std::optional<std::array<std::int64_t, 3>> voxel; ///< none outside the scan
    std::optional<float> intensity;
    const labels::Region* region = nullptr; ///< the background's entry outside all regions; null without labels
    bool isPreview = false;                 ///< the region is another model's
    std::optional<int> tilesAgreeing, tiles;
};

/// The case that all views show, and how: one cursor, one window, one overlay. GUI thread only. Views hold no state of
/// their own beside zoom and pan; they paint anew when a signal says that something has changed.
class ViewerState : public QObject {
    Q_OBJECT

  public:
    explicit ViewerState(QObject* parent = nullptr) : QObject(parent) {}

    /// Puts the cursor into the middle of the scan and takes its start window; labels go. Null: no case.
    void setImage(std::shared_ptr<const CaseImage> image);
    /// What is selected stays so while provisional labels give way to further ones.
    /// @param labels on the image's grid, or null
    void setLabels(std::shared_ptr<const CaseLabels> labels);
    [[nodiscard]] const std::shared_ptr<const CaseImage>& image() const noexcept { return m_image; }
    [[nodiscard]] const std::shared_ptr<const CaseLabels>& labels() const noexcept { return m_labels; }

    /// Left and right are stated by the file, or were confirmed.
    [[nodiscard]] bool areSidesSure() const;
    /// A person vouches for the sides of a scan whose file doesn't state them; until another image comes.
    void confirmSides(bool confirmed);
    [[nodiscard]] bool areSidesConfirmed() const noexcept { return m_areSidesConfirmed; }

    /// RAS mm; kept within the scan's voxels.
    void setCursor(const Vec3& mm);
    [[nodiscard]] const Vec3& cursor() const noexcept { return m_cursor; }
    [[nodiscard]] CursorReading reading() const;

    void setWindow(const IntensityWindow& window);
    [[nodiscard]] const IntensityWindow& window() const noexcept { return m_window; }
    void setConventions(const Conventions& conventions);
    [[nodiscard]] const Conventions& conventions() const noexcept { return m_conventions; }
    void setOverlay(const OverlayLook& look);
    [[nodiscard]] const OverlayLook& overlay() const noexcept { return m_overlay; }
    void setInterpolated(bool interpolated);
    [[nodiscard]] bool interpolated() const noexcept { return m_interpolated; }
    void setAnnotations(const Annotations& annotations);
    [[nodiscard]] const Annotations& annotations() const noexcept { return m_annotations; }

    /// Regions that are shown, by label number.
    void setShownRegions(const std::set<std::int32_t>& numbers);
    [[nodiscard]] const std::vector<bool>& shownClasses() const noexcept { return m_shown; } ///< by class
    /// Colours in place of the table's, by label number; others keep theirs.
    void setColours(const RegionColours& colours);
    [[nodiscard]] const std::array<std::uint8_t, 3>& colourOf(const labels::Region& region) const;
    /// The region that stands out; 0: none.
    void setSelectedRegion(std::int32_t number);
    [[nodiscard]] std::int32_t selectedRegion() const noexcept { return m_selected; }
    /// Moves the cursor to the voxel of a region that is nearest to its centroid. @return false if it has no voxel
    bool centreRegion(std::int32_t number);

    /// By class, with the overlay's opacity; clear where a region isn't shown.
    [[nodiscard]] std::vector<Rgba> classColours() const;

  signals:
    void imageChanged();
    void labelsChanged();
    void cursorChanged();
    void windowChanged();
    void conventionsChanged();
    void looksChanged(); ///< overlay, shown regions, colours, interpolation, annotations, confirmed sides
    void selectionChanged(std::int32_t number);

  private:
    std::shared_ptr<const CaseImage> m_image;
    std::shared_ptr<const CaseLabels> m_labels;
    Vec3 m_cursor{};
    IntensityWindow m_window;
    Conventions m_conventions;
    OverlayLook m_overlay;
    Annotations m_annotations;
    bool m_interpolated = true;
    bool m_areSidesConfirmed = false;
    std::vector<bool> m_shown;
    RegionColours m_colours;
    std::int32_t m_selected = 0;
};

} // namespace tessera::ui
