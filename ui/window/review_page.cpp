#include "ui/window/review_page.h"

#include "core/quantify/quality.h"
#include "ui/base/paths.h"
#include "ui/models/reason_words.h"
#include "ui/panels/state_shape.h"
#include "ui/viewer/view_paint.h"

#include <QAction>
#include <QHBoxLayout>
#include <QIcon>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

namespace tessera::ui {

/// The pictures of a case, as large as fits, on black; or words in their place.
class PictureBox : public QWidget {
  public:
    explicit PictureBox(ReviewPage* page) : QWidget(page), m_page(*page) {
        setMinimumHeight(160);
        setAttribute(Qt::WA_OpaquePaintEvent);
    }
    void show(const QImage& picture, const QString& words) {
        m_picture = picture;
        m_scaled = {};
        m_words = words;
        setAccessibleDescription(words);
        update();
    }
    [[nodiscard]] bool hasPicture() const { return !m_picture.isNull(); }

  protected:
    void paintEvent(QPaintEvent* /*event*/) override {
        const double ratio = devicePixelRatioF();
        const QSize wanted = m_picture.size().scaled(size() * ratio, Qt::KeepAspectRatio);
        if (!m_picture.isNull() && m_scaled.size() != wanted) {
            m_scaled = m_picture.scaled(wanted, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
            m_scaled.setDevicePixelRatio(ratio);
        }
        QPainter painter(this);
        painter.fillRect(rect(), Qt::black);
        if (!m_picture.isNull()) {
            const QSizeF shown = QSizeF(wanted) / ratio;
            painter.drawImage(QPointF((width() - shown.width()) / 2, (height() - shown.height()) / 2), m_scaled);
        }
        painter.setPen(textColour());
        painter.drawText(rect().adjusted(16, 16, -16, -16), Qt::AlignCenter | Qt::TextWordWrap, m_words);
        emit m_page.painted();
    }

  private:
    ReviewPage& m_page;
    QImage m_picture, m_scaled;
    QString m_words;
};

namespace {

constexpr int kAhead = 100; ///< cases whose pictures are made before they are looked at

QIcon verdictIcon(engine::Verdict verdict, const QColor& ink) {
    QPixmap shape(32, 32);
    shape.fill(Qt::transparent);
    QPainter painter(&shape);
    drawVerdictShape(painter, QRectF(4, 4, 24, 24), verdict, ink);
    return shape;
}

QString reasonsText(const ReviewCase& one) {
    const bool isDoubtful = one.facts.state == quantify::stateName(quantify::State::NeedsReview);
    QStringList first{isDoubtful ? ReviewPage::tr("Needs review") : ReviewPage::tr("Done, no doubts")};
    if (one.facts.meanAgreement) {
        first << ReviewPage::tr("mean agreement of the tiles %1 %")
                     .arg(QLocale().toString(100 * *one.facts.meanAgreement, 'f', 1));
    }
    QStringList lines{first.join(QStringLiteral(" · "))};
    for (std::size_t i = 0; i < one.facts.sentences.size(); ++i) {
        lines << QStringLiteral("• ") + findingWords(QString::fromStdString(one.facts.codes[i]),
                                                     QString::fromStdString(one.facts.sentences[i]));
    }
    return lines.join(QLatin1Char('\n'));
}

QLabel* addLabel(const QString& accessibleName) {
    auto* out = new QLabel;
    out->setTextFormat(Qt::PlainText);
    out->setAccessibleName(accessibleName);
    out->setMinimumWidth(1); // a long text doesn't widen the window
    return out;
}

} // namespace

ReviewPage::ReviewPage(ReviewDesk& desk, ReviewPictures& pictures, QWidget* parent)
    : QWidget(parent), m_desk(desk), m_pictures(pictures), m_position(addLabel(tr("Position in the review"))),
      m_name(addLabel(tr("Case under review"))), m_rating(addLabel(tr("Rating so far"))),
      m_picture(new PictureBox(this)), m_reasons(addLabel(tr("Why to look at this case"))), m_note(new QLineEdit) {
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Review"));
    m_picture->setAccessibleName(tr("Axial, coronal and sagittal view with the outlines of the regions"));
    QFont bold = m_name->font();
    bold.setBold(true);
    m_name->setFont(bold);
    m_name->setAlignment(Qt::AlignCenter);
    m_rating->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_reasons->setWordWrap(true);
    m_reasons->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_reasons->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_reasons->setMinimumHeight(5 * m_reasons->fontMetrics().lineSpacing()); // the picture keeps its place
    m_note->setPlaceholderText(tr("Note (T); Enter keeps it"));
    m_note->setAccessibleName(tr("Note on this case"));
    m_note->setMaxLength(2000);
    m_note->installEventFilter(this);
    connect(m_note, &QLineEdit::editingFinished, this, &ReviewPage::storeNote);

    auto* head = new QHBoxLayout;
    head->addWidget(m_position, 1);
    head->addWidget(m_name, 2);
    head->addWidget(m_rating, 1);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(4);
    makeButtons(*buttons);
    drawIcons();
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(6, 6, 6, 2);
    all->setSpacing(6);
    all->addLayout(head);
    all->addWidget(m_picture, 1);
    all->addWidget(m_reasons);
    all->addWidget(m_note);
    all->addLayout(buttons);

    connect(&desk, &ReviewDesk::listed, this, [this] {
        if (place() < 0) {
            m_job = m_desk.cases().empty() ? std::nullopt : std::optional(m_desk.cases().front().job);
        }
        showCase();
    });
    connect(&desk, &ReviewDesk::ratingChanged, this, &ReviewPage::showRating);
    connect(&pictures, &ReviewPictures::changed, this, &ReviewPage::showPicture);
}

QAction* ReviewPage::add(QHBoxLayout& row, const QString& text, const QString& cheat, const QList<QKeySequence>& keys,
                         const QString& tip, const std::function<void()>& run) {
    auto* action = new QAction(cheat, this);
    action->setIconText(text);
    action->setShortcuts(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setToolTip(tr("%1 (%2)").arg(tip, keys.front().toString(QKeySequence::NativeText)));
    connect(action, &QAction::triggered, this, run);
    addAction(action);
    auto* button = new QToolButton;
    button->setFocusPolicy(Qt::TabFocus);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setDefaultAction(action);
    button->setAccessibleName(cheat);
    row.addWidget(button);
    return action;
}

void ReviewPage::makeButtons(QHBoxLayout& row) {
    m_pass = add(row, tr("Pass"), tr("Review: pass, and on"), {Qt::Key_V},
                 tr("The segmentation is good; on to the next"), [this] { rate(engine::Verdict::Pass); });
    m_fail = add(row, tr("Fail"), tr("Review: fail, and on"), {Qt::Key_X},
                 tr("The segmentation can't be used; on to the next"), [this] { rate(engine::Verdict::Fail); });
    m_pass->setCheckable(true);
    m_fail->setCheckable(true);
    add(row, tr("Note"), tr("Review: write a note"), {Qt::Key_T}, tr("Write a note on this case"), [this] {
        m_note->setFocus();
        m_note->selectAll();
    });
    add(row, tr("Take back"), tr("Review: take the last rating back"), {QKeySequence::Undo},
        tr("The rating that was given last is what it was before"), [this] { takeBack(); });
    row.addStretch(1);
    add(row, tr("Previous"), tr("Review: previous case"), {Qt::Key_P}, tr("The case before this one"),
        [this] { step(-1); });
    add(row, tr("Next"), tr("Review: next case"), {Qt::Key_N}, tr("The next case, without a rating"),
        [this] { step(1); });
    row.addStretch(1);
    add(row, tr("Open"), tr("Review: open in the viewer"), {Qt::Key_Return, Qt::Key_Enter},
        tr("This case in the full viewer; the review goes on here when it is opened again"), [this] {
            if (m_job) {
                emit openAsked(*m_job);
            }
        });
    add(row, tr("Export..."), tr("Review: export the ratings"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E)},
        tr("All ratings as a table (TSV)"), [this] { emit exportAsked(); });
    add(row, tr("Leave"), tr("Review: leave"), {Qt::Key_Escape}, tr("Back to the viewer"),
        [this] { emit leaveAsked(); });
}

QAction* ReviewPage::actionOf(const QKeyEvent& event) const {
    const QKeySequence key(QKeyCombination(event.modifiers() & ~Qt::KeypadModifier, static_cast<Qt::Key>(event.key())));
    for (QAction* action : actions()) {
        if (action->shortcuts().contains(key)) {
            return action;
        }
    }
    return nullptr;
}

void ReviewPage::drawIcons() {
    m_pass->setIcon(verdictIcon(engine::Verdict::Pass, palette().color(QPalette::ButtonText)));
    m_fail->setIcon(verdictIcon(engine::Verdict::Fail, palette().color(QPalette::ButtonText)));
}

bool ReviewPage::event(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) {
        drawIcons();
    }
    if (event->type() == QEvent::ShortcutOverride && actionOf(*static_cast<QKeyEvent*>(event)) != nullptr) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void ReviewPage::keyPressEvent(QKeyEvent* event) {
    if (QAction* action = actionOf(*event)) {
        action->trigger();
    } else {
        QWidget::keyPressEvent(event);
    }
}

/// In the note, Enter and Escape end the writing and nothing else.
bool ReviewPage::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const ReviewCase* one = m_job ? m_desk.find(*m_job) : nullptr;
        if (key == Qt::Key_Escape && one != nullptr) {
            m_note->setText(QString::fromStdString(one->rating.note));
        }
        if (key == Qt::Key_Escape || key == Qt::Key_Return || key == Qt::Key_Enter) {
            setFocus(); // which stores it
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void ReviewPage::begin() {
    m_job.reset();
    m_desk.begin();
    showCase();
    setFocus();
}

void ReviewPage::resume() {
    showCase();
    setFocus();
}

int ReviewPage::place() const {
    for (std::size_t i = 0; m_job && i < m_desk.cases().size(); ++i) {
        if (m_desk.cases()[i].job == *m_job) {
            return static_cast<int>(i);
        }
    }
    return -1;
}

bool ReviewPage::isPictureShown() const {
    return m_picture->hasPicture();
}

void ReviewPage::step(int by) {
    setFocus(); // a note that is being written is stored
    const int to = place() + by;
    if (place() >= 0 && to >= 0 && to < static_cast<int>(m_desk.cases().size())) {
        m_job = m_desk.cases()[static_cast<std::size_t>(to)].job;
        showCase();
    }
}

void ReviewPage::rate(engine::Verdict verdict) {
    if (m_job) {
        m_desk.rate(*m_job, verdict, m_note->text());
        showRating(); // a checked button stays so
        step(1);
    }
    setFocus();
}

void ReviewPage::takeBack() {
    if (const auto job = m_desk.takeBack()) {
        m_job = job;
        showCase();
    }
}

void ReviewPage::storeNote() {
    const ReviewCase* one = m_job ? m_desk.find(*m_job) : nullptr;
    if (one != nullptr) {
        m_desk.rate(one->job, one->rating.verdict, m_note->text());
    }
}

void ReviewPage::showCase() {
    const ReviewCase* one = m_job ? m_desk.find(*m_job) : nullptr;
    m_name->setText(one != nullptr ? textOf(one->name) : QString());
    m_name->setToolTip(one != nullptr ? textOf(one->image) : QString());
    m_reasons->setText(one != nullptr ? reasonsText(*one) : QString());
    m_note->setEnabled(one != nullptr);
    wishPictures();
    showRating();
    showPicture();
}

void ReviewPage::showRating() {
    const ReviewCase* one = m_job ? m_desk.find(*m_job) : nullptr;
    const engine::Rating rating = one != nullptr ? one->rating : engine::Rating{};
    const QLocale locale;
    m_position->setText(one == nullptr ? QString()
                                       : tr("%1 of %2, %3 rated")
                                             .arg(locale.toString(place() + 1), locale.toString(m_desk.cases().size()),
                                                  locale.toString(m_desk.rated())));
    m_pass->setChecked(rating.verdict == engine::Verdict::Pass);
    m_fail->setChecked(rating.verdict == engine::Verdict::Fail);
    m_rating->setText(one == nullptr                            ? QString()
                      : rating.verdict == engine::Verdict::None ? tr("not rated")
                                                                : tr("rated: %1").arg(verdictWords(rating.verdict)));
    if (!m_note->hasFocus()) { // else it is being written
        m_note->setText(QString::fromStdString(rating.note));
    }
}

void ReviewPage::showPicture() {
    const ReviewCase* one = m_job ? m_desk.find(*m_job) : nullptr;
    if (one == nullptr) {
        m_picture->show({}, m_desk.isReading() ? tr("The finished cases are being read.")
                                               : tr("No case is finished yet. They can be reviewed as they come."));
        return;
    }
    const auto key = QString::fromStdString(one->facts.key);
    const QImage picture = m_pictures.picture(key);
    const QString problem = m_pictures.problem(key);
    m_picture->show(picture, !picture.isNull()   ? QString()
                             : problem.isEmpty() ? tr("The picture is being made.")
                                                 : problem);
}

/// The case that is looked at, its neighbours, then those that come.
void ReviewPage::wishPictures() {
    const auto& cases = m_desk.cases();
    const int here = place();
    std::vector<int> order;
    if (here >= 0) {
        order = {here, here + 1, here - 1, here + 2, here + 3};
        for (int i = here + 4; i < here + kAhead; ++i) {
            order.push_back(i);
        }
    }
    std::vector<ReviewPictures::Wish> wishes;
    for (const int i : order) {
        if (i >= 0 && i < static_cast<int>(cases.size())) {
            const ReviewCase& one = cases[static_cast<std::size_t>(i)];
            wishes.push_back({QString::fromStdString(one.facts.key), {one.image, one.facts.result.labels}});
        }
    }
    m_pictures.want(wishes);
}

} // namespace tessera::ui
