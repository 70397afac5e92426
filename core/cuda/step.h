#pragma once

#include "core/cuda/host_device.h"

#include <cstdint>
#include <limits>

/// How kernels are written here. A step is what all threads of a grid do between two launches: a plain struct with
///
///     struct Shared { ... };                                  what the threads of a block share; no constructors
///     void own(const Place&, Shared&) const;                  first, every thread for itself
///     void join(const Place&, Shared&) const;                 then, when all threads of its block are done with `own`
///
/// The same bodies run on the GPU (kernels.cu) and, one thread after the other, on the CPU (`HostRunner`), where the
/// tests run them: what differs is only who calls them. What a step computes doesn't depend on the order of the blocks
/// and threads, so both give the same bits.
namespace tessera::cuda {

inline constexpr int kThreads = 256; ///< of every block
inline constexpr float kInfinity = std::numeric_limits<float>::infinity();

/// Which thread of which block.
struct Place {
    std::int64_t block;
    std::int64_t blocks;
    int thread;
};

/// For steps without anything to share.
struct Nothing {};

/// ceil(count / size)
TESSERA_HOST_DEVICE inline std::int64_t parts(std::int64_t count, std::int64_t size) {
    return (count + size - 1) / size;
}

/// Runs steps on the CPU, for tests.
struct HostRunner {
    template <typename Step>
    int operator()(const Step& step, std::int64_t blocks) const {
        for (std::int64_t block = 0; block < blocks; ++block) {
            typename Step::Shared shared;
            for (int thread = 0; thread < kThreads; ++thread) {
                step.own({block, blocks, thread}, shared);
            }
            for (int thread = 0; thread < kThreads; ++thread) {
                step.join({block, blocks, thread}, shared);
            }
        }
        return 0;
    }
};

} // namespace tessera::cuda
