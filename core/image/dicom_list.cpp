#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/image/dicom_choice.h"
#include "core/image/dicom_series.h"
#include "core/image/dicom_slices.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <map>
#include <thread>
#include <tuple>

namespace tessera {
namespace {

constexpr std::size_t kMostInflatedHeader = 1 << 20; // of a deflated file
constexpr std::size_t kBatch = 512;                  // files between two looks at the cancellation

struct Found {
    std::optional<DicomHeader> header;
    std::string reason;
    bool damaged = false;
};

Found look(const std::filesystem::path& file) {
    try {
        DicomSource source(file);
        DicomHeader header = readHeader(parseDicom(source, kMostInflatedHeader), file);
        if (!header.hasPixels) {
            return {{}, "damaged: it ends before the pixels", true};
        }
        return {std::move(header), {}};
    } catch (const Error& error) {
        switch (error.code()) {
        case ErrorCode::FileEmpty:
            return {{}, "empty", true};
        case ErrorCode::NotAnImage:
            return {{}, error.arguments()[1]};
        case ErrorCode::FileMissing:
            return {{}, "missing", true};
        case ErrorCode::FileUnreadable:
            return {{}, "unreadable: " + error.arguments()[1], true};
        default:
            return {{}, "damaged: " + error.arguments().back(), true};
        }
    }
}

double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

/// Of the plane that the slices are nearest to.
std::string orientationOf(const DicomFrame& frame) {
    if (!frame.orientation) {
        return {};
    }
    const Vec3 normal = sliceNormal(*frame.orientation);
    constexpr std::array kWords{"sagittal", "coronal", "axial"};
    const auto largest = std::ranges::max_element(normal, [](double a, double b) { return std::abs(a) < std::abs(b); });
    return kWords[static_cast<std::size_t>(largest - normal.begin())];
}

DicomSeries describe(std::span<const DicomHeader> headers) {
    const DicomHeader& first = headers.front();
    DicomSeries out;
    out.patient = first.patient;
    out.studyUid = first.studyUid;
    out.seriesUid = first.seriesUid;
    out.number = first.seriesNumber;
    out.description = first.description;
    std::vector<double> gaps;
    std::vector<bool> taken(headers.size(), false);
    std::size_t doubled = 0;
    const std::vector<DicomStack::Slice> slices = sortSlices(headers);
    for (std::size_t i = 0; i < slices.size(); ++i) {
        if (!taken[slices[i].file]) {
            taken[slices[i].file] = true;
            out.files.push_back(headers[slices[i].file].file);
        }
        if (i > 0) {
            const double gap = slices[i].distance - slices[i - 1].distance;
            gap < 0.02 ? void(++doubled) : gaps.push_back(gap);
        }
    }
    std::int64_t frames = 0;
    for (const DicomHeader& header : headers) {
        frames += header.frameCount;
    }
    out.size = {first.pixels.columns, first.pixels.rows, frames};
    if (const auto& spacing = first.frames.front().spacing) {
        out.spacing = {(*spacing)[1], (*spacing)[0], 0};
    }
    out.orientation = orientationOf(first.frames.front());
    if (!gaps.empty()) {
        out.spacing[2] = median(gaps);
    }
    judgeSeries(headers, doubled, out);
    return out;
}

} // namespace

bool isDicomFile(const std::filesystem::path& file) noexcept {
    try {
        const os::InputFile in(file);
        std::array<std::byte, 4> mark{};
        return in.readAt(128, mark) == mark.size() && std::memcmp(mark.data(), "DICM", 4) == 0;
    } catch (...) {
        return false;
    }
}

DicomListing listDicom(std::span<const std::filesystem::path> files, Progress& progress) {
    DicomListing out;
    std::vector<std::vector<DicomHeader>> groups; // in the order in which they are met
    std::map<std::tuple<std::string, std::string, std::string>, std::size_t> groupOf;
    const int threads = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    std::vector<std::filesystem::path> sorted(files.begin(), files.end());
    std::ranges::sort(sorted);
    for (std::size_t begin = 0; begin < sorted.size(); begin += kBatch) {
        progress.update(static_cast<double>(begin) / static_cast<double>(sorted.size()));
        std::vector<Found> found(std::min(kBatch, sorted.size() - begin));
        parallelRanges(found.size(), threads, [&](std::size_t from, std::size_t to) {
            for (std::size_t i = from; i < to; ++i) {
                found[i] = look(sorted[begin + i]);
            }
        });
        for (std::size_t i = 0; i < found.size(); ++i) {
            if (!found[i].header) {
                out.others.push_back({sorted[begin + i], found[i].reason, found[i].damaged});
                continue;
            }
            DicomHeader& header = *found[i].header;
            const auto [at, isNew] =
                groupOf.try_emplace({header.patient, header.studyUid, header.seriesUid}, groups.size());
            if (isNew) {
                groups.emplace_back();
            }
            groups[at->second].push_back(std::move(header));
        }
    }
    progress.update(1);
    std::map<std::string, std::size_t> patientAt, studyAt; // patients and studies in the order of their first file
    for (const auto& group : groups) {
        patientAt.try_emplace(group.front().patient, patientAt.size());
        studyAt.try_emplace(group.front().studyUid, studyAt.size());
        out.series.push_back(describe(group));
    }
    std::ranges::stable_sort(out.series, {}, [&](const DicomSeries& series) {
        return std::tuple(patientAt.at(series.patient), studyAt.at(series.studyUid), series.number);
    });
    return out;
}

} // namespace tessera
