#pragma once

#include <QLocalServer>
#include <QObject>
#include <QStringList>

namespace tessera::ui {

/// One window a person: a second start hands its files to the first and ends. A local socket that only this user may
/// open; no network. GUI thread only.
class SingleInstance : public QObject {
    Q_OBJECT

  public:
    explicit SingleInstance(QObject* parent = nullptr) : QObject(parent) {}

    /// @param name of the socket, other than the default for tests
    /// @return true if another window runs and has taken the files (absolute paths, or other words that both
    ///   understand); false if this one is the first, which listens from now on
    [[nodiscard]] bool handOver(const QStringList& files, const QString& name = defaultName());
    [[nodiscard]] static QString defaultName();

  signals:
    void filesCame(const QStringList& files); ///< perhaps none: the window is only to come to the front

  private:
    void takeConnection();

    QLocalServer m_server;
};

} // namespace tessera::ui
