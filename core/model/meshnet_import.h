#pragma once

#include "core/model/bundle.h"

#include <filesystem>
#include <optional>
#include <string>

namespace tessera::model {

/// What `importMeshnet` can't read from the model's folder.
struct MeshnetImport {
    std::filesystem::path labels;       ///< a label table with one entry a class; empty: labels.json or colormap.json
    std::optional<double> boxThreshold; ///< none: 0.2 for brainchop's 18 classes, else 0
    std::string licence = "as the model's source states"; ///< of the weights; the template's is added
};

/// Makes a whole-volume bundle of a brainchop model: `model.json` with its weights, and the names of its classes from
/// `labels.json` ({"1": "Left-Caudate", ...}) or `colormap.json` (R, G, B, labels), whose colours are taken. Numbers of
/// the label table are the classes'; sides and partners come from the names; where no name has a side, tables will
/// split what lies on both.
/// @param output a new or empty folder; its name becomes the bundle's
/// @param like lends its template
/// @throws Error{ModelInvalid, LabelTableInvalid, WriteFailed, ...} of everything that is read and written
void importMeshnet(const std::filesystem::path& folder, const std::filesystem::path& output, const Bundle& like,
                   const MeshnetImport& settings);

} // namespace tessera::model
