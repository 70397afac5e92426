#include "core/engine/lanes/process_lane.h"

#include <chrono>
#include <cstring>

namespace tessera::engine {
namespace {

/// One that has let go of its socket is about to end; a framework takes a moment to leave.
constexpr double kGraceSeconds = 3;
/// Of one processor: what an idle framework's own threads stay below, and a tile that moves doesn't.
constexpr double kIdleShare = 0.01;

} // namespace

ProcessLane::~ProcessLane() {
    m_socket = {};
    if (m_worker) {
        m_worker->end(kGraceSeconds);
    }
}

void ProcessLane::start(const std::string& scan) {
    auto [ours, theirs] = os::MessageSocket::pair();
    try {
        m_worker.emplace(m_call, std::vector<int>{theirs.descriptor().number(), m_memory.descriptor().number()});
    } catch (const Error& error) {
        throw Error(ErrorCode::WorkerDied, {scan, "it can't be started: " + error.arguments().back()});
    }
    m_socket = std::move(ours);
}

void ProcessLane::forgetWorker(double graceSeconds) {
    m_socket = {};
    m_whyNot = m_worker->end(graceSeconds);
    m_worker.reset();
}

bool ProcessLane::send(LaneRequest& request) {
    request.number = ++m_requests;
    return m_socket.send(encode(request));
}

bool ProcessLane::waitForReply() {
    double used = m_worker->cpuSeconds();
    // counted, not timed: a machine that slept, or stopped us both, took no patience
    for (int seconds = 0; !m_socket.isReadable(1000);) {
        if (++seconds < m_patience) {
            continue;
        }
        const double now = m_worker->cpuSeconds();
        if (now - used < kIdleShare * m_patience) {
            return false;
        }
        used = now;
        seconds = 0;
    }
    return true;
}

std::optional<LaneReply> ProcessLane::receive(const LaneRequest& request) {
    if (!waitForReply()) {
        forgetWorker(0);
        m_whyNot = "it did nothing for " + std::to_string(m_patience) + " s";
        return std::nullopt;
    }
    const auto message = m_socket.receive(kMostMessage);
    if (!message) {
        forgetWorker(kGraceSeconds);
        return std::nullopt;
    }
    std::optional<LaneReply> out = decodeReply(*message);
    const std::uint64_t labels = request.type == LaneRequest::Type::Label ? request.voxels : 0;
    if (out && out->number == request.number && (out->type != LaneReply::Type::Done || out->labels == labels)) {
        return out;
    }
    forgetWorker(0);
    m_whyNot = "its answer can't be understood";
    return std::nullopt;
}

std::vector<std::uint8_t> ProcessLane::label(std::uint32_t network, std::uint32_t tile, const TileSource& source) {
    m_copies.clear();
    const auto begin = std::chrono::steady_clock::now();
    const std::vector<float> voxels = source.tile(tile);
    const auto bytes = std::as_bytes(std::span(voxels));
    m_memory.grow(bytes.size());
    if (!bytes.empty()) {
        std::memcpy(m_memory.first(bytes.size()).data(), bytes.data(), bytes.size());
    }
    m_copies.push_back({"copy to the worker", begin, std::chrono::steady_clock::now(), bytes.size()});
    LaneRequest request{.network = network, .tile = tile, .voxels = voxels.size(), .scan = source.scan()};
    if (m_worker && !send(request)) { // it died while it had nothing to do: no tile is lost with it
        forgetWorker(kGraceSeconds);
    }
    bool isSent = m_worker.has_value();
    if (!m_worker) {
        start(source.scan());
        isSent = send(request);
    }
    std::optional<LaneReply> reply;
    if (isSent) {
        reply = receive(request);
    } else {
        forgetWorker(kGraceSeconds);
    }
    if (!reply) {
        throw Error(ErrorCode::WorkerDied, {source.scan(), m_whyNot});
    }
    if (reply->type == LaneReply::Type::OutOfMemory) {
        throw Error(ErrorCode::OutOfMemory, {source.scan()});
    }
    if (reply->type == LaneReply::Type::Failed) {
        throw Error(reply->code, reply->arguments);
    }
    const auto computed = std::chrono::steady_clock::now();
    std::vector<std::uint8_t> out(voxels.size());
    if (!out.empty()) {
        std::memcpy(out.data(), m_memory.first(out.size()).data(), out.size());
    }
    m_copies.push_back({"copy from the worker", computed, std::chrono::steady_clock::now(), out.size()});
    return out;
}

void ProcessLane::drop(std::uint32_t network) {
    if (!m_worker) {
        return;
    }
    LaneRequest request{.type = LaneRequest::Type::Drop, .network = network};
    if (send(request)) {
        (void)receive(request);
    } else {
        forgetWorker(kGraceSeconds);
    }
}

} // namespace tessera::engine
