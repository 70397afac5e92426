#pragma once

#include "core/engine/ratings.h"
#include "ui/bridge/engine_types.h"

#include <QSortFilterProxyModel>

#include <optional>

namespace tessera::ui {

/// Jobs of a group of states whose name, file or reasons contain a text. Over a QueueModel; the GUI thread.
class QueueFilter final : public QSortFilterProxyModel {
    Q_OBJECT

  public:
    enum class Group {
        All,
        Waiting, ///< queued, paused
        Working, ///< preparing, running, finishing
        Done,
        NeedsReview,
        Failed,   ///< failed, cancelled
        NotRated, ///< a result without a verdict
        RatedPass,
        RatedFail
    };

    explicit QueueFilter(QObject* parent = nullptr) : QSortFilterProxyModel(parent) {}

    void setGroup(Group group);
    [[nodiscard]] Group group() const { return m_group; }
    void setText(const QString& text); ///< case doesn't matter
    [[nodiscard]] static Group groupOf(JobState state);
    /// None without a result.
    [[nodiscard]] static std::optional<Group> groupOf(JobState state, engine::Verdict verdict);

  protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

  private:
    Group m_group = Group::All;
    QString m_text;
};

} // namespace tessera::ui
