#pragma once

#include "core/cuda/cuda_interface.h"

/// The kernels of libtessera_cuda; what they do and return is said in cuda_interface.h.
namespace tessera::cuda {

int launchByteRange(const ByteRangeCall& call, void* stream);
int launchChannelNorm(const ChannelNormCall& call, void* stream);
int launchFirstLargest(const FirstLargestCall& call, void* stream);
int launchMajorityVote(const VoteCall& call, void* stream);

} // namespace tessera::cuda
