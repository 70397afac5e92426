#include "tests/gpu/checks.h"
#include "tests/gpu/overlap.h"

#include <cuda_runtime_api.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <random>
#include <stdexcept>

namespace tessera::gpucheck {
namespace {

void require(int code, const char* what) {
    if (code != cudaSuccess) {
        throw std::runtime_error(std::string(what) + ": " + cudaGetErrorString(static_cast<cudaError_t>(code)));
    }
}

/// A copy of host memory on the GPU.
template <typename Value>
class OnGpu {
  public:
    explicit OnGpu(const std::vector<Value>& host) : m_count(host.size()) {
        require(cudaMalloc(reinterpret_cast<void**>(&m_data), m_count * sizeof(Value)), "cudaMalloc");
        require(cudaMemcpy(m_data, host.data(), m_count * sizeof(Value), cudaMemcpyHostToDevice), "copy to the GPU");
    }
    ~OnGpu() { (void)cudaFree(m_data); }
    OnGpu(const OnGpu&) = delete;
    OnGpu& operator=(const OnGpu&) = delete;

    [[nodiscard]] Value* get() const { return m_data; }
    [[nodiscard]] std::vector<Value> back() const {
        std::vector<Value> out(m_count);
        require(cudaMemcpy(out.data(), m_data, m_count * sizeof(Value), cudaMemcpyDeviceToHost), "copy from the GPU");
        return out;
    }

  private:
    std::size_t m_count;
    Value* m_data = nullptr;
};

class Stream {
  public:
    Stream() { require(cudaStreamCreateWithFlags(&m_stream, cudaStreamNonBlocking), "cudaStreamCreate"); }
    ~Stream() { (void)cudaStreamDestroy(m_stream); }
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;
    [[nodiscard]] void* get() const { return m_stream; }
    void wait() const { require(cudaStreamSynchronize(m_stream), "a kernel"); }

  private:
    cudaStream_t m_stream = nullptr;
};

std::vector<float> noise(std::size_t count, unsigned seed, float scale = 1, float shift = 0) {
    std::mt19937 bits(seed);
    std::normal_distribution<float> normal;
    std::vector<float> out(count);
    std::generate(out.begin(), out.end(), [&] { return scale * normal(bits) + shift; });
    return out;
}

std::vector<cuda::Bf16> rounded(const std::vector<float>& values) {
    std::vector<cuda::Bf16> out(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        cuda::store(values[i], out[i]);
    }
    return out;
}

/// Says whether two results are the same bits, else by how much they differ.
template <typename Value>
void compare(const std::string& what, const std::vector<Value>& onCpu, const std::vector<Value>& onGpu,
             Report& report) {
    const bool same =
        onCpu.size() == onGpu.size() && std::memcmp(onCpu.data(), onGpu.data(), onCpu.size() * sizeof(Value)) == 0;
    double largest = 0;
    std::size_t different = 0;
    for (std::size_t i = 0; i < onCpu.size() && !same; ++i) {
        double difference = 0;
        if constexpr (std::is_same_v<Value, cuda::Bf16>) {
            difference =
                std::abs(static_cast<double>(cuda::toFloat(onCpu[i])) - static_cast<double>(cuda::toFloat(onGpu[i])));
        } else {
            difference = std::abs(static_cast<double>(onCpu[i]) - static_cast<double>(onGpu[i]));
        }
        different += difference != 0 ? 1 : 0;
        largest = std::max(largest, difference);
    }
    report.check("kernel " + what + ", GPU against CPU", same,
                 same ? "the same bits" : text("%zu of %zu differ, by %g at most", different, onCpu.size(), largest));
}

void checkByteRange(const cuda::CudaInterface& functions, Report& report) {
    const std::vector<float> given = noise(96 * 128 * 88, 1, 40, 300);
    const auto count = static_cast<std::int64_t>(given.size());
    std::vector<float> onCpu = given;
    cuda::scaleToByteRange(onCpu.data(), count);
    const OnGpu<float> voxels(given), scratch(std::vector<float>(cuda::kByteRangeScratch));
    const Stream stream;
    require(functions.scaleToByteRange({voxels.get(), count, scratch.get()}, stream.get()), "scaling");
    stream.wait();
    compare("scaling to 0..255", onCpu, voxels.back(), report);
}

template <typename Value>
void checkNorm(const cuda::CudaInterface& functions, const std::vector<Value>& given, std::int64_t channels,
               Report& report) {
    const auto rows = static_cast<std::int64_t>(given.size()) / channels;
    const std::vector<float> weight = noise(static_cast<std::size_t>(channels), 2),
                             bias = noise(static_cast<std::size_t>(channels), 3);
    std::vector<double> scratch(static_cast<std::size_t>(cuda::channelNormScratch(channels)));
    constexpr bool kBf16 = std::is_same_v<Value, cuda::Bf16>;
    std::vector<Value> onCpu(given.size());
    (void)cuda::normaliseChannels(
        {given.data(), onCpu.data(), kBf16, rows, channels, weight.data(), bias.data(), 1e-5F, scratch.data()},
        cuda::HostRunner{});
    const OnGpu<Value> in(given), out(std::vector<Value>(given.size()));
    const OnGpu<float> gpuWeight(weight), gpuBias(bias);
    const OnGpu<double> gpuScratch(scratch);
    const Stream stream;
    require(functions.normaliseChannels(
                {in.get(), out.get(), kBf16, rows, channels, gpuWeight.get(), gpuBias.get(), 1e-5F, gpuScratch.get()},
                stream.get()),
            "normalisation");
    stream.wait();
    compare(text("normalisation and ReLU, %s, %d channels", kBf16 ? "bf16" : "fp32", static_cast<int>(channels)), onCpu,
            out.back(), report);
}

template <typename Value>
void checkArgmax(const cuda::CudaInterface& functions, const std::vector<Value>& scores, int classes, bool relu,
                 Report& report) {
    constexpr bool kBf16 = std::is_same_v<Value, cuda::Bf16>;
    const auto voxels = static_cast<std::int64_t>(scores.size()) / classes;
    std::vector<std::uint8_t> onCpu(static_cast<std::size_t>(voxels));
    (void)cuda::firstLargest({scores.data(), kBf16, relu, voxels, classes, classes, onCpu.data()}, cuda::HostRunner{});
    const OnGpu<Value> gpuScores(scores);
    const OnGpu<std::uint8_t> labels(std::vector<std::uint8_t>(onCpu.size()));
    const Stream stream;
    require(
        functions.firstLargest({gpuScores.get(), kBf16, relu, voxels, classes, classes, labels.get()}, stream.get()),
        "argmax");
    stream.wait();
    compare(text("%sargmax, %s, %d classes", relu ? "ReLU and " : "", kBf16 ? "bf16" : "fp32", classes), onCpu,
            labels.back(), report);
}

void checkVotes(const cuda::CudaInterface& functions, Report& report) {
    constexpr int kTiles = 27;
    constexpr std::size_t kVoxels = 500'001;
    std::mt19937 bits(4);
    std::vector<std::uint8_t> votes(kTiles * kVoxels), winner(kVoxels), count(kVoxels);
    std::generate(votes.begin(), votes.end(), [&bits] { return static_cast<std::uint8_t>(bits() % 7); });
    std::vector<std::int32_t> rank(256);
    for (int i = 0; i < 256; ++i) {
        rank[static_cast<std::size_t>(i)] = (i * 37) % 256;
    }
    (void)cuda::majorityVote({votes.data(), kTiles, kVoxels, rank.data(), winner.data(), count.data()},
                             cuda::HostRunner{});
    const OnGpu<std::uint8_t> gpuVotes(votes), gpuWinner(winner), gpuCount(count);
    const OnGpu<std::int32_t> gpuRank(rank);
    require(cudaMemset(gpuWinner.get(), 0, kVoxels), "cudaMemset");
    require(cudaMemset(gpuCount.get(), 0, kVoxels), "cudaMemset");
    require(cudaDeviceSynchronize(), "cudaMemset");
    const Stream stream;
    require(functions.majorityVote({gpuVotes.get(), kTiles, kVoxels, gpuRank.get(), gpuWinner.get(), gpuCount.get()},
                                   stream.get()),
            "vote");
    stream.wait();
    compare("votes, winners", winner, gpuWinner.back(), report);
    compare("votes, counts", count, gpuCount.back(), report);
}

} // namespace

void checkKernels(const cuda::CudaInterface& functions, Report& report) {
    checkByteRange(functions, report);
    const std::vector<float> activation = noise(96 * 128 * 8 * 64, 5, 2, 5);
    checkNorm(functions, activation, 64, report);
    checkNorm(functions, rounded(activation), 64, report);
    checkNorm(functions, noise(1000 * 133, 6), 133, report);
    std::vector<float> scores = noise(133 * 100'003, 7, 3, -6);
    for (float& score : scores) {
        score = std::round(score * 2) / 2; // many ties
    }
    scores[0] = NAN;
    for (const bool relu : {false, true}) {
        checkArgmax(functions, scores, 133, relu, report);
        checkArgmax(functions, rounded(scores), 133, relu, report);
    }
    checkVotes(functions, report);
}

void checkOverlap(Report& report) {
    int found = 0;
    constexpr int kStreams = 16;
    require(countConcurrentKernels(kStreams, found), "kernels side by side");
    report.check(text("kernels that ran at the same moment, of %d streams", kStreams), found > 1, text("%d", found));
}

} // namespace tessera::gpucheck
