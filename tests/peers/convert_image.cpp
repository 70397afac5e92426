// Reads an image and writes it under other names: convert_image IN OUT... A format that can't hold it is said and left
// out.
#include "core/base/error.h"
#include "core/image/image_io.h"

#include <cstdio>

int main(int argc, char** argv) {
    using namespace tessera;
    try {
        const Volume volume = readImage(argv[1]);
        for (int i = 2; i < argc; ++i) {
            try {
                writeImage(argv[i], volume.geometry, volume.voxels, Intent::None);
            } catch (const Error& error) {
                if (error.code() != ErrorCode::FormatCannotHold) {
                    throw;
                }
                std::printf("%s\n", error.what());
            }
        }
    } catch (const Error& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
    return 0;
}
