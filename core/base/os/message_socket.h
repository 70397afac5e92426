#pragma once

#include "core/base/os/descriptor.h"

#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace tessera::os {

/// One end of a pair that carries whole messages between two processes of this machine. One thread at a time.
class MessageSocket {
  public:
    MessageSocket() = default;
    explicit MessageSocket(Descriptor descriptor) : m_descriptor(std::move(descriptor)) {}

    /// Both ends. @throws std::bad_alloc if the system has no more descriptors or memory
    [[nodiscard]] static std::pair<MessageSocket, MessageSocket> pair();

    /// False if the other end is gone. @param message of one byte or more, at most some 100 KiB
    [[nodiscard]] bool send(std::span<const std::byte> message);
    /// Waits for the next message; none once the other end is gone. One of more than `most` bytes comes as an empty
    /// one, which is never sent.
    [[nodiscard]] std::optional<std::vector<std::byte>> receive(std::size_t most);
    /// Whether `receive` wouldn't wait, now or within that time.
    [[nodiscard]] bool isReadable(int milliseconds);

    [[nodiscard]] const Descriptor& descriptor() const noexcept { return m_descriptor; }

  private:
    Descriptor m_descriptor;
};

} // namespace tessera::os
