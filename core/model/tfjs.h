#pragma once

#include "core/model/architecture.h"

#include <filesystem>
#include <vector>

namespace tessera::model {

/// A MeshNet as TensorFlow.js stores it, in Tessera's terms.
struct TfjsModel {
    std::array<std::int64_t, 3> input{}; ///< voxels that the model was made for, in the order of its spatial axes
    int classes = 0;
    std::vector<network::MeshnetStep> steps;
    std::vector<FloatTensor> tensors; ///< of the steps, as `expectedTensors` names them
};

/// Reads `model.json` (a Keras "layers-model": a chain of InputLayer, Conv3D, Activation, BatchNormalization and
/// Dropout) and the weight files that it names, in the same folder. Kernels (k1, k2, k3, in, out) become (out, in, k1,
/// k2, k3); an activation fused into a convolution becomes a step of its own; BatchNormalization becomes an affine with
/// its moving statistics; Dropout, which does nothing at inference, goes. Weights may be float32, float16, or uint8 and
/// uint16 with scale and min. What isn't known is refused by name, and nothing is read that the shapes don't ask for.
/// Format: https://github.com/tensorflow/tfjs/tree/master/tfjs-converter (model.json, weightsManifest)
/// @throws Error{FileMissing, FileUnreadable, DataFileOutside}, Error{ModelInvalid} with the layer or tensor
[[nodiscard]] TfjsModel readTfjs(const std::filesystem::path& folder);

} // namespace tessera::model
