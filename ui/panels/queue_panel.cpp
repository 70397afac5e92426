#include "ui/panels/queue_panel.h"

#include "core/engine/scheduler/policy.h"
#include "ui/bridge/engine.h"
#include "ui/panels/queue_delegate.h"
#include "ui/panels/state_shape.h"

#include <QAction>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <set>

namespace tessera::ui {
namespace {

using Group = QueueFilter::Group;

bool mayBeCancelled(JobState state) {
    return queue::isHeld(state) || state == JobState::Queued || state == JobState::Paused;
}

bool mayBePaused(JobState state) {
    return queue::isHeld(state) || state == JobState::Queued;
}

bool mayBeResumed(JobState state) {
    return state == JobState::Paused;
}

bool mayBeRetried(JobState state) {
    return state == JobState::Failed || state == JobState::Cancelled;
}

bool mayBeMoved(JobState state) {
    return state == JobState::Queued || state == JobState::Paused;
}

bool isAny(JobState /*state*/) {
    return true;
}

} // namespace

QueuePanel::QueuePanel(Engine& engine, QueueModel& model, QWidget* parent)
    : QWidget(parent), m_engine(engine), m_model(model) {
    setObjectName("queuePanel");
    m_filter.setSourceModel(&model);
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(4, 4, 4, 4);
    column->setSpacing(4);
    makeHeader();
    makeList();
    makeFooter();
    makeActions();
    connect(&m_engine, &Engine::stateChanged, this, &QueuePanel::updateState);
    connect(&m_engine, &Engine::heldChanged, this, &QueuePanel::updateState);
    connect(&m_engine, &Engine::devicesTold, this, &QueuePanel::setDevices);
    connect(&m_model, &QueueModel::countsChanged, this, &QueuePanel::updateSummary);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved}) {
        connect(&m_filter, signal, this, &QueuePanel::updateEmptiness);
    }
    connect(&m_filter, &QAbstractItemModel::modelReset, this, &QueuePanel::updateEmptiness);
    m_actionsLater.setSingleShot(true); // once for all ranges of a batch of news
    connect(&m_actionsLater, &QTimer::timeout, this, &QueuePanel::updateActions);
    connect(&m_filter, &QAbstractItemModel::dataChanged, &m_actionsLater, qOverload<>(&QTimer::start));
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this, &QueuePanel::updateActions);
    updateState();
    updateSummary();
    updateEmptiness();
    updateActions();
}

QComboBox* QueuePanel::addChoice(const QString& name, const QString& tip) {
    auto* const out = new QComboBox(this);
    out->setAccessibleName(name);
    out->setToolTip(tip);
    out->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    out->setMinimumContentsLength(6);
    return out;
}

/// What the engine has to agree with before it counts.
void QueuePanel::addComputeChoices() {
    m_devices = addChoice(tr("Devices"), tr("What is computed on, such as auto, cpu, cuda:0 or cuda,cpu"));
    m_devices->setEditable(true);
    m_devices->setInsertPolicy(QComboBox::NoInsert);
    m_devices->setMinimumContentsLength(3);
    setDevices({});
    m_policy = addChoice(tr("Policy"), tr("Which tile runs on which device"));
    m_policy->setMinimumContentsLength(11);
    for (const std::string& policy : scheduler::policyNames()) {
        m_policy->addItem(QString::fromStdString(policy));
    }
    m_threads = new QSpinBox(this);
    m_threads->setRange(0, 1024);
    m_threads->setSpecialValueText(tr("all CPUs"));
    m_threads->setAccessibleName(tr("Threads"));
    m_threads->setToolTip(tr("Threads of the processor that a tile is computed with"));
    m_threads->setKeyboardTracking(false);
    showCompute(m_accepted);
    connect(m_devices->lineEdit(), &QLineEdit::editingFinished, this, &QueuePanel::configure);
    connect(m_devices, &QComboBox::activated, this, &QueuePanel::configure);
    connect(m_policy, &QComboBox::activated, this, &QueuePanel::configure);
    connect(m_threads, &QSpinBox::valueChanged, this, &QueuePanel::configure);
}

void QueuePanel::makeHeader() {
    m_models = addChoice(tr("Model"), tr("The model that further scans are segmented with"));
    m_precision = addChoice(tr("Precision"), tr("Number format of further scans: auto takes what is faster here"));
    m_precision->addItems({"auto", "fp32", "bf16"});
    for (const QComboBox* choice : {m_models, m_precision}) {
        connect(choice, &QComboBox::currentTextChanged, this, &QueuePanel::choiceChanged);
    }
    addComputeChoices();

    m_hold = new QToolButton(this);
    m_hold->setCheckable(true);
    m_hold->setFocusPolicy(Qt::StrongFocus);
    m_hold->setAccessibleName(tr("Pause the queue"));
    connect(m_hold, &QToolButton::clicked, this, [this](bool held) {
        showProblem({});
        m_engine.hold(held, said());
    });
    auto* const first = new QHBoxLayout;
    first->addWidget(m_models, 2);
    first->addWidget(m_precision, 1);
    first->addWidget(m_hold);
    auto* const second = new QHBoxLayout;
    second->addWidget(m_devices, 1);
    second->addWidget(m_policy, 2);
    second->addWidget(m_threads);
    for (QHBoxLayout* row : {first, second}) {
        row->setSpacing(4);
        static_cast<QVBoxLayout*>(layout())->addLayout(row);
    }

    m_strip = new QWidget(this);
    auto* const strip = new QHBoxLayout(m_strip);
    strip->setContentsMargins(0, 0, 0, 0);
    m_problem = new QLabel(m_strip);
    m_problem->setWordWrap(true);
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_problem->setAccessibleName(tr("What is wrong"));
    m_startAgain = new QToolButton(m_strip);
    m_startAgain->setText(tr("Start again"));
    m_startAgain->setAccessibleName(tr("Start the engine again"));
    m_startAgain->setFocusPolicy(Qt::StrongFocus);
    connect(m_startAgain, &QToolButton::clicked, this, [this] { m_engine.start(); });
    strip->addWidget(m_problem, 1);
    strip->addWidget(m_startAgain, 0, Qt::AlignTop);
    layout()->addWidget(m_strip);
}

void QueuePanel::makeList() {
    m_search = new QLineEdit(this);
    m_search->setPlaceholderText(tr("Search jobs"));
    m_search->setAccessibleName(tr("Search jobs"));
    m_search->setClearButtonEnabled(true);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_filter.setText(text);
        updateEmptiness();
    });
    m_group = new QComboBox(this);
    m_group->setAccessibleName(tr("Jobs that are shown"));
    const std::pair<QString, Group> groups[] = {{tr("All"), Group::All},
                                                {tr("Waiting"), Group::Waiting},
                                                {tr("At work"), Group::Working},
                                                {tr("Done"), Group::Done},
                                                {tr("Needs review"), Group::NeedsReview},
                                                {tr("Failed"), Group::Failed},
                                                {tr("Not rated"), Group::NotRated},
                                                {tr("Rated pass"), Group::RatedPass},
                                                {tr("Rated fail"), Group::RatedFail}};
    for (const auto& [name, group] : groups) {
        m_group->addItem(name, static_cast<int>(group));
    }
    connect(m_group, &QComboBox::currentIndexChanged, this, [this] {
        m_filter.setGroup(static_cast<Group>(m_group->currentData().toInt()));
        updateEmptiness();
    });
    auto* const row = new QHBoxLayout;
    row->addWidget(m_search, 1);
    row->addWidget(m_group);
    static_cast<QVBoxLayout*>(layout())->addLayout(row);

    m_list = new QListView(this);
    m_list->setAccessibleName(tr("Jobs"));
    m_list->setModel(&m_filter);
    m_list->setItemDelegate(new QueueDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setDragDropMode(QAbstractItemView::InternalMove);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(m_list, &QListView::activated, this, &QueuePanel::open);
    m_empty = new QLabel(this);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_empty);
    static_cast<QVBoxLayout*>(layout())->addWidget(m_stack, 1);
}

void QueuePanel::makeFooter() {
    m_summary = new QLabel(this);
    m_summary->setAccessibleName(tr("Jobs in each state"));
    m_summary->setWordWrap(true);
    m_retryAll = new QToolButton(this);
    m_retryAll->setText(tr("Retry all failed"));
    m_retryAll->setAccessibleName(tr("Retry all failed jobs"));
    m_retryAll->setFocusPolicy(Qt::StrongFocus);
    connect(m_retryAll, &QToolButton::clicked, this, &QueuePanel::retryAllFailed);
    m_review = new QToolButton(this);
    m_review->setText(tr("Review"));
    m_review->setAccessibleName(tr("Review finished cases"));
    m_review->setToolTip(tr("Look at the finished cases one by one, the doubtful ones first"));
    m_review->setFocusPolicy(Qt::StrongFocus);
    connect(m_review, &QToolButton::clicked, this, &QueuePanel::reviewRequested);
    auto* const row = new QHBoxLayout;
    row->addWidget(m_summary, 1);
    row->addWidget(m_review);
    row->addWidget(m_retryAll);
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
}

QAction* QueuePanel::addAction(const QString& text, const QKeySequence& key, void (QueuePanel::*does)()) {
    auto* const out = new QAction(text, this);
    out->setShortcut(key);
    out->setShortcutContext(Qt::WidgetShortcut); // of the list
    connect(out, &QAction::triggered, this, does);
    m_list->addAction(out);
    return out;
}

void QueuePanel::makeActions() {
    m_open = addAction(tr("Open"), {}, &QueuePanel::open);
    m_folder = addAction(tr("Show result in folder"), QKeySequence("Ctrl+L"), &QueuePanel::showInFolder);
    m_pause = addAction(tr("Pause"), QKeySequence("Ctrl+P"), &QueuePanel::pauseOrResume);
    m_cancel = addAction(tr("Cancel"), QKeySequence("Ctrl+."), &QueuePanel::cancel);
    m_why = addAction(tr("Why?"), QKeySequence("Ctrl+I"), &QueuePanel::tellWhy);
    m_why->setToolTip(tr("What is said of these jobs, to be read and copied"));
    m_retry = addAction(tr("Retry"), QKeySequence("Ctrl+R"), &QueuePanel::retry);
    m_again = addAction(tr("Compute again..."), QKeySequence("Ctrl+Shift+R"), &QueuePanel::computeAgain);
    m_again->setToolTip(tr("Also where a result is there already; it is replaced"));
    m_remove = addAction(tr("Remove from the queue"), QKeySequence::Delete, &QueuePanel::remove);
    m_remove->setToolTip(tr("Results stay where they are"));
    m_front = addAction(tr("To the front"), QKeySequence("Alt+Home"), &QueuePanel::moveToFront);
    m_up = addAction(tr("Move up"), QKeySequence("Alt+Up"), &QueuePanel::moveUp);
    m_down = addAction(tr("Move down"), QKeySequence("Alt+Down"), &QueuePanel::moveDown);
}

void QueuePanel::setModels(const QStringList& names) {
    m_models->clear();
    m_models->addItems(names);
}

void QueuePanel::setDevices(const std::vector<DeviceChoice>& devices) {
    const QString typed = m_devices->currentText();
    m_devices->clear();
    for (const char* usual : {"auto", "cpu"}) {
        m_devices->addItem(usual);
    }
    for (const DeviceChoice& device : devices) {
        m_devices->addItem(device.spec);
        m_devices->setItemData(m_devices->count() - 1, device.name, Qt::ToolTipRole);
    }
    m_devices->setCurrentText(typed);
}

void QueuePanel::choose(const QString& model, const QString& precision, const ComputeChoice& compute) {
    m_models->setCurrentText(model);
    m_precision->setCurrentText(precision);
    showCompute(compute);
    configure();
}

void QueuePanel::showCompute(const ComputeChoice& compute) {
    const QSignalBlocker quiet(m_threads);
    m_devices->setCurrentText(compute.devices);
    m_policy->setCurrentText(compute.policy);
    m_threads->setValue(compute.threads);
}

QString QueuePanel::chosenModel() const {
    return m_models->currentText();
}

QString QueuePanel::chosenPrecision() const {
    return m_precision->currentText();
}

std::vector<JobId> QueuePanel::selectedIn(const std::function<bool(JobState)>& states) const {
    QModelIndexList rows = m_list->selectionModel()->selectedIndexes();
    std::sort(rows.begin(), rows.end());
    std::vector<JobId> out;
    for (const QModelIndex& index : rows) {
        if (states(static_cast<JobState>(index.data(QueueModel::StateRole).toInt()))) {
            out.push_back(index.data(QueueModel::IdRole).toLongLong());
        }
    }
    return out;
}

std::vector<JobId> QueuePanel::selected() const {
    return selectedIn(isAny);
}

void QueuePanel::select(JobId job) {
    const QModelIndex index = m_filter.mapFromSource(m_model.indexOf(job));
    m_list->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
    m_list->scrollTo(index);
}

std::optional<JobInfo> QueuePanel::currentJob() const {
    const QModelIndex index = m_list->currentIndex();
    return index.isValid() ? m_model.job(index.data(QueueModel::IdRole).toLongLong()) : std::nullopt;
}

std::function<void(const std::optional<EngineError>&)> QueuePanel::said() {
    return [panel = QPointer(this)](const std::optional<EngineError>& error) {
        if (error && panel) {
            panel->showProblem(error->message);
        }
    };
}

void QueuePanel::showProblem(const QString& sentence) {
    m_refusal = sentence;
    updateState();
}

void QueuePanel::open() {
    if (const auto job = currentJob()) {
        emit openRequested(*job);
    }
}

void QueuePanel::showInFolder() {
    const auto job = currentJob();
    if (const auto result = job ? job->result() : std::nullopt) {
        emit folderRequested(result->dseg.parent_path());
    }
}

void QueuePanel::cancel() {
    showProblem({});
    m_engine.cancel(selectedIn(mayBeCancelled), said());
}

void QueuePanel::pauseOrResume() {
    showProblem({});
    if (const std::vector<JobId> jobs = selectedIn(mayBePaused); !jobs.empty()) {
        m_engine.pause(jobs, said());
    } else {
        m_engine.resume(selectedIn(mayBeResumed), said());
    }
}

void QueuePanel::retry() {
    showProblem({});
    m_engine.retry(selectedIn(mayBeRetried), said());
}

void QueuePanel::computeAgain() {
    const std::vector<JobId> jobs = selectedIn(queue::isEnd);
    if (jobs.empty()) {
        return;
    }
    auto* const question = new QMessageBox(QMessageBox::Question, tr("Compute again"),
                                           tr("Compute %n scan(s) again?", nullptr, static_cast<int>(jobs.size())),
                                           QMessageBox::Cancel, this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setInformativeText(tr("Results that are there are replaced as soon as the new ones are ready, and with "
                                    "them whatever somebody has changed in these files."));
    connect(question->addButton(tr("Compute again"), QMessageBox::AcceptRole), &QPushButton::clicked, this,
            [this, jobs] {
                showProblem({});
                m_engine.computeAgain(jobs, said());
            });
    question->open();
}

void QueuePanel::tellWhy() {
    QStringList words;
    for (const JobId id : selectedIn(isAny)) {
        const QModelIndex index = m_model.indexOf(id);
        const QStringList sentences =
            index.data(QueueModel::ReasonsRole).toStringList() + index.data(QueueModel::NoticesRole).toStringList();
        words << tr("%1: %2").arg(index.data(Qt::DisplayRole).toString(),
                                  sentences.isEmpty() ? index.data(QueueModel::StateWordsRole).toString()
                                                      : sentences.join(' '));
    }
    if (!words.isEmpty()) {
        emit whyAsked(words.join('\n'));
    }
}

void QueuePanel::remove() {
    showProblem({});
    m_engine.remove(selectedIn(isAny), said());
}

/// In front of all that wait, of whatever priority.
void QueuePanel::moveToFront() {
    const std::vector<JobId> jobs = selectedIn(mayBeMoved);
    for (int row = 0; row < m_model.rowCount(); ++row) {
        if (mayBeMoved(m_model.jobAt(row).state)) {
            m_model.move(jobs, m_model.jobAt(row).id);
            return;
        }
    }
}

void QueuePanel::moveUp() {
    const std::vector<JobId> jobs = selectedIn(mayBeMoved);
    const int row = jobs.empty() ? 0 : m_model.indexOf(jobs.front()).row();
    if (row > 0) {
        m_model.move(jobs, m_model.jobAt(row - 1).id);
    }
}

void QueuePanel::moveDown() {
    const std::vector<JobId> jobs = selectedIn(mayBeMoved);
    if (!jobs.empty()) {
        const int row = m_model.indexOf(jobs.back()).row() + 2;
        m_model.move(jobs, row < m_model.rowCount() ? std::optional(m_model.jobAt(row).id) : std::nullopt);
    }
}

void QueuePanel::retryAllFailed() {
    showProblem({});
    m_engine.retry(m_model.jobsIn(JobState::Failed), said());
}

/// Only what the engine accepts stays, here and in the settings.
void QueuePanel::configure() {
    const ComputeChoice wanted{m_devices->currentText().trimmed(), m_policy->currentText(), m_threads->value()};
    if (wanted == m_asked) {
        return;
    }
    m_asked = wanted;
    showProblem({});
    const auto answered = [panel = QPointer(this), wanted](const std::optional<EngineError>& error) {
        if (!panel) {
            return;
        }
        if (!error) {
            panel->m_accepted = wanted;
        } else if (wanted == panel->m_asked) { // else it was asked for something else meanwhile
            panel->m_asked = panel->m_accepted;
            panel->showCompute(panel->m_accepted);
            panel->showProblem(error->message);
        }
        if (!error || error->code != "EngineGone") {
            emit panel->choiceChanged();
        }
    };
    m_engine.configure(wanted.devices, wanted.policy, wanted.threads, answered);
}

void QueuePanel::updateActions() {
    std::set<JobState> selectedStates; // in one pass: all of ten thousand jobs may be selected
    for (const QItemSelectionRange& range : m_list->selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row) {
            selectedStates.insert(static_cast<JobState>(m_filter.index(row, 0).data(QueueModel::StateRole).toInt()));
        }
    }
    const auto has = [&](bool (*states)(JobState)) {
        return std::any_of(selectedStates.begin(), selectedStates.end(), states);
    };
    const bool isPause = has(mayBePaused) || !has(mayBeResumed);
    m_open->setEnabled(m_list->currentIndex().isValid());
    m_folder->setEnabled(currentJob() && currentJob()->hasResult());
    m_pause->setText(isPause ? tr("Pause") : tr("Resume"));
    m_pause->setEnabled(has(mayBePaused) || has(mayBeResumed));
    m_cancel->setEnabled(has(mayBeCancelled));
    m_why->setEnabled(has(isAny));
    m_retry->setEnabled(has(mayBeRetried));
    m_again->setEnabled(has(queue::isEnd));
    m_remove->setEnabled(has(isAny));
    m_front->setEnabled(has(mayBeMoved));
    m_up->setEnabled(has(mayBeMoved));
    m_down->setEnabled(has(mayBeMoved));
}

void QueuePanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_hold != nullptr) {
        m_hold->setIcon(holdIcon(m_engine.isHeld(), palette()));
    }
}

void QueuePanel::updateState() {
    const bool isHeld = m_engine.isHeld();
    m_hold->setChecked(isHeld);
    m_hold->setIcon(holdIcon(isHeld, palette()));
    m_hold->setToolTip(isHeld ? tr("The queue is paused: start further jobs") : tr("Start no further jobs"));
    QStringList words;
    switch (m_engine.state()) {
    case EngineState::Restarting:
        words << tr("The engine is started again. %1").arg(m_engine.stateWords());
        break;
    case EngineState::DevicesFailed:
        words << tr("Nothing can be computed with these devices: %1").arg(m_engine.stateWords());
        break;
    case EngineState::GivenUp:
        words << m_engine.stateWords();
        break;
    case EngineState::Stopped:
    case EngineState::Starting:
    case EngineState::Ready:
        break;
    }
    if (!m_refusal.isEmpty()) {
        words << m_refusal;
    }
    m_problem->setText(words.join('\n'));
    m_startAgain->setVisible(m_engine.state() == EngineState::GivenUp);
    m_strip->setVisible(!words.isEmpty());
}

void QueuePanel::updateSummary() {
    QStringList words;
    for (int state = 0; state < queue::kJobStates; ++state) {
        if (const int count = m_model.counts()[static_cast<std::size_t>(state)]; count > 0) {
            const QString each = tr("%1 %2").arg(QLocale().toString(count), stateWords(static_cast<JobState>(state)));
            words << QString(each).replace(' ', QChar::Nbsp); // lines break between them
        }
    }
    m_summary->setText(words.join(" · "));
    const auto count = [this](JobState state) { return m_model.counts()[static_cast<std::size_t>(state)]; };
    m_retryAll->setVisible(count(JobState::Failed) > 0);
    m_review->setVisible(count(JobState::Done) + count(JobState::NeedsReview) > 0);
    updateEmptiness();
}

void QueuePanel::updateEmptiness() {
    const bool isEmpty = m_filter.rowCount() == 0;
    m_stack->setCurrentWidget(isEmpty ? static_cast<QWidget*>(m_empty) : m_list);
    m_empty->setText(m_model.rowCount() == 0 ? tr("No jobs yet. Drop MRIs or folders into the window.")
                                             : tr("No job fits what is searched for."));
}

} // namespace tessera::ui
