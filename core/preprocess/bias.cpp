#include "core/preprocess/bias.h"

#include "core/base/error.h"
#include "core/preprocess/itk_threads.h"
#include "core/preprocess/sampling.h"

#include <itkCommand.h>
#include <itkN4BiasFieldCorrectionImageFilter.h>
#include <itkOtsuThresholdImageFilter.h>

#include <algorithm>
#include <cmath>

namespace tessera::preprocess {
namespace {

using Image = itk::Image<float, 3>;
using Mask = itk::Image<unsigned char, 3>;
using N4 = itk::N4BiasFieldCorrectionImageFilter<Image, Mask, Image>;

constexpr double kSpacing = 5;         // mm; 4 mm take three times as long for a field that differs by 1 %
constexpr double kConvergence = 0.001; // change of the field from one iteration to the next (coefficient of variation)

Image::Pointer toItk(FloatVolume& volume) {
    Image::SizeType size;
    for (unsigned axis = 0; axis < 3; ++axis) {
        size[axis] = static_cast<itk::SizeValueType>(volume.geometry.size[axis]);
    }
    auto image = Image::New();
    image->SetRegions(size);
    image->SetSpacing(volume.geometry.spacing().data());
    image->GetPixelContainer()->SetImportPointer(volume.voxels.data(), volume.voxels.size(), false);
    return image;
}

Mask::Pointer otsuMask(Image* image) {
    auto otsu = itk::OtsuThresholdImageFilter<Image, Mask>::New();
    otsu->SetInput(image);
    otsu->SetNumberOfHistogramBins(200);
    otsu->SetInsideValue(0);
    otsu->SetOutsideValue(1);
    otsu->Update();
    return otsu->GetOutput();
}

} // namespace

FloatVolume estimateBias(const FloatVolume& scan, const std::string& name, int threads,
                         const std::function<void()>& step) {
    useOneItkWorkUnit();
    FloatVolume reduced = reduceToRas(croppedToContent(scan), kSpacing, threads);
    step();
    const Image::Pointer image = toItk(reduced);
    const Mask::Pointer mask = otsuMask(image);
    const unsigned char* inside = mask->GetBufferPointer();
    if (std::none_of(inside, inside + reduced.voxels.size(), [](unsigned char in) { return in != 0; })) {
        throw Error(ErrorCode::ImageConstant, {name, "0"});
    }
    auto n4 = N4::New();
    n4->SetInput(image);
    n4->SetMaskImage(mask);
    N4::VariableSizeArrayType iterations(4);
    iterations.Fill(50);
    N4::ArrayType levels;
    levels.Fill(4);
    n4->SetNumberOfFittingLevels(levels);
    n4->SetMaximumNumberOfIterations(iterations);
    n4->SetConvergenceThreshold(kConvergence);
    n4->AddObserver(itk::IterationEvent(), [&step](const itk::EventObject&) { step(); });
    n4->Update();

    const auto field = n4->ReconstructBiasField(n4->GetLogBiasFieldControlPointLattice());
    FloatVolume out{reduced.geometry, std::vector<float>(reduced.voxels.size())};
    std::transform(field->GetBufferPointer(), field->GetBufferPointer() + out.voxels.size(), out.voxels.begin(),
                   [](float logarithm) { return std::exp(logarithm); });
    return out;
}

} // namespace tessera::preprocess
