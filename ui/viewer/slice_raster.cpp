#include "ui/viewer/slice_raster.h"

#include "core/base/os/process.h"
#include "core/base/parallel.h"

#include <QImage>

#include <algorithm>
#include <cmath>

namespace tessera::ui {
namespace {

constexpr int kBits = 32; ///< behind the point of columns and rows
constexpr std::int64_t kOne = std::int64_t{1} << kBits, kHalf = kOne / 2, kFraction = kOne - 1;
constexpr std::int64_t kMany = 600'000; ///< pixels, that several threads draw

/// Voxels towards higher columns and rows: a pixel's centre that lies between two of them belongs to the higher one, as
/// it does in `voxelHolding`, and rounding doesn't decide.
constexpr double kTie = 1e-6;
constexpr double kEdge = 0.5 + kTie; ///< from a pixel's outer side to its centre

std::int64_t fixed(double value) {
    return std::llround(value * static_cast<double>(kOne));
}

/// Bytes mixed with a share of 0..255 of 255.
std::uint32_t blend(std::uint32_t below, std::uint32_t above, std::uint32_t share) {
    return (above * share + below * (255 - share) + 127) / 255;
}

/// A position in a slice: 0 is the outer side of the first column or row.
struct Place {
    std::int64_t column = 0, row = 0;
};

/// One picture's drawing.
class Raster {
  public:
    explicit Raster(const SliceLayers& layers)
        : m_layers(layers), m_thin(widths(layers.line)), m_broad(widths(layers.broadLine)) {}

    void drawRow(Place at, const Place& step, QRgb* out, int width) const {
        const auto columns = static_cast<std::uint64_t>(m_layers.columns << kBits);
        const auto rows = static_cast<std::uint64_t>(m_layers.rows << kBits);
        for (int x = 0; x < width; ++x, at.column += step.column, at.row += step.row) {
            const bool isInside =
                static_cast<std::uint64_t>(at.column) < columns && static_cast<std::uint64_t>(at.row) < rows;
            out[x] = isInside ? colourAt(at) : qRgb(0, 0, 0);
        }
    }

  private:
    /// A line has the pixels whose centre it ends at, on both sides of a border.
    static std::array<std::int64_t, 2> widths(const std::array<double, 2>& line) {
        return {fixed(line[0] + 2 * kTie), fixed(line[1] + 2 * kTie)};
    }

    [[nodiscard]] QRgb colourAt(const Place& at) const {
        const auto pixel = static_cast<std::size_t>((at.row >> kBits) * m_layers.columns + (at.column >> kBits));
        const std::uint32_t grey = m_layers.isInterpolated ? mixedGrey(at) : m_layers.grey[pixel];
        if (m_layers.overlay.empty()) {
            return qRgb(static_cast<int>(grey), static_cast<int>(grey), static_cast<int>(grey));
        }
        const Rgba above = m_layers.overlay[pixel];
        if (!m_layers.sides.empty() && !isOnLine(at, m_layers.sides[pixel])) {
            return qRgb(static_cast<int>(grey), static_cast<int>(grey), static_cast<int>(grey));
        }
        return 0xFF000000U | blend(grey, above.red, above.alpha) << 16U | blend(grey, above.green, above.alpha) << 8U |
               blend(grey, above.blue, above.alpha);
    }

    [[nodiscard]] bool isOnLine(const Place& at, std::uint8_t sides) const {
        const auto& [across, along] = (sides & kStandsOut) != 0 ? m_broad : m_thin;
        const std::int64_t column = at.column & kFraction, row = at.row & kFraction;
        return ((sides & kLeastColumn) != 0 && column < across) ||
               ((sides & kMostColumn) != 0 && column >= kOne - across) || ((sides & kLeastRow) != 0 && row < along) ||
               ((sides & kMostRow) != 0 && row >= kOne - along);
    }

    /// Of the four pixels around it, those at the border reaching outwards.
    [[nodiscard]] std::uint32_t mixedGrey(const Place& at) const {
        const std::int64_t column = at.column - kHalf, row = at.row - kHalf;
        const std::int64_t left = std::max<std::int64_t>(column >> kBits, 0);
        const std::int64_t right = std::min((column >> kBits) + 1, m_layers.columns - 1);
        const std::uint8_t* first =
            &m_layers.grey[static_cast<std::size_t>(std::max<std::int64_t>(row >> kBits, 0) * m_layers.columns)];
        const std::uint8_t* second =
            &m_layers
                 .grey[static_cast<std::size_t>(std::min((row >> kBits) + 1, m_layers.rows - 1) * m_layers.columns)];
        const auto across = static_cast<std::uint32_t>((column & kFraction) >> (kBits - 8));
        const auto along = static_cast<std::uint32_t>((row & kFraction) >> (kBits - 8));
        const std::uint32_t upper = first[left] * (256 - across) + first[right] * across;
        const std::uint32_t lower = second[left] * (256 - across) + second[right] * across;
        return (upper * (256 - along) + lower * along + 0x8000U) >> 16U;
    }

    const SliceLayers& m_layers;
    std::array<std::int64_t, 2> m_thin, m_broad;
};

} // namespace

void drawSlice(const SliceLayers& layers, const SlicePlacement& placement, QImage& out) {
    const Raster raster(layers);
    const Place step{fixed(placement.across[0]), fixed(placement.across[1])};
    const int width = out.width();
    uchar* const pixels = out.bits();
    const auto stride = static_cast<std::size_t>(out.bytesPerLine());
    const bool isLarge = static_cast<std::int64_t>(width) * out.height() > kMany;
    parallelRanges(static_cast<std::size_t>(out.height()), isLarge ? os::allowedCpuCount() : 1,
                   [&](std::size_t from, std::size_t to) {
                       for (std::size_t y = from; y < to; ++y) {
                           const auto down = static_cast<double>(y);
                           const Place first{fixed(placement.origin[0] + kEdge + down * placement.down[0]),
                                             fixed(placement.origin[1] + kEdge + down * placement.down[1])};
                           raster.drawRow(first, step, reinterpret_cast<QRgb*>(pixels + y * stride), width);
                       }
                   });
}

} // namespace tessera::ui
