#include "ui/window/themes.h"

#include <QApplication>
#include <QPalette>
#include <QStyle>
#include <QStyleFactory>

namespace tessera::ui {
namespace {

constexpr QColor kAccent{24, 106, 186};
/// Fusion's own differ from unchecked ones by a shade.
constexpr const char* kCheckedButtons = "QToolButton:checked { background: palette(highlight);"
                                        " color: palette(highlighted-text); border: 1px solid white; padding: 2px; }";

/// Texts have a contrast of at least 4.5 (WCAG 2) with what lies below them.
QPalette paletteOf(const QColor& window, const QColor& base, const QColor& text, const QColor& faint,
                   const QColor& accent, const QColor& link) {
    QPalette out(window, window); // of buttons and of the window
    out.setColor(QPalette::Base, base);
    out.setColor(QPalette::AlternateBase, window);
    out.setColor(QPalette::Text, text);
    out.setColor(QPalette::WindowText, text);
    out.setColor(QPalette::ButtonText, text);
    out.setColor(QPalette::PlaceholderText, faint);
    out.setColor(QPalette::ToolTipBase, base);
    out.setColor(QPalette::ToolTipText, text);
    out.setColor(QPalette::Highlight, accent);
    out.setColor(QPalette::HighlightedText, Qt::white);
    out.setColor(QPalette::Link, link);
    for (const QPalette::ColorRole role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText}) {
        out.setColor(QPalette::Disabled, role, faint);
    }
    return out;
}

} // namespace

void applyTheme(Theme theme) {
    auto* application = static_cast<QApplication*>(QCoreApplication::instance());
    const QString sheet = theme == Theme::HighContrast ? QLatin1String(kCheckedButtons) : QString();
    if (application->styleSheet() != sheet) {
        application->setStyleSheet(sheet);
    }
    QApplication::setStyle(QStyleFactory::create("Fusion"));
    switch (theme) {
    case Theme::System:
        QApplication::setPalette(QApplication::style()->standardPalette());
        break;
    case Theme::Light:
        QApplication::setPalette(paletteOf({239, 240, 242}, Qt::white, {28, 30, 33}, {96, 100, 106}, kAccent, kAccent));
        break;
    case Theme::Dark:
        QApplication::setPalette(
            paletteOf({43, 45, 49}, {32, 34, 37}, {220, 222, 226}, {150, 154, 160}, kAccent, {90, 170, 240}));
        break;
    case Theme::HighContrast:
        QApplication::setPalette(
            paletteOf(Qt::black, Qt::black, Qt::white, {190, 190, 190}, {0, 90, 230}, {110, 180, 255}));
        break;
    }
}

} // namespace tessera::ui
