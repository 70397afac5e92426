#pragma once

#include <QApplication>
#include <QElapsedTimer>
#include <QEvent>

namespace tessera::ui {

/// The application, which knows what holds its event loop up: each event is measured without those that it contains and
/// without waiting for others. One that takes more than a second is logged, by its kind and its receiver's class. GUI
/// thread only.
class Application final : public QApplication {
  public:
    Application(int& argc, char** argv);

    /// An event's own time.
    struct Work {
        double milliseconds = 0;
        const char* receiver = ""; ///< class
        QEvent::Type event = QEvent::None;
    };
    /// The longest since the last call.
    [[nodiscard]] Work takeLongest();
    /// "VolumeView Paint"
    [[nodiscard]] static QString wordsFor(const Work& work);

    bool notify(QObject* receiver, QEvent* event) override;

  private:
    double m_inner = 0; ///< ms within the present event that aren't its own
    QElapsedTimer m_waiting;
    Work m_longest;
};

} // namespace tessera::ui
