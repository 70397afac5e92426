#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

/// Writes NIfTI files field by field, independently of core/image's writer, so that a test can also write broken ones.
namespace tessera::test {

class NiftiBuilder {
  public:
    /// A little-endian NIfTI-1 single-file header for nx x ny x nz voxels of a type, sform = identity, code 1.
    NiftiBuilder(std::array<std::int16_t, 3> size, std::int16_t datatype, std::int16_t bits) : m_header(352, '\0') {
        put<std::int32_t>(0, 348);
        setDim({3, size[0], size[1], size[2], 1, 1, 1, 1});
        put<std::int16_t>(70, datatype);
        put<std::int16_t>(72, bits);
        setPixdim({1, 1, 1, 1, 0, 0, 0, 0});
        put<float>(108, 352);
        put<std::uint8_t>(123, 2);
        setSform(1, {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0});
        std::memcpy(m_header.data() + 344, "n+1\0", 4);
    }

    template <typename T>
    NiftiBuilder& put(std::size_t offset, T value) {
        std::memcpy(m_header.data() + offset, &value, sizeof(T));
        return *this;
    }
    NiftiBuilder& setDim(std::array<std::int16_t, 8> dim) {
        for (std::size_t i = 0; i < 8; ++i) {
            put<std::int16_t>(40 + 2 * i, dim[i]);
        }
        return *this;
    }
    NiftiBuilder& setPixdim(std::array<float, 8> pixdim) {
        for (std::size_t i = 0; i < 8; ++i) {
            put<float>(76 + 4 * i, pixdim[i]);
        }
        return *this;
    }
    NiftiBuilder& setSform(std::int16_t code, std::array<float, 12> rows) {
        put<std::int16_t>(254, code);
        for (std::size_t i = 0; i < 12; ++i) {
            put<float>(280 + 4 * i, rows[i]);
        }
        return *this;
    }
    NiftiBuilder& setQform(std::int16_t code, std::array<float, 6> quaternAndOffset) {
        put<std::int16_t>(252, code);
        for (std::size_t i = 0; i < 6; ++i) {
            put<float>(256 + 4 * i, quaternAndOffset[i]);
        }
        return *this;
    }
    NiftiBuilder& setScaling(float slope, float intercept) { return put<float>(112, slope).put<float>(116, intercept); }
    template <typename T>
    NiftiBuilder& setVoxels(const std::vector<T>& voxels) {
        m_voxels.assign(reinterpret_cast<const char*>(voxels.data()), voxels.size() * sizeof(T));
        return *this;
    }

    [[nodiscard]] std::string header() const { return m_header; }
    [[nodiscard]] std::string bytes() const { return m_header + m_voxels; }
    void write(const std::filesystem::path& path) const { writeBytes(path, bytes()); }

    static void writeBytes(const std::filesystem::path& path, const std::string& bytes) {
        std::ofstream(path, std::ios::binary) << bytes;
    }

  private:
    std::string m_header;
    std::string m_voxels;
};

} // namespace tessera::test
