#pragma once

#include "ui/window/settings.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLineEdit;

namespace tessera::ui {

/// All settings on one page; each takes effect when it is changed, the language with the next start. Not modal. GUI
/// thread only.
class SettingsDialog : public QDialog {
    Q_OBJECT

  public:
    SettingsDialog(const Settings& settings, QWidget* parent);

  signals:
    void changed(const tessera::ui::Settings& settings);

  private:
    void take();
    void addLanguages(QFormLayout& form);
    QComboBox* addChoice(QFormLayout& form, const QString& text, const QStringList& choices, int current);

    Settings m_settings;
    QComboBox *m_sides = nullptr, *m_nose = nullptr, *m_mouse = nullptr, *m_theme = nullptr, *m_language = nullptr,
              *m_preview = nullptr;
    QLineEdit* m_results = nullptr;
    QCheckBox* m_notify = nullptr;
    QComboBox* m_whenClosed = nullptr;
};

} // namespace tessera::ui
