#pragma once

#include "ui/viewer/label_difference.h"
#include "ui/window/case_page.h"

#include <QImage>
#include <QObject>
#include <QPointer>
#include <QThreadPool>

#include <memory>

class QAction;
class QLabel;
class QTableWidget;

namespace tessera::ui {

/// A second case, or another label map of the same one, beside the case in front: cursors are linked, and
/// so are zoom, pan and the 3D views' eyes unless a person doesn't want that; what is set in front is set beside it,
/// and the differences of the labels can be shown in their place. Ends when the case in front changes. GUI thread only.
class Compare : public QObject {
    Q_OBJECT

  public:
    /// @param front outlives it
    explicit Compare(CasePage& front, QObject* parent = nullptr);
    ~Compare() override; ///< waits for the file that is being read

    /// Reads it on a thread of its own. @param other without an image: a map of the scan in front
    void open(const CaseFiles& other);
    void close();
    /// When the next label map lies over the scan in front, comparing it with the present one is offered.
    void offerAfterwards() { m_before = m_front.files(); }
    [[nodiscard]] bool isOpen() const noexcept { return m_difference.map != nullptr; }
    [[nodiscard]] ViewerState& other() { return m_state; }
    [[nodiscard]] ViewGrid& otherViews() { return *m_views; }
    [[nodiscard]] const LabelDifference& difference() const noexcept { return m_difference; }
    /// What is seen of both, or of the case in front alone where nothing is compared; without the patient.
    [[nodiscard]] QImage capture();
    /// Shows the voxels whose labels differ in place of the other's labels.
    [[nodiscard]] QAction& differencesShown() { return *m_showDifferences; }
    /// Both sides show the same mm, at the same size.
    [[nodiscard]] QAction& viewsLinked() { return *m_linkViews; }
    void setMouseHabits(MouseHabits habits) { m_views->setMouseHabits(habits); }

  signals:
    void openedOrClosed();
    void failed(const QString& problem);

  private:
    struct Loaded {
        std::shared_ptr<const CaseImage> image;
        std::shared_ptr<const CaseLabels> labels;
        LabelDifference difference;
    };

    void makePanes();
    void makeStrip();
    void link();
    void linkSlices(View view);
    void linkEyes();
    void take(const CaseFiles& other, const Loaded& loaded);
    void takeLooks();
    void takeShownRegions();
    void moveCursor(const ViewerState& from, ViewerState& to, const Affine& toFromFrom);
    [[nodiscard]] bool mayMoveViews() const;
    void moveSlices(const SliceView& from, SliceView& to, const Affine& toFromFrom);
    void moveEye(const VolumeView& from, VolumeView& to, const Affine& toFromFrom);
    void takeViews();
    void showLabels();
    void showTitle();
    void fillTable();
    void offer();

    CasePage& m_front;
    ViewerState m_state;
    std::shared_ptr<const CaseLabels> m_labels; ///< of the other
    LabelDifference m_difference;
    Affine m_otherFromFront; ///< mm to mm
    ViewGrid* m_views;
    QPointer<QWidget> m_pane; ///< of the page in front
    QWidget* m_strip = nullptr;
    QLabel *m_frontTitle = nullptr, *m_title = nullptr, *m_summary = nullptr;
    QTableWidget* m_table = nullptr;
    QAction *m_linkViews = nullptr, *m_showDifferences = nullptr, *m_showTable = nullptr, *m_leave = nullptr;
    ViewGrid::Arrangement m_arrangement = ViewGrid::Arrangement::Grid; ///< before
    CaseFiles m_before; ///< what was in front when another map was asked for
    bool m_isLinking = false;
    int m_request = 0;
    QThreadPool m_pool;
};

} // namespace tessera::ui
