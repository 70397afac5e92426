#include "app/cli/gantt_svg.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tessera::cli {
namespace {

constexpr double kLeft = 130, kWidth = 1000, kRight = 60; // of the charts, in pixels
constexpr double kLane = 14, kTitle = 34, kAxis = 40;

/// Colours of neighbouring images are far apart: the golden angle around the wheel.
std::string colourOf(scheduler::JobId job) {
    const double hue = std::fmod(static_cast<double>(job) * 137.508, 360);
    return fmt::format("hsl({:.0f},55%,{}%)", hue, job % 2 == 0 ? 62 : 48);
}

/// A step of the time axis that gives about ten marks: 1, 2 or 5 times a power of ten.
double axisStep(double seconds) {
    const double least = seconds / 10, power = std::pow(10, std::floor(std::log10(least)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= least) {
            return factor * power;
        }
    }
    return 10 * power;
}

/// Lanes that any policy used, by device.
std::vector<int> lanesOf(const simulator::Setup& setup, const std::vector<simulator::PolicyResult>& results) {
    std::vector<int> out(setup.devices.size(), 1);
    for (const auto& result : results) {
        for (const simulator::Span& span : result.outcome.spans) {
            out[span.device] = std::max(out[span.device], span.lane + 1);
        }
    }
    return out;
}

std::string chart(const simulator::Setup& setup, const simulator::PolicyResult& result, const std::vector<int>& lanes,
                  double top, double scale) {
    std::string out = fmt::format(
        "<text x=\"{}\" y=\"{}\" font-weight=\"bold\">{}: {:.1f} s, {:.3f} x the lower bound, {} "
        "failed</text>\n",
        kLeft, top + kTitle - 10, result.policy, result.outcome.makespan, result.ratio, result.outcome.failures());
    std::vector<double> tops;
    double y = top + kTitle;
    for (std::size_t i = 0; i < lanes.size(); ++i) {
        const double height = lanes[i] * kLane;
        tops.push_back(y);
        out += fmt::format("<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>\n", kLeft - 8, y + height / 2 + 4,
                           setup.devices[i].name);
        out += fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"#f2f2f2\"/>\n", kLeft, y, kWidth,
                           height - 2);
        y += height;
    }
    for (const simulator::Span& span : result.outcome.spans) {
        const bool good = span.end == simulator::SpanEnd::Finished;
        out += fmt::format(
            "<rect x=\"{:.2f}\" y=\"{:.1f}\" width=\"{:.2f}\" height=\"{}\" fill=\"{}\"><title>image {}, "
            "tile {}: {:.2f} to {:.2f} s</title></rect>\n",
            kLeft + span.from * scale, tops[span.device] + span.lane * kLane,
            std::max(0.3, (span.to - span.from) * scale - 0.3), kLane - 2,
            good ? colourOf(span.job) : std::string("url(#bad)"), span.job, span.tile + 1, span.from, span.to);
    }
    return out;
}

} // namespace

std::string ganttSvg(const simulator::Setup& setup, const std::vector<simulator::PolicyResult>& results) {
    const std::vector<int> lanes = lanesOf(setup, results);
    double longest = 1e-9, chartHeight = kTitle;
    for (const auto& result : results) {
        longest = std::max(longest, result.outcome.makespan);
    }
    for (const int count : lanes) {
        chartHeight += count * kLane;
    }
    const double scale = kWidth / longest, height = chartHeight * static_cast<double>(results.size()) + kAxis;
    std::string out =
        fmt::format("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" "
                    "font-family=\"sans-serif\" font-size=\"12\">\n"
                    "<defs><pattern id=\"bad\" width=\"4\" height=\"4\" patternUnits=\"userSpaceOnUse\"><rect "
                    "width=\"4\" height=\"4\" "
                    "fill=\"#fdd\"/><path d=\"M0 4L4 0\" stroke=\"#c00\"/></pattern></defs>\n"
                    "<rect width=\"{0}\" height=\"{1}\" fill=\"white\"/>\n",
                    kLeft + kWidth + kRight, height);
    for (std::size_t i = 0; i < results.size(); ++i) {
        out += chart(setup, results[i], lanes, chartHeight * static_cast<double>(i), scale);
    }
    const double step = axisStep(longest);
    for (int mark = 0; mark * step <= longest; ++mark) {
        const double x = kLeft + mark * step * scale;
        out += fmt::format("<path d=\"M{0:.1f} {1}V{2}\" stroke=\"#999\"/><text x=\"{0:.1f}\" y=\"{3}\" "
                           "text-anchor=\"middle\">{4:g} s</text>\n",
                           x, height - kAxis + 4, height - kAxis + 10, height - 12, mark * step);
    }
    return out + "</svg>\n";
}

} // namespace tessera::cli
