#include "core/preprocess/prepare.h"

#include "core/preprocess/bias.h"
#include "core/preprocess/conform.h"
#include "core/preprocess/sampling.h"
#include "core/preprocess/standardise.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <future>
#include <optional>

namespace tessera::preprocess {
namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

struct Field {
    FloatVolume bias;
    double seconds = 0;
};

} // namespace

Prepared prepare(const Volume& scan, const std::string& name, const FloatVolume& templateImage, const FloatVolume& mask,
                 const Geometry& grid, const PrepareSettings& settings, Progress& progress) {
    progress.update(0);
    const FloatVolume standard = standardise(scan, name);
    progress.update(0.05);

    std::atomic<bool> abandoned{false}; // the registration failed: N4's field is of no use
    struct Abandoned {};
    const auto estimate = [&]() -> Field {
        const Clock::time_point start = Clock::now();
        Field out{estimateBias(standard, name, settings.threads,
                               [&] {
                                   progress.throwIfCancelled();
                                   if (abandoned) {
                                       throw Abandoned();
                                   }
                               }),
                  0};
        out.seconds = secondsSince(start);
        return out;
    };
    // N4 is single-threaded, and so is the longer half of the registration: side by side they fill two threads.
    std::future<Field> pending;
    if (settings.biasCorrection) {
        pending = std::async(settings.threads > 1 ? std::launch::async : std::launch::deferred, estimate);
    }
    Prepared out;
    try {
        const Clock::time_point start = Clock::now();
        Progress share = progress.subtask(0.7, "registration");
        Registration registration = registerToTemplate(standard, name, templateImage, mask, settings.threads, share);
        out.templateFromScan = registration.templateFromScan;
        out.measures = registration.measures;
        out.secondsRegistration = secondsSince(start);
    } catch (...) {
        abandoned = true;
        throw;
    }
    std::optional<Field> field;
    if (pending.valid()) {
        field = pending.get();
        out.secondsBias = field->seconds;
    }
    progress.update(0.95);
    const Clock::time_point start = Clock::now();
    out.onGrid = resampleToGrid(standard, field ? &field->bias : nullptr, out.templateFromScan, grid, settings.threads);
    out.secondsResampling = secondsSince(start);
    progress.update(1);
    return out;
}

Prepared prepareWhole(const Volume& scan, const std::string& name, const FloatVolume& templateImage,
                      const FloatVolume& mask, const Size3& size, int threads, Progress& progress) {
    progress.update(0);
    Clock::time_point start = Clock::now();
    Prepared out;
    {
        const FloatVolume standard = standardise(scan, name);
        Progress share = progress.subtask(0.9, "registration");
        Registration registration = registerToTemplate(standard, name, templateImage, mask, threads, share);
        out.templateFromScan = registration.templateFromScan;
        out.measures = registration.measures;
    }
    out.secondsRegistration = secondsSince(start);
    start = Clock::now();
    out.onGrid = conform(scan, name, size, threads);
    out.secondsResampling = secondsSince(start);
    progress.update(1);
    return out;
}

} // namespace tessera::preprocess
