#pragma once

#include "core/image/image_header.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace tessera {

/// The fields of a NIfTI-1 or NIfTI-2 header that Tessera uses, in host byte order.
/// Standards: NIfTI-1.1 (nifti1.h, 2007) and NIfTI-2 (nifti2.h, 2011).
struct NiftiHeader {
    int version = 1;
    bool swapped = false; ///< stored in the other byte order
    bool pair = false;    ///< voxels in a separate .img file
    std::array<std::int64_t, 8> dim{};
    std::int16_t datatype = 0;
    std::array<double, 8> pixdim{};
    std::int64_t voxelOffset = 0;
    double slope = 1;
    double intercept = 0;
    std::int16_t intentCode = 0;
    NiftiForms forms;
};

inline constexpr std::size_t kNifti1Size = 348;
inline constexpr std::size_t kNifti2Size = 540;

/// @param bytes the first bytes of the file, as many as there are up to 540
/// @throws Error{FileTruncated, NotAnImage, HeaderInvalid}; `name` is the file, for errors
[[nodiscard]] NiftiHeader parseNiftiHeader(std::span<const std::byte> bytes, const std::string& name);

/// Grid of a header: checks dimensions, spacing and matrix, chooses the form and appends to `warnings`.
/// @throws Error{NotThreeDimensional, SeveralFrames, HeaderInvalid, ImageTooLarge, SpacingInvalid, MatrixSingular}
[[nodiscard]] Geometry geometryOf(const NiftiHeader& header, const std::string& name,
                                  std::vector<std::string>& warnings);

/// Both, and what the voxels are. @param bytes as for `parseNiftiHeader`, @param pair the file is named .hdr
/// @throws what both throw, Error{VoxelTypeNotSupported}
[[nodiscard]] ImageHeader readNifti(std::span<const std::byte> bytes, const std::string& name, bool pair);

/// NIfTI codes of the types in the order of `VoxelType`.
inline constexpr std::array<std::int16_t, 10> kNiftiTypes{2, 256, 4, 512, 8, 768, 1024, 1280, 16, 64};

/// Header bytes for a grid: 352 (NIfTI-1 with its empty extension) or 544.
/// @param datatype NIfTI code, @param bits bits a voxel, @param intentCode 0 or 1002 (label)
[[nodiscard]] std::vector<std::byte> encodeNiftiHeader(const Geometry& geometry, std::int16_t datatype,
                                                       std::int16_t bits, std::int16_t intentCode);

} // namespace tessera
