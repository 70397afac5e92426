#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace tessera::test {

/// What keeps a value from fitting a JSON Schema, in words; empty if it fits. Knows what our schema uses: type, const,
/// enum, properties, required, additionalProperties false, items, oneOf and $ref to the schema's own $defs.
/// @param root the whole document, for $ref
[[nodiscard]] std::string misfit(const nlohmann::ordered_json& value, const nlohmann::ordered_json& schema,
                                 const nlohmann::ordered_json& root);

} // namespace tessera::test
