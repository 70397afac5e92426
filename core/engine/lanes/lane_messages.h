#pragma once

#include "core/base/error.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

/// What a lane and its worker process say to each other: one request, one reply, each a message of fixed numbers and
/// texts with their lengths. Voxels and labels aren't in them but in memory that both share: a tile's float32, x
/// fastest, from its first byte; in their place, once it is computed, one byte of class index a voxel. Both are the
/// same program, so numbers are as the machine has them. Any thread.
namespace tessera::engine {

struct LaneRequest {
    enum class Type : std::uint32_t { Label = 1, Drop };
    Type type = Type::Label;
    std::uint64_t number = 0; ///< the reply has the same
    std::uint32_t network = 0;
    std::uint32_t tile = 0;   ///< place in the plan
    std::uint64_t voxels = 0; ///< of the tile
    std::string scan{};       ///< its file, for errors
};

struct LaneReply {
    enum class Type : std::uint32_t { Done = 1, OutOfMemory, Failed };
    Type type = Type::Done;
    std::uint64_t number = 0;             ///< of the request
    std::uint64_t labels = 0;             ///< that lie in the shared memory
    ErrorCode code = ErrorCode::Internal; ///< of what failed
    std::vector<std::string> arguments{}; ///< of its error
};

/// No message is longer than this; texts that are too long for it are cut.
inline constexpr std::size_t kMostMessage = std::size_t{1} << 16;

[[nodiscard]] std::vector<std::byte> encode(const LaneRequest& request);
[[nodiscard]] std::vector<std::byte> encode(const LaneReply& reply);
/// None if it isn't one, whole and with nothing behind it.
[[nodiscard]] std::optional<LaneRequest> decodeRequest(std::span<const std::byte> message);
[[nodiscard]] std::optional<LaneReply> decodeReply(std::span<const std::byte> message);

} // namespace tessera::engine
