#pragma once

#include "ui/viewer/slice_view.h"
#include "ui/viewer/volume_view.h"

#include <QWidget>

#include <array>

class QGridLayout;

namespace tessera::ui {

/// The views of a case in the layouts that people know. GUI thread only.
class ViewGrid : public QWidget {
    Q_OBJECT

  public:
    enum class Arrangement {
        Grid,  ///< two by two
        Axial, ///< one of them alone
        Coronal,
        Sagittal,
        Volume,
        ThreeAndVolume ///< 3D large, the slices in a column beside it
    };

    /// @param state outlives the widget
    explicit ViewGrid(ViewerState& state, QWidget* parent = nullptr);

    void arrange(Arrangement arrangement);
    [[nodiscard]] Arrangement arrangement() const noexcept { return m_arrangement; }
    [[nodiscard]] SliceView& slice(View view) { return *m_slices[static_cast<std::size_t>(view)]; }
    [[nodiscard]] VolumeView& volume() { return *m_volume; }
    /// The slice view that keys are meant for: the one that has the focus, else the one alone, else the axial one.
    [[nodiscard]] SliceView& active();

    void setMouseHabits(MouseHabits habits);
    void resetViews();
    void centreOnCursor();
    /// What a person sees of the views, without the patient.
    [[nodiscard]] QImage capture();

  signals:
    void regionClicked(); ///< the region at the cursor is meant
    void arrangementChanged();

  private:
    void enlarge(Arrangement alone);

    ViewerState& m_state;
    QGridLayout* m_grid;
    std::array<SliceView*, 3> m_slices{};
    VolumeView* m_volume = nullptr;
    Arrangement m_arrangement = Arrangement::Grid;
};

} // namespace tessera::ui
