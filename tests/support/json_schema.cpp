#include "tests/support/json_schema.h"

#include <algorithm>

namespace tessera::test {
namespace {

using Json = nlohmann::ordered_json;

bool isOfType(const Json& value, const std::string& type) {
    return (type == "object" && value.is_object()) || (type == "array" && value.is_array()) ||
           (type == "string" && value.is_string()) || (type == "boolean" && value.is_boolean()) ||
           (type == "integer" && value.is_number_integer()) || (type == "number" && value.is_number()) ||
           (type == "null" && value.is_null());
}

std::string misfitOfType(const Json& value, const Json& type) {
    const auto fits = [&value](const Json& each) { return isOfType(value, each.get<std::string>()); };
    const bool ok = type.is_array() ? std::any_of(type.begin(), type.end(), fits) : fits(type);
    return ok ? "" : value.dump() + " is no " + type.dump();
}

std::string misfitOfMembers(const Json& value, const Json& schema, const Json& root) {
    for (const Json& name : schema.value("required", Json::array())) {
        if (!value.contains(name.get<std::string>())) {
            return "no " + name.dump() + " in " + value.dump();
        }
    }
    const Json properties = schema.value("properties", Json::object());
    for (const auto& [name, member] : value.items()) {
        if (properties.contains(name)) {
            if (std::string problem = misfit(member, properties.at(name), root); !problem.empty()) {
                return name + ": " + problem;
            }
        } else if (schema.contains("additionalProperties")) {
            return "unknown member " + name;
        }
    }
    return {};
}

} // namespace

std::string misfit(const Json& value, const Json& schema, const Json& root) {
    if (schema.contains("$ref")) {
        const std::string name = schema.at("$ref").get<std::string>().substr(std::string("#/$defs/").size());
        return misfit(value, root.at("$defs").at(name), root);
    }
    if (schema.contains("const") && value != schema.at("const")) {
        return value.dump() + " isn't " + schema.at("const").dump();
    }
    if (schema.contains("enum")) {
        const Json& allowed = schema.at("enum");
        if (std::find(allowed.begin(), allowed.end(), value) == allowed.end()) {
            return value.dump() + " is none of " + allowed.dump();
        }
    }
    if (schema.contains("type")) {
        if (std::string problem = misfitOfType(value, schema.at("type")); !problem.empty()) {
            return problem;
        }
    }
    if (schema.contains("oneOf")) {
        std::string problems;
        int fitting = 0;
        for (const Json& choice : schema.at("oneOf")) {
            const std::string problem = misfit(value, choice, root);
            fitting += problem.empty() ? 1 : 0;
            problems += "\n  " + problem;
        }
        return fitting == 1 ? "" : std::to_string(fitting) + " choices fit " + value.dump() + problems;
    }
    if (schema.contains("items") && value.is_array()) {
        for (const Json& item : value) {
            if (std::string problem = misfit(item, schema.at("items"), root); !problem.empty()) {
                return problem;
            }
        }
    }
    return value.is_object() ? misfitOfMembers(value, schema, root) : std::string();
}

} // namespace tessera::test
