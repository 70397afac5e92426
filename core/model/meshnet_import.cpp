#include "core/model/meshnet_import.h"

#include "core/base/error.h"
#include "core/base/os/file.h"
#include "core/labels/label_files.h"
#include "core/model/meshnet_labels.h"
#include "core/model/new_bundle_folder.h"
#include "core/model/tfjs.h"

#include <algorithm>
#include <sstream>

namespace tessera::model {
namespace {

constexpr const char* kWeights = "weights.safetensors";
constexpr const char* kLabels = "labels.tsv";
/// brainchop's models of 18 classes were made for heads cut off at this brightness.
constexpr int kBoxedClasses = 18;
constexpr double kBoxThreshold = 0.2;

/// True where no region has a side but some lie on both.
bool lacksSides(const labels::LabelTable& table) {
    const auto any = [&table](auto test) { return std::any_of(table.regions().begin(), table.regions().end(), test); };
    using labels::Hemisphere;
    return any([](const labels::Region& r) { return r.hemisphere == Hemisphere::NotStated; }) &&
           !any([](const labels::Region& r) {
               return r.hemisphere == Hemisphere::Left || r.hemisphere == Hemisphere::Right;
           });
}

} // namespace

void importMeshnet(const std::filesystem::path& folder, const std::filesystem::path& output, const Bundle& like,
                   const MeshnetImport& settings) {
    const TfjsModel model = readTfjs(folder);
    Bundle bundle;
    bundle.folder = output;
    const std::filesystem::path absolute = std::filesystem::absolute(output).lexically_normal();
    bundle.name = (absolute.has_filename() ? absolute : absolute.parent_path()).filename().string();
    bundle.version = "1";
    bundle.licence = settings.licence + "; the template is " + like.name + "'s (" + like.licence + ")";
    requireUtf8(bundle);
    bundle.citation = "Masoud et al., Brainchop, JOSS 8(83), 5098 (2023); Fedorov et al., MeshNet, arXiv:1612.00940";
    bundle.intendedUse = "Research use only, not a medical device. Adult T1 MRI without large lesions.";
    bundle.plan.grid = {model.input[0], model.input[1], model.input[2]};
    bundle.labels = settings.labels.empty() ? meshnetLabels(folder, model.classes, bundle.name)
                                            : meshnetLabelsOf(settings.labels, model.classes, bundle.name);
    bundle.wholeVolume = WholeVolume{settings.boxThreshold.value_or(model.classes == kBoxedClasses ? kBoxThreshold : 0),
                                     lacksSides(bundle.labels)};
    bundle.biasCorrection = false;
    bundle.networks = {{network::Kind::Meshnet, model.classes, 1, kWeights, model.steps}};
    bundle.templateImage = like.templateImage;
    bundle.templateMask = like.templateMask;
    bundle.intracranialMl = like.intracranialMl;
    bundle.labelFile = kLabels;

    NewBundleFolder files(output);
    files.addTemplateOf(like);
    std::ostringstream bytes;
    writeTensors(bytes, tensorMap(model.tensors));
    os::writeFileAtomically(files.add(kWeights), bytes.view());
    os::writeFileAtomically(files.add(kLabels), labels::dsegTsv(bundle.labels));
    files.finish(bundle);
}

} // namespace tessera::model
