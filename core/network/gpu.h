#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/cuda/cuda_interface.h"
#include "core/network/network.h"

namespace at {
class Tensor;
} // namespace at

/// What the networks need of a GPU: our kernels, a lane's streams, and LibTorch's memory. Tensors on the CPU go through
/// the kernels' bodies there (kGpuOnCpu).
namespace tessera::network::gpu {

/// Lets networks be made on GPUs; `functions` must stay. Call it before anything has asked LibTorch about CUDA.
/// @throws std::runtime_error if LibTorch's CUDA part isn't loaded or finds no GPU
void enable(const cuda::CudaInterface& functions);
/// @throws std::runtime_error if `enable` wasn't called, or there is no such GPU
void require(int device);
/// True if bfloat16 convolutions run natively on a GPU (compute capability 8.0 and later).
[[nodiscard]] bool hasBf16(int device);

/// Memory of the allocator that all networks of a process share on a GPU.
[[nodiscard]] DeviceMemory memory(int device);
void resetPeakMemory(int device);
/// Gives memory that nothing uses back to the GPU. Throws nothing.
void releaseMemory() noexcept;

/// A named range in a profile, until it is destroyed.
class Range {
  public:
    explicit Range(const char* name);
    ~Range();
    Range(const Range&) = delete;
    Range& operator=(const Range&) = delete;
};

/// The calling thread's two streams on a GPU, one to compute and one to copy. While an object lives, the first is
/// current. A thread keeps its streams, so that whatever a lane computes is in their order; lanes are threads of their
/// own and run at the same time.
class Lane {
  public:
    /// @param copies gets the copies that `finish` has waited for; null: they aren't timed
    explicit Lane(int device, std::vector<CopyTime>* copies = nullptr);
    ~Lane(); ///< waits for both streams: what they were given may be freed then
    Lane(const Lane&) = delete;
    Lane& operator=(const Lane&) = delete;

    /// Floats of the host as a tensor (n) of the GPU, through pinned memory on the copy stream; what is computed from
    /// now on waits for it.
    [[nodiscard]] at::Tensor upload(std::span<const float> values);
    /// Copies what is computed so far to pinned memory (`pinned`), beside what is computed next.
    void download(const at::Tensor& from, const at::Tensor& pinned);
    /// Waits for both streams. @throws c10::Error with what went wrong on the GPU
    void finish();

  private:
    struct Streams;
    static Streams& streamsOf(int device);
    struct State;
    void tellCopies();
    std::unique_ptr<State> m_state;
};

/// Bytes (n) of the host into which a Lane downloads.
[[nodiscard]] at::Tensor pinnedBytes(std::int64_t count);

/// SLANT's scaling of a contiguous float32 tensor, in place.
void scaleToByteRange(const at::Tensor& image);
/// See Layers::normalise; weight and bias are float32, x is float32 or bfloat16 with channels last.
[[nodiscard]] at::Tensor normalise(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                                   double epsilon);
/// Class indices (n) of scores (n, classes) whose rows lie together, float32 or bfloat16, after ReLU if `relu`.
[[nodiscard]] at::Tensor firstLargest(const at::Tensor& scores, bool relu);

} // namespace tessera::network::gpu
