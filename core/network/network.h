#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace tessera::cuda {
struct CudaInterface;
} // namespace tessera::cuda

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

/// Where a network lives: a GPU's index among those that the process sees (from 0), or one of these.
inline constexpr int kOnCpu = -1;
/// What a GPU does, on the CPU, with the kernels' bodies run by one thread: for tests on machines without a GPU.
inline constexpr int kGpuOnCpu = -2;

/// What is done to a tile's intensities first, where the network is.
enum class InputScaling {
    None,
    ByteRange ///< SLANT: the tile's own minimum and maximum become 0 and 255
};

/// Which network; layers' widths follow from the weights. slant-unet3d and tessera-tilenet normalise by the tile's own
/// statistics.
struct NetworkSpec {
    Kind kind = Kind::TesseraTilenet;
    int classes = 133;
    std::array<std::int64_t, 3> grid{}; ///< working grid (x, y, z) that the tiles are cut from
    std::vector<MeshnetStep> steps{};   ///< of a meshnet
    int slabPlanes = 4;  ///< of a meshnet: planes of x that are computed at once; costs memory, changes no result
    int device = kOnCpu; ///< meshnets run on the CPU only; a GPU needs ModuleInterface::enableGpus first
};

/// Hears which share (0..1) of a network's work is done, on the calling thread; what it throws ends the work.
using Watch = std::function<void(double)>;

/// A copy between the host and a GPU, beside what is computed.
struct CopyTime {
    using Time = std::chrono::steady_clock::time_point;
    const char* what = ""; ///< "copy in" or "copy out"
    Time begin, end;       ///< by the GPU's own clock, set by the host's when the tile began: right within 0.1 ms or so
    std::uint64_t bytes = 0;
};

/// A tile as the network takes it: intensities of (x, y, z) voxels, x fastest, and where it lies in the grid.
struct TileInput {
    std::array<std::int64_t, 3> origin{}; ///< first voxel in the working grid (x, y, z)
    std::array<std::int64_t, 3> size{};   ///< voxels (x, y, z)
    std::span<const float> voxels;
    Watch watch{}; ///< called by meshnets only, the others are done in seconds; may be empty
    InputScaling scaling = InputScaling::None; ///< still to be done
    std::vector<CopyTime>* copies = nullptr;   ///< gets those of a GPU, which are timed then; null: nobody asks
};

/// One network with its weights in memory. Not safe to call from two threads at once; make one per lane.
class Network {
  public:
    Network() = default;
    Network(const Network&) = delete;
    Network& operator=(const Network&) = delete;
    virtual ~Network() = default;

    /// Class index of each voxel of the tile (argmax, the lowest index wins a tie), x fastest. On a GPU: copied there,
    /// scaled and computed there on streams of the calling thread; back when it returns.
    /// @throws std::bad_alloc if a GPU's memory runs out (what nothing uses was given back to it then),
    ///   std::runtime_error if the CPU's does, a GPU fails or the tile doesn't suit the network
    [[nodiscard]] virtual std::vector<std::uint8_t> label(const TileInput& tile, Precision precision) = 0;

    /// Class scores before argmax at chosen voxels, for tests and golden data: `voxels` are indices into the tile (x
    /// fastest); the result holds `classes` floats for each of them in turn.
    [[nodiscard]] virtual std::vector<float> scores(const TileInput& tile, std::span<const std::int64_t> voxels,
                                                    Precision precision) = 0;
};

/// A 3x3x3 convolution with zero padding, to measure a device with.
struct ConvolutionShape {
    std::int64_t in = 64, out = 64;                  ///< channels
    std::array<std::int64_t, 3> size = {24, 32, 24}; ///< voxels: by default small enough for a slow machine
    [[nodiscard]] double flop() const {
        return 2.0 * 27 * static_cast<double>(in * out) * static_cast<double>(size[0] * size[1] * size[2]);
    }
};

/// Bytes that the networks of this process take on a GPU: of tensors, and of what is kept for the next ones.
struct DeviceMemory {
    std::uint64_t allocated = 0, peakAllocated = 0;
    std::uint64_t reserved = 0, peakReserved = 0;
};

/// What the module library offers; a table of functions so that one symbol is looked up.
struct ModuleInterface {
    int version = 0; ///< kModuleVersion of the module's build
    std::unique_ptr<Network> (*createNetwork)(const NetworkSpec& spec, std::span<const TensorView> weights) = nullptr;
    void (*setThreads)(int threads) = nullptr; ///< for all networks of the process
    /// Seconds that one 3x3x3 convolution of the networks' own kind takes in a precision on this machine.
    double (*measureConvolution)(Precision precision) = nullptr;
    std::string (*libraryVersion)() = nullptr; ///< e.g. "LibTorch 2.15.0"
    /// Lets networks be made on GPUs, when LibTorch's CUDA part is loaded; network_loader.h does both.
    /// @throws std::runtime_error if it isn't, or finds no GPU
    void (*enableGpus)(const cuda::CudaInterface& functions) = nullptr;
    const void* libraryAddress = nullptr; ///< something of LibTorch's, which says where its libraries lie
    /// Memory of a GPU since the last reset, all lanes together. @throws std::runtime_error if GPUs aren't enabled
    DeviceMemory (*deviceMemory)(int device) = nullptr;
    void (*resetPeakMemory)(int device) = nullptr;
    /// Seconds that a convolution takes on a device, the best of a few. @throws as Network::label
    double (*measureLayer)(Precision precision, int device, const ConvolutionShape& shape) = nullptr;
    /// Gives what is kept on GPUs for the next tensors, and nothing uses now, back to them. Throws nothing.
    void (*releaseMemory)() = nullptr;
};

inline constexpr int kModuleVersion = 5;
inline constexpr const char* kModuleSymbol = "tesseraNetworkModule"; ///< extern "C" const ModuleInterface* ()

} // namespace tessera::network
