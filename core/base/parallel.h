#pragma once

#include <algorithm>
#include <cstddef>
#include <exception>
#include <functional>
#include <thread>
#include <vector>

namespace tessera {

/// Runs `work(begin, end)` over [0, count) split into at most `threads` contiguous parts, each on its own thread, and
/// waits. The split depends only on `count` and `threads`. The first exception of a part is thrown again here.
inline void parallelRanges(std::size_t count, int threads, const std::function<void(std::size_t, std::size_t)>& work) {
    const std::size_t parts = std::min<std::size_t>(count, static_cast<std::size_t>(std::max(1, threads)));
    if (parts <= 1) {
        if (count > 0) {
            work(0, count);
        }
        return;
    }
    std::vector<std::exception_ptr> failures(parts);
    {
        std::vector<std::jthread> pool;
        for (std::size_t part = 0; part < parts; ++part) {
            pool.emplace_back([&, part] {
                try {
                    work(count * part / parts, count * (part + 1) / parts);
                } catch (...) {
                    failures[part] = std::current_exception();
                }
            });
        }
    }
    for (const std::exception_ptr& failure : failures) {
        if (failure) {
            std::rethrow_exception(failure);
        }
    }
}

} // namespace tessera
