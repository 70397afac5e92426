#pragma once

#include <QWidget>

namespace tessera::test {

/// The first widget of a kind with this accessible name, or null.
template <class Widget>
Widget* named(QWidget& in, const char* accessibleName) {
    for (Widget* const widget : in.findChildren<Widget*>()) {
        if (widget->accessibleName() == accessibleName) {
            return widget;
        }
    }
    return nullptr;
}

} // namespace tessera::test
