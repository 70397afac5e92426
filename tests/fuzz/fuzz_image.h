#pragma once

#include "core/base/error.h"
#include "core/image/image_io.h"
#include "tests/fuzz/fuzz_file.h"

#include <cstdlib>

namespace tessera::test {

/// Reads a file of that name with these bytes. What is accepted has as many voxels as its grid, and either can't be
/// written as `name` says or can and is the same again.
inline void readAndWrite(const char* name, const std::uint8_t* data, std::size_t size) {
    static const FuzzFolder folder;
    try {
        const auto file = folder.write(name, data, size);
        const Volume volume = readImage(file);
        const auto bytes = encodeImage(name, volume.geometry, volume.voxels, Intent::None);
        const Volume back =
            readImage(folder.write(name, reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()));
        if (volume.intensities().size() != volume.geometry.voxels() || back.voxels.index() != volume.voxels.index() ||
            back.geometry.size != volume.geometry.size) {
            std::abort();
        }
    } catch (const Error&) { // refused with words, as it should be
    }
}

} // namespace tessera::test
