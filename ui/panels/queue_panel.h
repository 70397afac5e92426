#pragma once

#include "ui/models/queue_filter.h"
#include "ui/models/queue_model.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <optional>
#include <vector>

class QAction;
class QComboBox;
class QLabel;
class QLineEdit;
class QListView;
class QSpinBox;
class QStackedWidget;
class QToolButton;

namespace tessera::ui {

class Engine;
struct DeviceChoice;
struct EngineError;

/// What tiles are computed with.
struct ComputeChoice {
    QString devices = QStringLiteral("auto"); ///< as of `--devices`
    QString policy = QStringLiteral("resource-aware");
    int threads = 0; ///< of a CPU device; 0: one for each CPU
    bool operator==(const ComputeChoice&) const = default;
};

/// The queue: what is computed with, which jobs there are, and what may be done with them. Asks the engine and never
/// waits for it; what it refuses is said in the panel. The GUI thread; engine and model must outlive it.
class QueuePanel final : public QWidget {
    Q_OBJECT

  public:
    QueuePanel(Engine& engine, QueueModel& model, QWidget* parent = nullptr);

    /// @param names built-in models and folders, the preferred one first
    void setModels(const QStringList& names);
    /// Beside which others can be typed.
    void setDevices(const std::vector<DeviceChoice>& devices);
    /// The engine is asked to compute with `compute`; what it refuses is said, and undone.
    void choose(const QString& model, const QString& precision, const ComputeChoice& compute);
    [[nodiscard]] QString chosenModel() const;
    [[nodiscard]] QString chosenPrecision() const;                                  ///< auto, fp32 or bf16
    [[nodiscard]] const ComputeChoice& chosenCompute() const { return m_accepted; } ///< what the engine has accepted

    /// The selected jobs, in their turn.
    [[nodiscard]] std::vector<JobId> selected() const;
    void select(JobId job); ///< and shows it
    /// What couldn't be done, until something else is asked for; empty for nothing.
    void showProblem(const QString& sentence);

  signals:
    void openRequested(const tessera::ui::JobInfo& job);
    void folderRequested(const std::filesystem::path& folder);
    void reviewRequested();
    void choiceChanged();                ///< model, precision, or what the engine computes with
    void whyAsked(const QString& words); ///< why jobs are in their states

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void makeHeader();
    void makeList();
    void makeFooter();
    void makeActions();
    QAction* addAction(const QString& text, const QKeySequence& key, void (QueuePanel::*does)());
    [[nodiscard]] QComboBox* addChoice(const QString& name, const QString& tip);
    void addComputeChoices();
    void showCompute(const ComputeChoice& compute);
    [[nodiscard]] std::vector<JobId> selectedIn(const std::function<bool(JobState)>& states) const;
    [[nodiscard]] std::optional<JobInfo> currentJob() const;

    void open();
    void showInFolder();
    void cancel();
    void pauseOrResume();
    void retry();
    void computeAgain();
    void tellWhy();
    void remove();
    void moveToFront();
    void moveUp();
    void moveDown();
    void retryAllFailed();
    void configure();

    void updateActions();
    void updateState();
    void updateSummary();
    void updateEmptiness();
    [[nodiscard]] std::function<void(const std::optional<EngineError>&)> said();

    Engine& m_engine;
    QueueModel& m_model;
    QueueFilter m_filter;
    QComboBox* m_models = nullptr;
    QComboBox* m_precision = nullptr;
    QComboBox* m_devices = nullptr;
    QComboBox* m_policy = nullptr;
    QSpinBox* m_threads = nullptr;
    QToolButton* m_hold = nullptr;
    QWidget* m_strip = nullptr; ///< of what is wrong
    QLabel* m_problem = nullptr;
    QToolButton* m_startAgain = nullptr;
    QLineEdit* m_search = nullptr;
    QComboBox* m_group = nullptr;
    QStackedWidget* m_stack = nullptr;
    QListView* m_list = nullptr;
    QLabel* m_empty = nullptr;
    QLabel* m_summary = nullptr;
    QToolButton* m_retryAll = nullptr;
    QToolButton* m_review = nullptr;
    QAction* m_open = nullptr;
    QAction* m_folder = nullptr;
    QAction* m_pause = nullptr;
    QAction* m_cancel = nullptr;
    QAction* m_why = nullptr;
    QAction* m_retry = nullptr;
    QAction* m_again = nullptr;
    QAction* m_remove = nullptr;
    QAction* m_front = nullptr;
    QAction* m_up = nullptr;
    QAction* m_down = nullptr;
    QTimer m_actionsLater;
    QString m_refusal; ///< of the last request
    ComputeChoice m_accepted, m_asked;
};

} // namespace tessera::ui
