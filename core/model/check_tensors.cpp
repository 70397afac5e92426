#include "core/base/error.h"
#include "core/model/architecture.h"

namespace tessera::model {

std::vector<network::TensorView> checkTensors(const TensorFile& file, const Architecture& architecture) {
    std::vector<network::TensorView> views;
    for (const TensorShape& expected : expectedTensors(architecture)) {
        const TensorData& found = file.at(expected.name);
        if (found.shape != expected.shape) {
            throw Error(ErrorCode::TensorShapeDiffers,
                        {file.path().string(), expected.name, shapeText(found.shape), shapeText(expected.shape)});
        }
        views.push_back({expected.name, expected.shape, file.floats(expected.name)});
    }
    return views;
}

} // namespace tessera::model
