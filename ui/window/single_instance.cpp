#include "ui/window/single_instance.h"

#include <QDataStream>
#include <QFile>
#include <QLocalSocket>
#include <QStandardPaths>

namespace tessera::ui {
namespace {

constexpr int kPatience = 2000;       ///< ms
constexpr qint64 kLargest = 16 << 20; ///< bytes of a message

} // namespace

QString SingleInstance::defaultName() {
    // in the folder that is only this user's, also where several share a machine
    return QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation) + QStringLiteral("/tessera-window");
}

bool SingleInstance::handOver(const QStringList& files, const QString& name) {
    QLocalSocket other;
    other.connectToServer(name);
    if (other.waitForConnected(kPatience / 4)) {
        QByteArray message;
        QDataStream stream(&message, QIODevice::WriteOnly);
        stream << files;
        other.write(message);
        other.flush();
        other.disconnectFromServer();
        return other.state() == QLocalSocket::UnconnectedState || other.waitForDisconnected(kPatience);
    }
    QLocalServer::removeServer(name); // left behind by a window that was killed
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::takeConnection);
    m_server.listen(name);
    return false;
}

void SingleInstance::takeConnection() {
    QLocalSocket* socket = m_server.nextPendingConnection();
    connect(socket, &QLocalSocket::readyRead, this, [socket] {
        if (socket->bytesAvailable() > kLargest) {
            socket->abort();
        }
    });
    const auto take = [this, socket] {
        QStringList files;
        QDataStream stream(socket->readAll());
        stream >> files;
        socket->deleteLater();
        if (stream.status() == QDataStream::Ok) {
            emit filesCame(files);
        }
    };
    if (socket->state() == QLocalSocket::UnconnectedState) {
        take();
    } else {
        connect(socket, &QLocalSocket::disconnected, this, take);
    }
}

} // namespace tessera::ui
