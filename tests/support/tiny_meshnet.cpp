#include "tests/support/tiny_meshnet.h"

#include "core/base/os/file.h"
#include "core/labels/label_files.h"
#include "core/model/bundle.h"
#include "tests/support/shared_data.h"
#include "tests/support/tiny_bundle.h"

#include <sstream>

namespace tessera::test {

void writeTinyMeshnet(const std::filesystem::path& folder, std::uint64_t seed) {
    using Type = network::MeshnetStep::Type;
    using labels::Hemisphere;
    writeTinyBundle(folder); // for its template and mask
    std::filesystem::remove(folder / "weights.safetensors");
    model::Bundle bundle = model::openBundle("tessera-mini", sourcePath("resources/models"));
    bundle.folder = folder;
    bundle.name = "tiny-meshnet";
    bundle.version = "seed " + std::to_string(seed);
    bundle.plan = {{256, 256, 256}, {}};
    bundle.networkOfTile.clear();
    bundle.wholeVolume = model::WholeVolume{0.1, true};
    bundle.networks = {{network::Kind::Meshnet,
                        6,
                        1,
                        "weights.safetensors",
                        {{Type::Convolution, 4, 3, 2},
                         {Type::Elu},
                         {Type::Convolution, 4, 3, 4},
                         {Type::Relu},
                         {Type::Convolution, 6, 1, 1}}}};
    std::vector<labels::Region> regions;
    for (const char* name : {"A", "B", "C", "D"}) {
        regions.push_back({static_cast<std::int32_t>(regions.size() + 1), name});
    }
    regions.push_back({5, "Middle-Ventricle", {}, Hemisphere::Midline, labels::Tissue::CerebrospinalFluid});
    bundle.labels = {"tiny-meshnet", std::move(regions), {.number = 0, .name = "background"}};
    bundle.labelFile = "labels.tsv";
    os::writeFileAtomically(folder / bundle.labelFile, labels::dsegTsv(bundle.labels));
    std::ostringstream bytes;
    const auto tensors = model::randomTensors(model::architectureOf(bundle, bundle.networks.front()), seed);
    model::writeTensors(bytes, model::tensorMap(tensors));
    os::writeFileAtomically(folder / "weights.safetensors", bytes.view());
    model::writeManifest(bundle, {bundle.templateImage, bundle.templateMask, "weights.safetensors", "labels.tsv"});
}

} // namespace tessera::test
