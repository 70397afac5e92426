#pragma once

#include "core/model/architecture.h"

#include <nlohmann/json_fwd.hpp>

#include <filesystem>
#include <map>
#include <string>

namespace tessera::model {

/// The tensors of a tfjs `weightsManifest` by name, as float32: groups of files whose joined bytes hold the group's
/// tensors one after the other, exactly.
/// @param folder where the files must lie
/// @param name of model.json, for errors
/// @throws Error{FileMissing, FileUnreadable, DataFileOutside, ModelInvalid}
[[nodiscard]] std::map<std::string, FloatTensor>
readTfjsWeights(const nlohmann::ordered_json& manifest, const std::filesystem::path& folder, const std::string& name);

/// A whole number of a model.json in a range. @throws Error{ModelInvalid}
[[nodiscard]] std::int64_t wholeNumber(const nlohmann::ordered_json& json, std::int64_t least, std::int64_t most,
                                       const std::string& name, const std::string& what);

} // namespace tessera::model
