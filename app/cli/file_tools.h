#pragma once

#include "core/base/progress.h"
#include "core/engine/inputs.h"
#include "core/export/same_image.h"
#include "core/image/image_io.h"
#include "core/labels/label_table.h"
#include "core/quantify/table_beside.h"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <optional>
#include <vector>

/// What the commands that work on files share.
namespace tessera::cli {

/// @throws Error{OutputIsInput} if an output is one of the inputs
void refuseInputs(const std::vector<std::filesystem::path>& outputs, const std::vector<std::filesystem::path>& inputs);
/// Files of a finished result keep the hashes that its record states. @throws Error{WriteFailed} if an output is one
void refuseResults(const std::vector<std::filesystem::path>& outputs);

void printWarnings(const Volume& volume, const std::filesystem::path& file);
/// Reads an image and says what a person should know about it.
[[nodiscard]] Volume readWithWarnings(const std::filesystem::path& file);

/// --series and --orientation.
void addInputOptions(CLI::App& command, engine::InputOptions& options);
/// Writes the table beside a map that was made from `from`, unless it is there already or there is none, which is said.
void writeTableBeside(const std::filesystem::path& to, const std::filesystem::path& from,
                      const std::optional<labels::LabelTable>& table);
/// @throws Error{WriteFailed} if a map without a table would get another one's
void refuseWrongTable(const std::filesystem::path& to, const std::optional<labels::LabelTable>& table);

} // namespace tessera::cli
