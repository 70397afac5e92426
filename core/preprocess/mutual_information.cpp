#include "core/preprocess/mutual_information.h"

#include "core/preprocess/itk_threads.h"

#include <itkAffineTransform.h>
#include <itkCommand.h>
#include <itkMattesMutualInformationImageToImageMetricv4.h>
#include <itkRegularStepGradientDescentOptimizerv4.h>
#include <itkSimilarity3DTransform.h>

namespace tessera::preprocess {
namespace {

using Image = itk::Image<float, 3>;
using Metric = itk::MattesMutualInformationImageToImageMetricv4<Image, Image>;
using Transform = itk::MatrixOffsetTransformBase<double, 3, 3>;
using Optimizer = itk::RegularStepGradientDescentOptimizerv4<double>;

/// ITK sees lengths in head radii instead of mm: one unit of a rotation angle, a matrix element or a translation then
/// moves the head's surface about equally far, and the gradient needs no scales.
constexpr double kRadius = 60;
constexpr int kBins = 32;
constexpr double kRelaxation = 0.7; // of the step whenever the gradient turns back

itk::Point<double, 3> toItk(const Vec3& point) {
    itk::Point<double, 3> out;
    for (unsigned axis = 0; axis < 3; ++axis) {
        out[axis] = point[axis] / kRadius;
    }
    return out;
}

/// The volume as an ITK image around the same voxels, in a world moved by `move`, a similarity.
Image::Pointer wrap(const FloatVolume& volume, const Affine& move) {
    const Affine world = move * volume.geometry.worldFromVoxel;
    const Vec3 spacing = Geometry::fromAffine(volume.geometry.size, world).spacing();
    Image::SizeType size;
    Image::SpacingType itkSpacing;
    Image::DirectionType direction;
    for (unsigned axis = 0; axis < 3; ++axis) {
        size[axis] = static_cast<itk::SizeValueType>(volume.geometry.size[axis]);
        itkSpacing[axis] = spacing[axis] / kRadius;
        for (unsigned row = 0; row < 3; ++row) {
            direction(row, axis) = world(static_cast<int>(row), static_cast<int>(axis)) / spacing[axis];
        }
    }
    auto image = Image::New();
    image->SetRegions(size);
    image->SetSpacing(itkSpacing);
    image->SetDirection(direction);
    image->SetOrigin(toItk({world(0, 3), world(1, 3), world(2, 3)}));
    // ITK has no read-only container; nothing here writes to an image.
    image->GetPixelContainer()->SetImportPointer(const_cast<float*>(volume.voxels.data()), volume.voxels.size(), false);
    return image;
}

void setAffine(Transform& transform, const Affine& affine, const Vec3& centre) {
    Transform::MatrixType matrix;
    Transform::OutputVectorType offset;
    for (unsigned row = 0; row < 3; ++row) {
        for (unsigned column = 0; column < 3; ++column) {
            matrix(row, column) = affine(static_cast<int>(row), static_cast<int>(column));
        }
        offset[row] = affine(static_cast<int>(row), 3) / kRadius;
    }
    transform.SetCenter(toItk(centre));
    transform.SetMatrix(matrix);
    transform.SetOffset(offset);
}

Affine getAffine(const Transform& transform) {
    Affine out;
    for (unsigned row = 0; row < 3; ++row) {
        for (unsigned column = 0; column < 3; ++column) {
            out(static_cast<int>(row), static_cast<int>(column)) = transform.GetMatrix()(row, column);
        }
        out(static_cast<int>(row), 3) = transform.GetOffset()[row] * kRadius;
    }
    return out;
}

Metric::Pointer makeMetric(const Level& level, Transform* transform, const Affine& startFromScan) {
    useOneItkWorkUnit();
    auto samples = Metric::FixedSampledPointSetType::New();
    for (std::size_t i = 0; i < level.samples.size(); ++i) {
        samples->SetPoint(i, toItk(level.samples[i]));
    }
    auto metric = Metric::New();
    metric->SetFixedImage(wrap(level.fixed, {}));
    metric->SetMovingImage(wrap(level.moving, startFromScan));
    metric->SetMovingTransform(transform);
    metric->SetNumberOfHistogramBins(kBins);
    metric->SetFixedSampledPointSet(samples);
    metric->UseSampledPointSetOn();
    // Gradients at the samples alone are far fewer than those of a gradient image.
    metric->UseFixedImageGradientFilterOff();
    metric->UseMovingImageGradientFilterOff();
    // The metric sums derivatives in the order in which its work units arrive: one of them keeps the result repeatable.
    metric->SetMaximumNumberOfWorkUnits(1);
    metric->Initialize();
    return metric;
}

Alignment climb(const Level& level, Transform* transform, const Affine& baked, const Refinement& how,
                const std::function<void()>& step) {
    auto optimizer = Optimizer::New();
    optimizer->SetNumberOfWorkUnits(1);
    optimizer->SetLearningRate(how.firstStep / kRadius);
    optimizer->SetMinimumStepLength(how.lastStep / kRadius);
    optimizer->SetRelaxationFactor(kRelaxation);
    optimizer->SetGradientMagnitudeTolerance(1e-8);
    optimizer->SetNumberOfIterations(static_cast<itk::SizeValueType>(how.evaluations));
    optimizer->SetReturnBestParametersAndValue(true);
    optimizer->AddObserver(itk::IterationEvent(), [&step](const itk::EventObject&) { step(); });
    try {
        optimizer->SetMetric(makeMetric(level, transform, baked.inverse()));
        optimizer->StartOptimization();
    } catch (const itk::ExceptionObject&) {
        return {baked * getAffine(*transform), 0}; // the images no longer overlap
    }
    return {baked * getAffine(*transform), -optimizer->GetCurrentMetricValue()};
}

} // namespace

std::vector<double> informationAt(const Level& level, std::span<const Affine> scanFromTemplate) {
    auto transform = itk::AffineTransform<double, 3>::New();
    const auto metric = makeMetric(level, transform, {});
    std::vector<double> out;
    for (const Affine& affine : scanFromTemplate) {
        setAffine(*transform, affine, level.centre);
        try {
            out.push_back(-metric->GetValue());
        } catch (const itk::ExceptionObject&) {
            out.push_back(0); // no sample falls inside the scan
        }
    }
    return out;
}

Alignment refine(const Level& level, const Affine& start, const Refinement& how, const std::function<void()>& step) {
    if (how.motion == Motion::Affine) {
        auto transform = itk::AffineTransform<double, 3>::New();
        setAffine(*transform, start, level.centre);
        return climb(level, transform, {}, how, step);
    }
    // The start is put into the scan's own frame, so that the transform stays near the identity whatever the start's
    // rotation is.
    auto transform = itk::Similarity3DTransform<double>::New();
    setAffine(*transform, {}, level.centre);
    return climb(level, transform, start, how, step);
}

} // namespace tessera::preprocess
