#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

/// The border of the LibTorch module: plain structs only, so that nothing else includes a LibTorch header and the
/// module builds where neither JSON nor ITK exists. Errors leave as std::runtime_error with a plain sentence.
namespace tessera::network {

/// One float32 tensor of a weight file, C-contiguous; the memory is the caller's and is copied by `createNetwork`.
struct TensorView {
    std::string name;
    std::vector<std::int64_t> shape;
    std::span<const float> data;
};

enum class Kind {
    SlantUnet3d,    ///< SLANT-27's 3-D U-Net; input (tile scaled to 0..255) is fed as (z, x, y)
    TesseraTilenet, ///< tessera-mini's TileNet; needs the tile's place in the working grid
    Meshnet         ///< brainchop's dilated convolutions over a whole volume; axes in the input's own order
};

/// One step of a meshnet. Step N has the tensors `steps.N.weight` and `steps.N.bias`: of a convolution (out, in, k, k,
/// k) along x, y, z and (out), of an affine (channels) each: weight * value + bias. Functions have none; elu's alpha is
/// 1 and gelu is the exact one, as Keras has them.
struct MeshnetStep {
    enum class Type { Convolution, Affine, Relu, Elu, Gelu, Sigmoid };
    Type type = Type::Convolution;
    int channels = 1; ///< of a convolution: out; the others keep their input's
    int kernel = 3;   ///< of a convolution: 1 or 3
    int dilation = 1; ///< of a convolution; zero padding keeps the size
    bool operator==(const MeshnetStep&) const = default;
};

enum class Precision { Fp32, Bf16 };

/// Which network; layers' widths follow from the weights. slant-unet3d and tessera-tilenet normalise by the tile's own
/// statistics.
struct NetworkSpec {
    Kind kind = Kind::TesseraTilenet;
    int classes = 133;
    std::array<std::int64_t, 3> grid{}; ///< working grid (x, y, z) that the tiles are cut from
    std::vector<MeshnetStep> steps{};   ///< of a meshnet
    int slabPlanes = 4; ///< of a meshnet: planes of x that are computed at once; costs memory, changes no result
};

/// Hears which share (0..1) of a network's work is done, on the calling thread; what it throws ends the work.
using Watch = std::function<void(double)>;

/// A tile as the network takes it: scaled intensities of (x, y, z) voxels, x fastest, and where it lies in the grid.
struct TileInput {
    std::array<std::int64_t, 3> origin{}; ///< first voxel in the working grid (x, y, z)
    std::array<std::int64_t, 3> size{};   ///< voxels (x, y, z)
    std::span<const float> voxels;
    Watch watch{}; ///< called by meshnets only, the others are done in seconds; may be empty
};

/// One network with its weights in memory. Not safe to call from two threads at once; make one per lane.
class Network {
  public:
    Network() = default;
    Network(const Network&) = delete;
    Network& operator=(const Network&) = delete;
    virtual ~Network() = default;

    /// Class index of each voxel of the tile (argmax, the lowest index wins a tie), x fastest.
    /// @throws std::runtime_error if memory runs out or the tile doesn't suit the network
    [[nodiscard]] virtual std::vector<std::uint8_t> label(const TileInput& tile, Precision precision) = 0;

    /// Class scores before argmax at chosen voxels, for tests and golden data: `voxels` are indices into the tile (x
    /// fastest); the result holds `classes` floats for each of them in turn.
    [[nodiscard]] virtual std::vector<float> scores(const TileInput& tile, std::span<const std::int64_t> voxels,
                                                    Precision precision) = 0;
};

/// What the module library offers; a table of functions so that one symbol is looked up.
struct ModuleInterface {
    int version = 0; ///< kModuleVersion of the module's build
    std::unique_ptr<Network> (*createNetwork)(const NetworkSpec& spec, std::span<const TensorView> weights) = nullptr;
    void (*setThreads)(int threads) = nullptr; ///< for all networks of the process
    /// Seconds that one 3x3x3 convolution of the networks' own kind takes in a precision on this machine.
    double (*measureConvolution)(Precision precision) = nullptr;
    std::string (*libraryVersion)() = nullptr; ///< e.g. "LibTorch 2.15.0"
};

inline constexpr int kModuleVersion = 3;
inline constexpr const char* kModuleSymbol = "tesseraNetworkModule"; ///< extern "C" const ModuleInterface* ()

} // namespace tessera::network
