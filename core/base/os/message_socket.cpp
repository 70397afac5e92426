#include "core/base/os/message_socket.h"

#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <new>

namespace tessera::os {

std::pair<MessageSocket, MessageSocket> MessageSocket::pair() {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0) {
        throw std::bad_alloc();
    }
    return {MessageSocket(Descriptor(ends[0])), MessageSocket(Descriptor(ends[1]))};
}

bool MessageSocket::send(std::span<const std::byte> message) {
    ssize_t sent = 0;
    do {
        sent = ::send(m_descriptor.number(), message.data(), message.size(), MSG_NOSIGNAL);
    } while (sent < 0 && errno == EINTR);
    return sent == static_cast<ssize_t>(message.size());
}

std::optional<std::vector<std::byte>> MessageSocket::receive(std::size_t most) {
    std::vector<std::byte> out(most);
    ssize_t received = 0;
    do { // MSG_TRUNC: the message's own length, also where it is longer than the buffer
        received = ::recv(m_descriptor.number(), out.data(), out.size(), MSG_TRUNC);
    } while (received < 0 && errno == EINTR);
    if (received <= 0) {
        return std::nullopt;
    }
    out.resize(static_cast<std::size_t>(received) <= most ? static_cast<std::size_t>(received) : 0);
    return out;
}

bool MessageSocket::isReadable(int milliseconds) {
    pollfd waited{m_descriptor.number(), POLLIN, 0};
    return ::poll(&waited, 1, milliseconds) > 0;
}

} // namespace tessera::os
