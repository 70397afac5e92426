#include "core/model/architecture.h"
#include "tests/gpu/checks.h"

#include <cuda_runtime_api.h>

#include <algorithm>
#include <chrono>
#include <new>
#include <random>

namespace tessera::gpucheck {
namespace {

using network::kGpuOnCpu;
using network::Kind;
using network::kOnCpu;
using network::Precision;

constexpr std::uint64_t kSeed = 1;

std::unique_ptr<network::Network> make(const network::ModuleInterface& module, const model::Architecture& architecture,
                                       int device) {
    const auto tensors = model::randomTensors(architecture, kSeed);
    return module.createNetwork(
        {.kind = architecture.kind, .classes = architecture.classes, .grid = architecture.grid, .device = device},
        model::tensorViews(tensors));
}

std::string percent(double share) {
    return text("%.4f %% of the labels are equal", 100 * share);
}

std::string gibibytes(std::uint64_t bytes) {
    return text("%.2f GiB", static_cast<double>(bytes) / (1ULL << 30));
}

/// GPU memory that somebody else holds: all but `left` bytes of what is free.
class Hog {
  public:
    explicit Hog(std::size_t left) {
        std::size_t free = 0, total = 0;
        if (cudaMemGetInfo(&free, &total) == cudaSuccess && free > left) {
            m_taken = cudaMalloc(&m_memory, free - left) == cudaSuccess;
        }
        (void)cudaGetLastError();
    }
    ~Hog() { (void)cudaFree(m_memory); }
    Hog(const Hog&) = delete;
    Hog& operator=(const Hog&) = delete;
    [[nodiscard]] bool taken() const { return m_taken; }

  private:
    void* m_memory = nullptr;
    bool m_taken = false;
};

/// Must come before other tiles: LibTorch keeps what they used.
void checkMissingMemory(const network::ModuleInterface& module, const network::TileInput& tile, Report& report) {
    const char* const what = "GPU memory runs out";
    const auto network = makeSlant(module, 0);
    const std::array<std::int64_t, 3> small{32, 32, 32};
    const std::vector<float> voxels = randomTile(small);
    (void)network->label({.size = small, .voxels = voxels}, Precision::Fp32); // cuDNN needs memory of its own once
    module.releaseMemory();
    {
        const Hog hog(std::size_t{400} << 20);
        if (!hog.taken()) {
            report.say(what, "not tried: the GPU's memory couldn't be filled");
            return;
        }
        try {
            (void)network->label(tile, Precision::Fp32);
            report.say(what, "not seen: a tile fitted into 400 MiB");
            return;
        } catch (const std::bad_alloc&) {
            // as it must be
        }
    }
    const bool works = network->label(tile, Precision::Fp32).size() == tile.voxels.size();
    report.check(what, works, "said as such, and the tile is computed when there is memory again");
}

/// Labels of a tile, and what it took as a row.
std::vector<std::uint8_t> labelMeasured(const network::ModuleInterface& module, network::Network& network,
                                        const network::TileInput& tile, Precision precision, const std::string& name,
                                        Report& report) {
    module.releaseMemory();
    module.resetPeakMemory(0);
    std::vector<std::uint8_t> labels = network.label(tile, precision);
    const network::DeviceMemory memory = module.deviceMemory(0);
    report.say(name + ", peak memory of a tile with weights",
               gibibytes(memory.peakAllocated) + ", kept from the GPU: " + gibibytes(memory.peakReserved));
    return labels;
}

/// Copies of a tile as a trace has them: in and out, each within the tile's time.
void checkCopyTimes(network::Network& network, network::TileInput tile, Report& report) {
    std::vector<network::CopyTime> copies;
    tile.copies = &copies;
    const auto begin = network::CopyTime::Time::clock::now();
    (void)network.label(tile, Precision::Bf16);
    const auto end = network::CopyTime::Time::clock::now();
    constexpr std::chrono::milliseconds kSlack{1};
    double milliseconds = 0;
    std::uint64_t in = 0, out = 0;
    bool isWithin = true;
    for (const network::CopyTime& copy : copies) {
        (std::string(copy.what) == "copy in" ? in : out) += copy.bytes;
        milliseconds += std::chrono::duration<double, std::milli>(copy.end - copy.begin).count();
        isWithin = isWithin && copy.begin <= copy.end && begin - kSlack <= copy.begin && copy.end <= end + kSlack;
    }
    report.check("copies of a tile are timed", isWithin && in == tile.voxels.size_bytes() && out == tile.voxels.size(),
                 text("%zu copies, %.2f ms, within the tile's %.2f ms", copies.size(), milliseconds,
                      std::chrono::duration<double, std::milli>(end - begin).count()));
}

void checkTilenet(const network::ModuleInterface& module, Report& report) {
    const model::Architecture architecture{Kind::TesseraTilenet, 133, {172, 220, 156}, 1.0};
    const std::vector<float> voxels = randomTile(kSlantTile, 2);
    const network::TileInput tile{{38, 46, 34}, kSlantTile, voxels};
    const auto onCpu = make(module, architecture, kOnCpu)->label(tile, Precision::Fp32);
    const auto network = make(module, architecture, 0);
    const auto labels = [&](Precision precision, const char* name) {
        return labelMeasured(module, *network, tile, precision, name, report);
    };
    const double share = equalShare(onCpu, labels(Precision::Fp32, "tessera-tilenet, fp32"));
    report.check("tessera-tilenet, fp32, GPU against CPU", share > 0.99, percent(share));
    const double narrow = equalShare(onCpu, labels(Precision::Bf16, "tessera-tilenet, bf16"));
    report.say("tessera-tilenet, bf16 on the GPU against fp32", percent(narrow));
}

} // namespace

std::unique_ptr<network::Network> makeSlant(const network::ModuleInterface& module, int device) {
    return make(module, {Kind::SlantUnet3d, 133, {172, 220, 156}, 1.0}, device);
}

std::vector<float> randomTile(const std::array<std::int64_t, 3>& size, unsigned seed) {
    std::vector<float> out(static_cast<std::size_t>(size[0] * size[1] * size[2]));
    std::mt19937 bits(seed);
    std::generate(out.begin(), out.end(), [&bits] { return static_cast<float>(bits()) * 0x1p-32F; });
    return out;
}

network::TileInput slantInput(const std::vector<float>& voxels) {
    return {.size = kSlantTile, .voxels = voxels, .scaling = network::InputScaling::ByteRange};
}

double equalShare(const std::vector<std::uint8_t>& a, const std::vector<std::uint8_t>& b) {
    std::size_t equal = 0;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        equal += a[i] == b[i] ? 1 : 0;
    }
    return a.empty() ? 0 : static_cast<double>(equal) / static_cast<double>(std::max(a.size(), b.size()));
}

void checkOperations(const network::ModuleInterface& module, Report& report) {
    const std::array<std::int64_t, 3> size{32, 32, 32};
    const std::vector<float> voxels = randomTile(size);
    const network::TileInput tile{{0, 2, 4}, size, voxels};
    for (const Kind kind : {Kind::SlantUnet3d, Kind::TesseraTilenet}) {
        const model::Architecture architecture{kind, 133, {40, 40, 40}, 0.25};
        const double share = equalShare(make(module, architecture, kOnCpu)->label(tile, Precision::Fp32),
                                        make(module, architecture, kGpuOnCpu)->label(tile, Precision::Fp32));
        report.check(std::string(model::kindName(kind)) + ", a GPU's operations on the CPU against the CPU's",
                     share > 0.99, percent(share));
    }
}

void checkNetworks(const network::ModuleInterface& module, Report& report) {
    const std::vector<float> voxels = randomTile(kSlantTile);
    const network::TileInput tile = slantInput(voxels);
    checkMissingMemory(module, tile, report);
    const auto begin = std::chrono::steady_clock::now();
    const auto onCpu = makeSlant(module, kOnCpu)->label(tile, Precision::Fp32);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    report.say("slant-unet3d, a tile on the CPU, fp32", text("%.1f s", seconds.count()));
    const auto network = makeSlant(module, 0);
    std::vector<std::uint8_t> single;
    for (const Precision precision : {Precision::Fp32, Precision::Bf16}) {
        const bool isBf16 = precision == Precision::Bf16;
        const std::string name = std::string("slant-unet3d, ") + (isBf16 ? "bf16" : "fp32");
        const auto labels = labelMeasured(module, *network, tile, precision, name, report);
        report.check(name + ", the same labels again", network->label(tile, precision) == labels, percent(1));
        const double share = equalShare(onCpu, labels);
        if (isBf16) {
            report.say("slant-unet3d, bf16 on the GPU against fp32 there", percent(equalShare(single, labels)));
        } else {
            report.check("slant-unet3d, fp32, GPU against CPU", share > 0.99, percent(share));
            single = labels;
        }
    }
    checkCopyTimes(*network, tile, report);
    checkTilenet(module, report);
}

double measureBestRate(const network::ModuleInterface& module, Report& report) {
    // the network's own layers, and one that suits a GPU better than any of them
    const std::vector<network::ConvolutionShape> shapes{{32, 64, {88, 96, 128}},   {64, 128, {44, 48, 64}},
                                                        {768, 256, {22, 24, 32}},  {384, 128, {44, 48, 64}},
                                                        {224, 160, {26, 96, 128}}, {160, 160, {26, 96, 128}}};
    double best = 0;
    for (const network::ConvolutionShape& shape : shapes) {
        const double rate = shape.flop() / module.measureLayer(Precision::Bf16, 0, shape);
        const double single = shape.flop() / module.measureLayer(Precision::Fp32, 0, shape);
        best = std::max(best, rate);
        report.say(text("convolution %d to %d channels, %dx%dx%d voxels", static_cast<int>(shape.in),
                        static_cast<int>(shape.out), static_cast<int>(shape.size[0]), static_cast<int>(shape.size[1]),
                        static_cast<int>(shape.size[2])),
                   text("bf16 %.1f TFLOP/s, fp32 %.1f TFLOP/s", rate / 1e12, single / 1e12));
    }
    return best;
}

} // namespace tessera::gpucheck
