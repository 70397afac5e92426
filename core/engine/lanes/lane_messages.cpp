#include "core/engine/lanes/lane_messages.h"

#include <algorithm>
#include <cstring>

namespace tessera::engine {
namespace {

constexpr std::uint32_t kRequestMark = 0x54524551, kReplyMark = 0x54525059; // what every message begins with
constexpr std::size_t kMostText = 8000;
constexpr std::size_t kMostArguments = 7; // together with the numbers they stay below kMostMessage
constexpr std::uint64_t kMostVoxels = std::uint64_t{1} << 40;

class Writer {
  public:
    template <typename Number>
    void number(Number value) {
        const auto* const begin = reinterpret_cast<const std::byte*>(&value);
        m_out.insert(m_out.end(), begin, begin + sizeof(value));
    }
    void text(const std::string& all) {
        const auto text = std::as_bytes(std::span(all).first(std::min(all.size(), kMostText)));
        number(static_cast<std::uint32_t>(text.size()));
        m_out.insert(m_out.end(), text.begin(), text.end());
    }
    [[nodiscard]] std::vector<std::byte> take() { return std::move(m_out); }

  private:
    std::vector<std::byte> m_out;
};

class Reader {
  public:
    explicit Reader(std::span<const std::byte> message) : m_rest(message) {}

    template <typename Number>
    Number number() {
        Number out{};
        m_good = m_good && m_rest.size() >= sizeof(out);
        if (m_good) {
            std::memcpy(&out, m_rest.data(), sizeof(out));
            m_rest = m_rest.subspan(sizeof(out));
        }
        return out;
    }
    std::string text() {
        const std::size_t size = number<std::uint32_t>();
        m_good = m_good && size <= kMostText && size <= m_rest.size();
        if (!m_good) {
            return {};
        }
        std::string out(reinterpret_cast<const char*>(m_rest.data()), size);
        m_rest = m_rest.subspan(size);
        return out;
    }
    /// Whether everything was there, and nothing more.
    [[nodiscard]] bool isWhole() const { return m_good && m_rest.empty(); }

  private:
    std::span<const std::byte> m_rest;
    bool m_good = true;
};

} // namespace

std::vector<std::byte> encode(const LaneRequest& request) {
    Writer out;
    out.number(kRequestMark);
    out.number(request.type);
    out.number(request.number);
    out.number(request.network);
    out.number(request.tile);
    out.number(request.voxels);
    out.text(request.scan);
    return out.take();
}

std::optional<LaneRequest> decodeRequest(std::span<const std::byte> message) {
    Reader in(message);
    const auto mark = in.number<std::uint32_t>();
    const auto type = in.number<std::uint32_t>();
    LaneRequest out;
    out.number = in.number<std::uint64_t>();
    out.network = in.number<std::uint32_t>();
    out.tile = in.number<std::uint32_t>();
    out.voxels = in.number<std::uint64_t>();
    out.scan = in.text();
    if (!in.isWhole() || mark != kRequestMark || type < 1 || type > 2 || out.voxels > kMostVoxels) {
        return std::nullopt;
    }
    out.type = static_cast<LaneRequest::Type>(type);
    return out;
}

std::vector<std::byte> encode(const LaneReply& reply) {
    Writer out;
    out.number(kReplyMark);
    out.number(reply.type);
    out.number(reply.number);
    out.number(reply.labels);
    out.number(static_cast<std::uint32_t>(reply.code));
    const std::size_t count = std::min(reply.arguments.size(), kMostArguments);
    out.number(static_cast<std::uint32_t>(count));
    for (std::size_t i = 0; i < count; ++i) {
        out.text(reply.arguments[i]);
    }
    return out.take();
}

std::optional<LaneReply> decodeReply(std::span<const std::byte> message) {
    Reader in(message);
    const auto mark = in.number<std::uint32_t>();
    const auto type = in.number<std::uint32_t>();
    LaneReply out;
    out.number = in.number<std::uint64_t>();
    out.labels = in.number<std::uint64_t>();
    const auto code = in.number<std::uint32_t>();
    const auto count = in.number<std::uint32_t>();
    for (std::uint32_t i = 0; i < count && i < kMostArguments; ++i) {
        out.arguments.push_back(in.text());
    }
    if (!in.isWhole() || mark != kReplyMark || type < 1 || type > 3 || out.labels > kMostVoxels ||
        code > static_cast<std::uint32_t>(ErrorCode::Internal)) { // the last of them
        return std::nullopt;
    }
    out.type = static_cast<LaneReply::Type>(type);
    out.code = static_cast<ErrorCode>(code);
    return out;
}

} // namespace tessera::engine
