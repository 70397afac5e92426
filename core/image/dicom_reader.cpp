#include "core/base/error.h"
#include "core/image/dicom_pixels.h"
#include "core/image/dicom_series.h"
#include "core/image/nifti_header.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace tessera {
namespace {

constexpr std::size_t kMostInflatedHeader = 1 << 24;

std::vector<DicomHeader> readHeaders(std::span<const std::filesystem::path> files) {
    std::vector<DicomHeader> out;
    for (const std::filesystem::path& file : files) {
        DicomSource source(file);
        out.push_back(readHeader(parseDicom(source, kMostInflatedHeader), file));
        if (!out.back().hasPixels) {
            throw Error(ErrorCode::FileTruncated, {file.string(), "before the pixels"});
        }
    }
    return out;
}

template <typename Member>
std::size_t countDistinct(std::span<const DicomHeader> headers, Member member) {
    std::set<std::string> values;
    for (const DicomHeader& header : headers) {
        values.insert(header.*member);
    }
    return values.size();
}

std::string pixelsText(const DicomPixels& pixels) {
    return std::to_string(pixels.bitsStored) + " of " + std::to_string(pixels.bitsAllocated) + " bits, " +
           (pixels.isSigned ? "signed, " : "unsigned, ") + pixels.photometric;
}

void checkTogether(std::span<const DicomHeader> headers, const std::string& name) {
    if (headers.empty()) {
        throw Error(ErrorCode::SlicesInvalid, {name, "there are none"});
    }
    if (const std::size_t patients = countDistinct(headers, &DicomHeader::patient); patients > 1) {
        throw Error(ErrorCode::PatientsMixed, {name, std::to_string(patients)});
    }
    if (const std::size_t series = countDistinct(headers, &DicomHeader::seriesUid); series > 1) {
        throw Error(ErrorCode::SlicesInvalid, {name, "they belong to " + std::to_string(series) + " series"});
    }
    for (const DicomHeader& header : headers) {
        checkDicomPixels(header);
    }
    const DicomPixels& first = headers.front().pixels;
    for (const DicomHeader& header : headers) {
        DicomPixels other = header.pixels; // the size is compared with the positions
        other.rows = first.rows;
        other.columns = first.columns;
        if (other != first) {
            throw Error(ErrorCode::SlicesInvalid,
                        {name, headers.front().file.filename().string() + " has " + pixelsText(first) + ", " +
                                   header.file.filename().string() + " has " + pixelsText(header.pixels)});
        }
    }
}

/// One slope and intercept for the volume where all slices have the same; else the voxels become intensities.
void applyScaling(std::span<const DicomHeader> headers, const DicomStack& stack, Volume& volume) {
    const auto frameOf = [&](std::size_t slice) -> const DicomFrame& {
        return headers[stack.slices[slice].file].frames[stack.slices[slice].frame];
    };
    const DicomPixels& pixels = headers.front().pixels;
    // what is stored as MONOCHROME1 is bright where it is small: counted from the other end
    const bool inverted = pixels.photometric == "MONOCHROME1";
    const double range = std::ldexp(1.0, pixels.bitsStored) - 1;
    const double turn = pixels.isSigned ? -1 : range;
    const auto slopeOf = [&](const DicomFrame& frame) { return inverted ? -frame.slope : frame.slope; };
    const auto interceptOf = [&](const DicomFrame& frame) {
        return inverted ? frame.intercept + frame.slope * turn : frame.intercept;
    };
    const DicomFrame& first = frameOf(0);
    bool same = true;
    for (std::size_t i = 1; i < stack.slices.size(); ++i) {
        same = same && frameOf(i).slope == first.slope && frameOf(i).intercept == first.intercept;
    }
    if (same) {
        volume.slope = slopeOf(first);
        volume.intercept = interceptOf(first);
        return;
    }
    const auto perSlice = static_cast<std::size_t>(pixels.rows * pixels.columns);
    std::visit(
        [&](const auto& stored) {
            std::vector<float> out(stored.size());
            for (std::size_t i = 0; i < out.size(); ++i) {
                const DicomFrame& frame = frameOf(i / perSlice);
                out[i] = static_cast<float>(slopeOf(frame) * static_cast<double>(stored[i]) + interceptOf(frame));
            }
            volume.voxels = std::move(out);
        },
        Voxels(std::move(volume.voxels)));
    volume.warnings.emplace_back("the slices are scaled differently; their intensities were computed one by one");
}

} // namespace

Volume readDicomSeries(std::span<const std::filesystem::path> files, const std::string& name) {
    const std::vector<DicomHeader> headers = readHeaders(files);
    checkTogether(headers, name);
    const DicomStack stack = stackSlices(headers, name);
    const DicomPixels& pixels = headers.front().pixels;
    const Size3 size{pixels.columns, pixels.rows, static_cast<std::int64_t>(stack.slices.size())};
    if (pixels.columns * pixels.rows > kMostVoxels / size[2]) {
        throw Error(ErrorCode::ImageTooLarge,
                    {name, std::to_string(size[0]) + " x " + std::to_string(size[1]) + " x " + std::to_string(size[2]),
                     std::to_string(kMostVoxels)});
    }
    Volume out;
    out.geometry = Geometry::fromAffine(size, stack.worldFromVoxel, 1);
    out.geometry.orientation = Orientation::Stated;
    out.voxels = readDicomVoxels(headers, stack);
    applyScaling(headers, stack, out);
    return out;
}

} // namespace tessera
