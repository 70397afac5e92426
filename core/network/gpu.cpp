#include "core/network/gpu.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <map>
#include <new>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <ATen/ATen.h>
#include <ATen/Context.h>
#include <c10/core/CachingDeviceAllocator.h>
#include <c10/core/Event.h>
#include <c10/core/StreamGuard.h>
#include <c10/core/impl/VirtualGuardImpl.h>

#include "core/network/layers.h"

namespace tessera::network::gpu {
namespace {

std::atomic<const cuda::CudaInterface*> theFunctions{nullptr};

const cuda::CudaInterface& functions() {
    const cuda::CudaInterface* const found = theFunctions.load();
    if (found == nullptr) {
        throw std::runtime_error("GPUs aren't enabled in this process");
    }
    return *found;
}

c10::Device deviceOf(int index) {
    return {c10::DeviceType::CUDA, static_cast<c10::DeviceIndex>(index)};
}

/// What one of our kernels returned.
void check(int code, const char* kernel) {
    if (code == cuda::kOutOfMemory) {
        throw std::bad_alloc();
    }
    if (code != 0) {
        throw std::runtime_error(std::string("the GPU's ") + kernel + " failed: " + functions().errorText(code));
    }
}

/// The cudaStream_t that is current for a tensor's device.
void* streamOf(const at::Tensor& x) {
    return c10::impl::VirtualGuardImpl(c10::DeviceType::CUDA).getStream(x.device()).native_handle();
}

/// Runs a kernel where the tensor is.
template <typename Call, typename OnGpu, typename OnCpu>
void runKernel(const at::Tensor& where, const Call& call, const char* kernel, OnGpu onGpu, OnCpu onCpu) {
    if (where.is_cuda()) {
        check((functions().*onGpu)(call, streamOf(where)), kernel);
    } else {
        static_cast<void>(onCpu(call, cuda::HostRunner{}));
    }
}

bool isBf16(const at::Tensor& x) {
    return x.scalar_type() == at::kBFloat16;
}

} // namespace

void enable(const cuda::CudaInterface& functions) {
    at::Context& context = at::globalContext();
    if (!at::Context::hasCUDA()) {
        throw std::runtime_error("LibTorch finds no GPU, or its CUDA part was loaded too late");
    }
    context.lazyInitDevice(c10::DeviceType::CUDA);
    // float32 means float32: TF32 keeps ten bits of fraction. The same tile gives the same labels on the same GPU.
    context.setAllowTF32CuDNN(false);
    context.setAllowTF32CuBLAS(false);
    context.setAllowBF16ReductionCuBLAS(false);
    context.setBenchmarkCuDNN(false);
    context.setDeterministicCuDNN(true);
    theFunctions = &functions;
}

void require(int device) {
    static_cast<void>(functions());
    const int there = c10::impl::VirtualGuardImpl(c10::DeviceType::CUDA).deviceCount();
    if (device >= there) {
        throw std::runtime_error("there is no GPU " + std::to_string(device) + ": this process sees " +
                                 std::to_string(there));
    }
}

bool hasBf16(int device) {
    cuda::DeviceProperties found;
    check(functions().properties(device, &found), "description");
    return found.major >= 8;
}

DeviceMemory memory(int device) {
    const auto stats = c10::getDeviceAllocator(c10::DeviceType::CUDA)->getDeviceStats(deviceOf(device).index());
    constexpr auto kAll = static_cast<std::size_t>(c10::CachingAllocator::StatType::AGGREGATE);
    const auto bytes = [](std::int64_t value) { return static_cast<std::uint64_t>(std::max<std::int64_t>(value, 0)); };
    return {bytes(stats.allocated_bytes[kAll].current), bytes(stats.allocated_bytes[kAll].peak),
            bytes(stats.reserved_bytes[kAll].current), bytes(stats.reserved_bytes[kAll].peak)};
}

void resetPeakMemory(int device) {
    c10::getDeviceAllocator(c10::DeviceType::CUDA)->resetPeakStats(deviceOf(device).index());
}

void releaseMemory() noexcept {
    if (theFunctions.load() == nullptr) {
        return;
    }
    try {
        c10::getDeviceAllocator(c10::DeviceType::CUDA)->emptyCache();
    } catch (const std::exception&) {
        // the GPU itself is in trouble; what comes next will say so
    }
}

Range::Range(const char* name) {
    if (const cuda::CudaInterface* const found = theFunctions.load()) {
        found->beginRange(name);
    }
}

Range::~Range() {
    if (const cuda::CudaInterface* const found = theFunctions.load()) {
        found->endRange();
    }
}

struct Lane::Streams {
    c10::Stream compute, copy;
};

namespace {

/// An event that is timed, which others aren't.
c10::Event timed() {
    return {c10::DeviceType::CUDA, c10::EventFlag::BACKEND_DEFAULT};
}

/// A copy on its stream.
struct Stamp {
    const char* what;
    std::uint64_t bytes;
    c10::Event begin = timed(), end = timed();
};

} // namespace

struct Lane::State {
    State(const Streams& own, std::vector<CopyTime>* wanted) : streams(own), guard(own.compute), copies(wanted) {
        if (copies != nullptr) { // the stream has nothing to do: this happens now
            origin.record(streams.copy);
            begun = CopyTime::Time::clock::now();
        }
    }
    void begin(const char* what, std::uint64_t bytes) {
        if (copies != nullptr) {
            stamps.push_back({what, bytes});
            stamps.back().begin.record(streams.copy);
        }
    }
    void end() {
        if (copies != nullptr) {
            stamps.back().end.record(streams.copy);
        }
    }
    Streams streams;
    c10::StreamGuard guard;
    std::vector<CopyTime>* copies;
    c10::Event origin = timed();
    CopyTime::Time begun;
    std::vector<Stamp> stamps;
};

Lane::Streams& Lane::streamsOf(int device) {
    thread_local std::map<int, Streams> own;
    const auto found = own.find(device);
    if (found != own.end()) {
        return found->second;
    }
    const c10::impl::VirtualGuardImpl pool(c10::DeviceType::CUDA);
    const c10::Stream compute = pool.getStreamFromGlobalPool(deviceOf(device));
    const c10::Stream copy = pool.getStreamFromGlobalPool(deviceOf(device));
    return own.emplace(device, Streams{compute, copy}).first->second;
}

Lane::Lane(int device, std::vector<CopyTime>* copies) : m_state(std::make_unique<State>(streamsOf(device), copies)) {}

Lane::~Lane() {
    try {
        finish();
    } catch (const std::exception&) {
        // finish() was called where it could be told, or another error is on its way
    }
}

at::Tensor Lane::upload(std::span<const float> values) {
    const Range range("copy in");
    const auto count = static_cast<std::int64_t>(values.size());
    // LibTorch keeps pinned memory, and gives it out again only when the copies from it are done.
    at::Tensor pinned = at::empty({count}, at::TensorOptions(at::kFloat).pinned_memory(true));
    std::copy(values.begin(), values.end(), pinned.data_ptr<float>());
    at::Tensor out;
    {
        const c10::StreamGuard copying(m_state->streams.copy);
        m_state->begin("copy in", values.size_bytes());
        out = pinned.to(m_state->streams.copy.device(), /*non_blocking=*/true);
        m_state->end();
    }
    c10::Event copied(c10::DeviceType::CUDA);
    copied.record(m_state->streams.copy);
    copied.block(m_state->streams.compute);
    out.record_stream(m_state->streams.compute); // its memory is the copy stream's: not before this one is done with it
    return out;
}

void Lane::download(const at::Tensor& from, const at::Tensor& pinned) {
    const Range range("copy out");
    c10::Event computed(c10::DeviceType::CUDA);
    computed.record(m_state->streams.compute);
    computed.block(m_state->streams.copy);
    const c10::StreamGuard copying(m_state->streams.copy);
    m_state->begin("copy out", from.nbytes());
    pinned.copy_(from, /*non_blocking=*/true);
    m_state->end();
    from.record_stream(m_state->streams.copy);
}

void Lane::finish() {
    m_state->streams.compute.synchronize();
    m_state->streams.copy.synchronize();
    tellCopies();
}

void Lane::tellCopies() {
    const auto at = [this](const c10::Event& event) {
        const std::chrono::duration<double, std::milli> gone(m_state->origin.elapsedTime(event));
        return m_state->begun + std::chrono::duration_cast<CopyTime::Time::duration>(gone);
    };
    const std::vector<Stamp> stamps = std::exchange(m_state->stamps, {});
    try {
        for (const Stamp& stamp : stamps) {
            m_state->copies->push_back({stamp.what, at(stamp.begin), at(stamp.end), stamp.bytes});
        }
    } catch (const std::exception&) {
        // no tile fails for want of a time
    }
}

at::Tensor pinnedBytes(std::int64_t count) {
    return at::empty({count}, at::TensorOptions(at::kByte).pinned_memory(true));
}

void scaleToByteRange(const at::Tensor& image) {
    const at::Tensor scratch = at::empty({cuda::kByteRangeScratch}, image.options());
    const cuda::ByteRangeCall call{image.data_ptr<float>(), image.numel(), scratch.data_ptr<float>()};
    runKernel(image, call, "scaling", &cuda::CudaInterface::scaleToByteRange,
              [](const auto& c, auto run) { return cuda::scaleToByteRange(c, run); });
}

at::Tensor normalise(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, double epsilon) {
    const at::Tensor rows = rowsOf(x).contiguous();
    at::Tensor out = at::empty_like(rows);
    const at::Tensor scratch = at::empty({cuda::channelNormScratch(rows.size(1))}, rows.options().dtype(at::kDouble));
    const cuda::ChannelNormCall call{rows.const_data_ptr(),
                                     out.mutable_data_ptr(),
                                     isBf16(rows),
                                     rows.size(0),
                                     rows.size(1),
                                     weight.const_data_ptr<float>(),
                                     bias.const_data_ptr<float>(),
                                     static_cast<float>(epsilon),
                                     scratch.data_ptr<double>()};
    runKernel(rows, call, "normalisation", &cuda::CudaInterface::normaliseChannels,
              [](const auto& c, auto run) { return cuda::normaliseChannels(c, run); });
    return volumeOf(out, sizeOf(x));
}

at::Tensor firstLargest(const at::Tensor& scores, bool relu) {
    const Range range("argmax");
    at::Tensor out = at::empty({scores.size(0)}, scores.options().dtype(at::kByte));
    const cuda::FirstLargestCall call{scores.const_data_ptr(),
                                      isBf16(scores),
                                      relu,
                                      scores.size(0),
                                      static_cast<int>(scores.size(1)),
                                      scores.stride(0),
                                      out.data_ptr<std::uint8_t>()};
    runKernel(scores, call, "argmax", &cuda::CudaInterface::firstLargest,
              [](const auto& c, auto run) { return cuda::firstLargest(c, run); });
    return out;
}

} // namespace tessera::network::gpu
