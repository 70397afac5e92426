#include "ui/viewer/view_grid.h"

#include <QApplication>

#include <exception>
#include <iostream>

/// tessera IMAGE [LABELS]
int main(int argc, char** argv) {
    using namespace tessera;
    QSurfaceFormat::setDefaultFormat(ui::GlHost::format());
    QApplication application(argc, argv);
    ui::ViewerState state;
    ui::ViewGrid views(state);
    views.resize(1000, 800);
    try {
        if (argc > 1) {
            state.setImage(ui::readCaseImage(argv[1]));
        }
        if (argc > 2) {
            state.setLabels(ui::readCaseLabels(argv[2], state.image()->geometry));
        }
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
    views.show();
    return application.exec();
}
