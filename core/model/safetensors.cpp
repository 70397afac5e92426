#include "core/model/safetensors.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <optional>
#include <ostream>
#include <set>
#include <stdexcept>
#include <string_view>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/os/file.h"

namespace tessera::model {
namespace {

static_assert(std::endian::native == std::endian::little, "safetensors are read and written without swapping bytes");

using Json = nlohmann::json;

constexpr std::uint64_t kLengthBytes = 8;
constexpr std::uint64_t kMaxHeaderBytes = 100'000'000; // the limit of the format's own reader

struct TypeEntry {
    TensorType type;
    const char* name;
    std::uint64_t bytes;
};

constexpr std::array kTypes{
    TypeEntry{TensorType::F64, "F64", 8},   TypeEntry{TensorType::F32, "F32", 4}, TypeEntry{TensorType::F16, "F16", 2},
    TypeEntry{TensorType::BF16, "BF16", 2}, TypeEntry{TensorType::I64, "I64", 8}, TypeEntry{TensorType::I32, "I32", 4},
    TypeEntry{TensorType::I16, "I16", 2},   TypeEntry{TensorType::I8, "I8", 1},   TypeEntry{TensorType::U8, "U8", 1},
    TypeEntry{TensorType::Bool, "BOOL", 1},
};

const TypeEntry& entryOf(TensorType type) noexcept {
    return *std::find_if(kTypes.begin(), kTypes.end(), [type](const TypeEntry& entry) { return entry.type == type; });
}

/// What is wrong with the file; `TensorFile::read` adds which one it is.
struct Damage : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Parses the header; a JSON parser alone would let a second tensor of the same name replace the first.
Json parseJson(const std::string& header) {
    std::array<std::set<std::string>, 3> names; // by depth: the file's, and those of the object that is open
    const auto watch = [&names](int depth, Json::parse_event_t event, Json& parsed) {
        if (depth > 3) {
            throw Damage("its header is nested too deeply");
        }
        const auto level = static_cast<std::size_t>(std::min(depth, 2));
        if (event == Json::parse_event_t::object_start && depth == 1) {
            names[2].clear();
        }
        if (event == Json::parse_event_t::key && !names[level].insert(parsed.get<std::string>()).second) {
            throw Damage("its header names " + parsed.get<std::string>() + " twice");
        }
        return true;
    };
    try {
        Json json = Json::parse(header, watch);
        if (!json.is_object()) {
            throw Damage("its header is not a JSON object");
        }
        return json;
    } catch (const Json::exception&) {
        throw Damage("its header is not valid JSON");
    }
}

std::optional<std::uint64_t> product(std::uint64_t a, std::uint64_t b) noexcept {
    std::uint64_t result = 0;
    return __builtin_mul_overflow(a, b, &result) ? std::nullopt : std::optional(result);
}

const Json& field(const Json& tensor, const char* key) {
    const auto found = tensor.find(key);
    if (found == tensor.end()) {
        throw Damage(std::string("its header lacks \"") + key + "\" for a tensor");
    }
    return *found;
}

std::uint64_t natural(const Json& number) {
    if (!number.is_number_unsigned()) {
        throw Damage("its header has something other than a natural number where one is needed");
    }
    return number.get<std::uint64_t>();
}

TensorData parseTensor(const std::string& name, const Json& json, const std::byte* data, std::uint64_t dataBytes) {
    if (!json.is_object() || !field(json, "dtype").is_string() || !field(json, "shape").is_array() ||
        !field(json, "data_offsets").is_array() || field(json, "data_offsets").size() != 2) {
        throw Damage("its header describes the tensor " + name + " wrongly");
    }
    const auto typeText = field(json, "dtype").get<std::string>();
    const auto type = std::find_if(kTypes.begin(), kTypes.end(),
                                   [&typeText](const TypeEntry& entry) { return typeText == entry.name; });
    if (type == kTypes.end()) {
        throw Damage("the tensor " + name + " has the unknown type " + typeText);
    }
    TensorData tensor{type->type, {}, {}};
    std::optional<std::uint64_t> bytes = type->bytes;
    for (const Json& extent : field(json, "shape")) {
        bytes = product(*bytes, natural(extent));
        if (!bytes || natural(extent) > static_cast<std::uint64_t>(INT64_MAX)) {
            throw Damage("the shape of the tensor " + name + " is too large");
        }
        tensor.shape.push_back(extent.get<std::int64_t>());
    }
    const std::uint64_t begin = natural(field(json, "data_offsets")[0]);
    const std::uint64_t end = natural(field(json, "data_offsets")[1]);
    if (begin > end || end > dataBytes) {
        throw Damage("the tensor " + name + " lies outside the file");
    }
    if (end - begin != *bytes) {
        throw Damage("the tensor " + name + " has " + std::to_string(end - begin) + " bytes, its shape needs " +
                     std::to_string(*bytes));
    }
    tensor.bytes = {data + begin, static_cast<std::size_t>(end - begin)};
    return tensor;
}

void readAll(os::InputFile& file, std::span<std::byte> buffer) {
    if (file.read(buffer) != buffer.size()) {
        throw Damage("the file ends too early");
    }
}

using Order = std::vector<const TensorMap::value_type*>;

Order orderOf(const TensorMap& tensors) {
    Order order;
    for (const TensorMap::value_type& tensor : tensors) {
        order.push_back(&tensor);
    }
    // Widest first, so that every tensor is aligned to its own type.
    std::stable_sort(order.begin(), order.end(), [](const auto* a, const auto* b) {
        return entryOf(a->second.type).bytes > entryOf(b->second.type).bytes;
    });
    return order;
}

/// All that comes before the tensors' bytes.
std::string headerOf(const Order& order) {
    nlohmann::ordered_json header;
    header["__metadata__"]["format"] = "pt";
    std::uint64_t at = 0;
    for (const auto* tensor : order) {
        const std::uint64_t end = at + tensor->second.bytes.size();
        header[tensor->first] = {
            {"dtype", typeName(tensor->second.type)}, {"shape", tensor->second.shape}, {"data_offsets", {at, end}}};
        at = end;
    }
    std::string text = header.dump();
    text.resize((text.size() + 7) / 8 * 8, ' ');
    const std::uint64_t length = text.size();
    std::string out(kLengthBytes, '\0');
    std::memcpy(out.data(), &length, kLengthBytes);
    return out + text;
}

} // namespace

const char* typeName(TensorType type) noexcept {
    return entryOf(type).name;
}

std::string shapeText(std::span<const std::int64_t> shape) {
    std::string text;
    for (const std::int64_t extent : shape) {
        text += (text.empty() ? "" : " x ") + std::to_string(extent);
    }
    return text.empty() ? "a single value" : text;
}

TensorFile TensorFile::read(const std::filesystem::path& file) {
    os::InputFile input(file);
    TensorFile result(file);
    try {
        std::uint64_t headerBytes = 0;
        if (input.size() < kLengthBytes) {
            throw Damage("it is shorter than its own header");
        }
        readAll(input, std::as_writable_bytes(std::span(&headerBytes, 1)));
        if (headerBytes > kMaxHeaderBytes || headerBytes > input.size() - kLengthBytes) {
            throw Damage("its header claims " + std::to_string(headerBytes) + " bytes");
        }
        std::string header(static_cast<std::size_t>(headerBytes), '\0');
        readAll(input, std::as_writable_bytes(std::span(header)));
        const std::uint64_t dataBytes = input.size() - kLengthBytes - headerBytes;
        result.m_data = std::make_unique_for_overwrite<std::byte[]>(static_cast<std::size_t>(dataBytes));
        result.parseHeader(header, dataBytes);
        readAll(input, {result.m_data.get(), static_cast<std::size_t>(dataBytes)});
    } catch (const Damage& damage) {
        throw Error(ErrorCode::TensorFileInvalid, {file.string(), damage.what()});
    }
    return result;
}

void TensorFile::parseHeader(const std::string& header, std::uint64_t dataBytes) {
    const Json json = parseJson(header);
    for (const auto& [name, tensor] : json.items()) {
        if (name != "__metadata__") {
            m_tensors.emplace(name, parseTensor(name, tensor, m_data.get(), dataBytes));
        }
    }
    checkLayout(dataBytes);
}

void TensorFile::checkLayout(std::uint64_t dataBytes) const {
    std::vector<std::span<const std::byte>> parts;
    for (const auto& [name, tensor] : m_tensors) {
        parts.push_back(tensor.bytes);
    }
    // An empty tensor comes before the one that starts where it lies.
    std::sort(parts.begin(), parts.end(), [](const auto& a, const auto& b) {
        return a.data() != b.data() ? a.data() < b.data() : a.size() < b.size();
    });
    const std::byte* next = m_data.get();
    for (const auto& part : parts) {
        if (part.data() != next) {
            throw Damage(part.data() < next ? "two tensors overlap" : "there is a hole between two tensors");
        }
        next += part.size();
    }
    if (next != m_data.get() + dataBytes) {
        throw Damage("bytes that belong to no tensor follow the last one");
    }
}

const TensorData& TensorFile::at(const std::string& name) const {
    const auto found = m_tensors.find(name);
    if (found == m_tensors.end()) {
        throw Error(ErrorCode::TensorMissing, {m_path.string(), name});
    }
    return found->second;
}

const TensorData& TensorFile::typed(const std::string& name, TensorType type) const {
    const TensorData& tensor = at(name);
    if (tensor.type != type) {
        throw Error(ErrorCode::TensorFileInvalid,
                    {m_path.string(), "the tensor " + name + " is of type " + typeName(tensor.type) + ", " +
                                          typeName(type) + " is needed"});
    }
    return tensor;
}

std::span<const float> TensorFile::floats(const std::string& name) const {
    const TensorData& tensor = typed(name, TensorType::F32);
    if ((tensor.bytes.data() - m_data.get()) % static_cast<std::ptrdiff_t>(alignof(float)) != 0) {
        throw Error(ErrorCode::TensorFileInvalid,
                    {m_path.string(), "the tensor " + name + " doesn't start at a multiple of four bytes"});
    }
    return {reinterpret_cast<const float*>(tensor.bytes.data()), tensor.bytes.size() / sizeof(float)};
}

std::vector<std::int64_t> TensorFile::integers(const std::string& name) const {
    const TensorData& tensor = typed(name, TensorType::I64);
    std::vector<std::int64_t> values(tensor.bytes.size() / sizeof(std::int64_t));
    if (!values.empty()) {
        std::memcpy(values.data(), tensor.bytes.data(), tensor.bytes.size());
    }
    return values;
}

void writeTensors(std::ostream& out, const TensorMap& tensors) {
    const auto order = orderOf(tensors);
    out << headerOf(order);
    for (const auto* tensor : order) {
        out.write(reinterpret_cast<const char*>(tensor->second.bytes.data()),
                  static_cast<std::streamsize>(tensor->second.bytes.size()));
    }
}

void writeTensors(const std::filesystem::path& file, const TensorMap& tensors) {
    os::AtomicFile out(file);
    const auto order = orderOf(tensors);
    out.write(headerOf(order));
    for (const auto* tensor : order) {
        out.write(tensor->second.bytes);
    }
    out.commit();
}

} // namespace tessera::model
