#include "core/image/deflate.h"

#include <zlib.h>

#include <algorithm>
#include <new>

namespace tessera {

std::vector<std::byte> deflated(std::span<const std::byte> head, std::span<const std::byte> body, Container container) {
    z_stream stream{};
    if (deflateInit2(&stream, 6, Z_DEFLATED, container == Container::Gzip ? 15 + 16 : 15, 8, Z_DEFAULT_STRATEGY) !=
        Z_OK) {
        throw std::bad_alloc();
    }
    std::vector<std::byte> out;
    std::vector<std::byte> buffer(1 << 16);
    const auto feed = [&](std::span<const std::byte> bytes, int flush) {
        do { // avail_in is 32 bits wide
            const auto part = bytes.first(std::min<std::size_t>(bytes.size(), 1U << 30));
            bytes = bytes.subspan(part.size());
            stream.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(part.data()));
            stream.avail_in = static_cast<uInt>(part.size());
            const int mode = bytes.empty() ? flush : Z_NO_FLUSH;
            do {
                stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
                stream.avail_out = static_cast<uInt>(buffer.size());
                deflate(&stream, mode);
                out.insert(out.end(), buffer.begin(), buffer.end() - stream.avail_out);
            } while (stream.avail_out == 0);
        } while (!bytes.empty());
    };
    feed(head, Z_NO_FLUSH);
    feed(body, Z_FINISH);
    deflateEnd(&stream);
    return out;
}

} // namespace tessera
