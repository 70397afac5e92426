#include "core/model/tfjs.h"

#include "core/base/error.h"
#include "core/base/os/file.h"
#include "core/model/model_json.h"
#include "core/model/tfjs_weights.h"

#include <algorithm>
#include <cmath>

namespace tessera::model {
namespace {

using Json = nlohmann::ordered_json;
using network::MeshnetStep;
using Type = MeshnetStep::Type;

constexpr std::uint64_t kMostText = 16 << 20;

/// Follows the chain of layers and makes the steps with their tensors.
class LayerReader {
  public:
    LayerReader(std::string name, std::map<std::string, FloatTensor> weights)
        : m_name(std::move(name)), m_weights(std::move(weights)) {}

    void read(const Json& layer) {
        const std::string kind = layer.at("class_name").get<std::string>();
        const Json& config = layer.at("config");
        m_layer = config.at("name").get<std::string>();
        m_what = "layer " + shortened(m_layer) + " (" + shortened(kind) + ")";
        try {
            requireChain(layer);
            readInputShape(config);
            if (kind == "Conv3D") {
                readConvolution(config);
            } else if (kind == "Activation") {
                addFunction(config.at("activation").get<std::string>());
            } else if (kind == "BatchNormalization") {
                readNormalisation(config);
            } else if (kind != "InputLayer" && kind != "Dropout") {
                fail("is of a kind that Tessera doesn't know");
            }
        } catch (const Json::exception& problem) {
            fail(problemOf(problem));
        }
        if (m_model.steps.size() > kMostSteps) {
            fail("makes it more than " + std::to_string(kMostSteps) + " steps");
        }
        m_previous = m_layer;
    }

    [[nodiscard]] TfjsModel take() {
        if (!m_weights.empty()) {
            throw Error(ErrorCode::ModelInvalid,
                        {m_name, "the weights " + shortened(m_weights.begin()->first) + " belong to no layer"});
        }
        if (m_channels < 2 || m_channels > 256 || m_model.input[0] == 0) {
            throw Error(ErrorCode::ModelInvalid, {m_name, "it has " + std::to_string(m_channels) +
                                                              " classes instead of 2 to 256, or no input shape"});
        }
        m_model.classes = static_cast<int>(m_channels);
        return std::move(m_model);
    }

  private:
    [[noreturn]] void fail(const std::string& reason) const {
        throw Error(ErrorCode::ModelInvalid, {m_name, m_what + " " + reason});
    }
    [[nodiscard]] std::int64_t whole(const Json& json, std::int64_t least, std::int64_t most, const char* key) const {
        return wholeNumber(json, least, most, m_name, m_what + ": " + key);
    }

    /// A functional model may branch; a MeshNet doesn't.
    void requireChain(const Json& layer) const {
        if (!layer.contains("inbound_nodes") || layer.at("inbound_nodes").empty()) {
            if (!m_previous.empty() && layer.contains("inbound_nodes")) {
                fail("is a second input");
            }
            return;
        }
        const Json& nodes = layer.at("inbound_nodes");
        if (nodes.size() != 1 || nodes.at(0).size() != 1 || nodes.at(0).at(0).at(0) != Json(m_previous)) {
            fail("doesn't follow the layer before it alone");
        }
    }

    void readInputShape(const Json& config) {
        if (!config.contains("batch_input_shape")) {
            return;
        }
        const Json& shape = config.at("batch_input_shape");
        if (!m_previous.empty() || shape.size() != 5 || shape.at(4) != Json(1)) {
            fail("has an input that isn't one volume of one channel");
        }
        for (std::size_t axis = 0; axis < 3; ++axis) { // null: any size
            const Json& size = shape.at(axis + 1);
            m_model.input[axis] = size.is_null() ? 256 : whole(size, 8, 512, "a size of batch_input_shape");
        }
    }

    /// The one number of a list of three equal ones, or of itself.
    [[nodiscard]] int equalSizes(const Json& config, const char* key, std::int64_t most) const {
        const Json& json = config.at(key);
        if (json.is_array() && (json.size() != 3 || json.at(1) != json.at(0) || json.at(2) != json.at(0))) {
            fail(std::string(key) + " isn't the same along the three axes");
        }
        return static_cast<int>(whole(json.is_array() ? json.at(0) : json, 1, most, key));
    }

    void require(const Json& config, const char* key, const Json& expected) const {
        if (config.contains(key) && config.at(key) != expected) {
            fail(std::string(key) + " is " + quoted(config.at(key)) + ", Tessera knows " + quoted(expected) + " only");
        }
    }

    void readConvolution(const Json& config) {
        require(config, "data_format", "channels_last");
        require(config, "groups", 1);
        MeshnetStep step;
        step.channels = static_cast<int>(whole(config.at("filters"), 1, 1024, "filters"));
        step.kernel = equalSizes(config, "kernel_size", 3);
        step.dilation = config.contains("dilation_rate") ? equalSizes(config, "dilation_rate", 64) : 1;
        if (step.kernel == 2 || (config.contains("strides") && equalSizes(config, "strides", 64) != 1)) {
            fail("has a kernel of 2, or strides");
        }
        if (step.kernel > 1) {
            require(config, "padding", "same");
            if (!config.contains("padding")) {
                fail("padding is missing: Keras then means \"valid\", Tessera knows \"same\" only");
            }
        }
        const std::int64_t k = step.kernel;
        FloatTensor kernel = takeWeights("kernel", {k, k, k, m_channels, step.channels});
        FloatTensor bias{{{}, {step.channels}}, std::vector<float>(static_cast<std::size_t>(step.channels))};
        if (!config.contains("use_bias") || config.at("use_bias").get<bool>()) {
            bias = takeWeights("bias", {step.channels});
        }
        FloatTensor weight{{{}, {step.channels, m_channels, k, k, k}}, std::vector<float>(kernel.values.size())};
        const auto places = static_cast<std::size_t>(k * k * k);
        const auto in = static_cast<std::size_t>(m_channels), out = static_cast<std::size_t>(step.channels);
        for (std::size_t place = 0; place < places; ++place) {
            for (std::size_t i = 0; i < in; ++i) {
                for (std::size_t o = 0; o < out; ++o) {
                    weight.values[(o * in + i) * places + place] = kernel.values[(place * in + i) * out + o];
                }
            }
        }
        m_channels = step.channels;
        addStep(step, std::move(weight), std::move(bias));
        if (config.contains("activation")) {
            addFunction(config.at("activation").get<std::string>());
        }
    }

    /// gamma (x - mean) / sqrt(variance + epsilon) + beta as weight * x + bias.
    void readNormalisation(const Json& config) {
        const Json axis = config.contains("axis") ? config.at("axis") : Json(-1);
        const Json last = axis.is_array() && axis.size() == 1 ? axis.at(0) : axis;
        if (last != Json(-1) && last != Json(4)) {
            fail("axis is " + quoted(axis) + ", not the channels'");
        }
        const double epsilon = config.contains("epsilon") ? config.at("epsilon").get<double>() : 1e-3;
        const auto flag = [&config](const char* key) { return !config.contains(key) || config.at(key).get<bool>(); };
        const std::vector<std::int64_t> shape{m_channels};
        const auto n = static_cast<std::size_t>(m_channels);
        const std::vector<float> gamma = flag("scale") ? takeWeights("gamma", shape).values : std::vector<float>(n, 1);
        const std::vector<float> beta = flag("center") ? takeWeights("beta", shape).values : std::vector<float>(n, 0);
        const FloatTensor mean = takeWeights("moving_mean", shape), variance = takeWeights("moving_variance", shape);
        FloatTensor weight{{{}, shape}, std::vector<float>(n)}, bias{{{}, shape}, std::vector<float>(n)};
        for (std::size_t i = 0; i < n; ++i) {
            const double factor =
                static_cast<double>(gamma[i]) / std::sqrt(static_cast<double>(variance.values[i]) + epsilon);
            weight.values[i] = static_cast<float>(factor);
            bias.values[i] =
                static_cast<float>(static_cast<double>(beta[i]) - factor * static_cast<double>(mean.values[i]));
            if (!std::isfinite(weight.values[i]) || !std::isfinite(bias.values[i])) {
                fail("has a negative variance or gives numbers without end");
            }
        }
        addStep({Type::Affine}, std::move(weight), std::move(bias));
    }

    void addFunction(const std::string& function) {
        constexpr std::array<std::pair<const char*, Type>, 4> kKnown{
            {{"relu", Type::Relu}, {"elu", Type::Elu}, {"gelu", Type::Gelu}, {"sigmoid", Type::Sigmoid}}};
        const auto* const known = std::find_if(kKnown.begin(), kKnown.end(),
                                               [&function](const auto& entry) { return function == entry.first; });
        if (known != kKnown.end()) {
            m_model.steps.push_back({known->second});
        } else if (function != "linear") {
            fail("has the activation \"" + shortened(function) +
                 "\"; Tessera knows relu, elu, gelu, sigmoid and linear");
        }
    }

    void addStep(const MeshnetStep& step, FloatTensor weight, FloatTensor bias) {
        const std::string name = "steps." + std::to_string(m_model.steps.size());
        weight.shape.name = name + ".weight";
        bias.shape.name = name + ".bias";
        m_model.steps.push_back(step);
        m_model.tensors.push_back(std::move(weight));
        m_model.tensors.push_back(std::move(bias));
    }

    [[nodiscard]] FloatTensor takeWeights(const char* part, const std::vector<std::int64_t>& shape) {
        const std::string name = m_layer + "/" + part;
        const auto found = m_weights.find(name);
        if (found == m_weights.end()) {
            fail("lacks the weights " + shortened(name));
        }
        if (found->second.shape.shape != shape) {
            fail("needs " + std::string(part) + " of " + shapeText(shape) + ", the weights are " +
                 shapeText(found->second.shape.shape));
        }
        FloatTensor out = std::move(found->second);
        m_weights.erase(found);
        return out;
    }

    std::string m_name;
    std::map<std::string, FloatTensor> m_weights; ///< not yet taken by a layer
    TfjsModel m_model;
    std::int64_t m_channels = 1;
    std::string m_layer, m_what, m_previous;
};

TfjsModel modelOf(const Json& json, const std::filesystem::path& folder, const std::string& name) {
    if (json.contains("format") && json.at("format") != "layers-model") {
        throw Error(ErrorCode::ModelInvalid,
                    {name, "its format is " + quoted(json.at("format")) + ", not layers-model"});
    }
    const Json& topology = json.at("modelTopology");
    const Json& model = topology.contains("model_config") ? topology.at("model_config") : topology;
    const Json& config = model.at("config");
    const Json& layers = config.is_array() ? config : config.at("layers"); // older Sequential models are a list
    LayerReader reader(name, readTfjsWeights(json.at("weightsManifest"), folder, name));
    for (const Json& layer : layers) {
        reader.read(layer);
    }
    return reader.take();
}

} // namespace

TfjsModel readTfjs(const std::filesystem::path& folder) {
    const std::filesystem::path file = folder / "model.json";
    const std::string text = os::readFile(file, kMostText);
    try {
        return modelOf(parseModelJson(text, file.string()), folder, file.string());
    } catch (const Json::exception& problem) {
        throw Error(ErrorCode::ModelInvalid, {file.string(), problemOf(problem)});
    }
}

} // namespace tessera::model
