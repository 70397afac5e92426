// tfjs models: the input is a model.json, a NUL, then the bytes of weights.bin. A model that is accepted has every
// tensor that its steps need, in their shapes, and finite values.
#include "core/base/error.h"
#include "core/model/tfjs.h"
#include "tests/fuzz/fuzz_file.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace tessera;
    static const test::FuzzFolder folder;
    const auto text = static_cast<std::size_t>(std::find(data, data + size, 0) - data);
    const std::size_t weights = std::min(text + 1, size);
    static_cast<void>(folder.write("weights.bin", data + weights, size - weights));
    try {
        const model::TfjsModel found = model::readTfjs(folder.write("model.json", data, text).parent_path());
        const auto needed =
            model::expectedTensors({network::Kind::Meshnet, found.classes, found.input, 1, found.steps});
        bool good = needed.size() == found.tensors.size() && found.classes >= 2 && found.classes <= 256;
        for (std::size_t i = 0; good && i < needed.size(); ++i) {
            const auto& [shape, values] = found.tensors[i];
            std::int64_t count = 1;
            for (const std::int64_t length : needed[i].shape) {
                count *= length;
            }
            good = shape.name == needed[i].name && shape.shape == needed[i].shape &&
                   static_cast<std::int64_t>(values.size()) == count &&
                   std::all_of(values.begin(), values.end(), [](float value) { return std::isfinite(value); });
        }
        if (!good) {
            std::abort();
        }
    } catch (const Error&) {
        return 0;
    }
    return 0;
}
