#include "core/model/pth.h"

#include "core/base/error.h"
#include "core/base/os/file.h"
#include "core/model/half_float.h"
#include "core/model/zip.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <functional>
#include <numeric>
#include <optional>

namespace tessera::model {
namespace {

using Kind = Pickle::Kind;
using Value = Pickle::Value;

constexpr std::uint64_t kMostFileBytes = 4ULL << 30; // SLANT's files have 80 MB
constexpr std::size_t kMostPickleBytes = 64 << 20;

struct StorageType {
    std::string_view global;
    TensorType type;
    std::uint64_t bytes; ///< of an element
};

constexpr std::array kStorageTypes{
    StorageType{"torch.FloatStorage", TensorType::F32, 4}, StorageType{"torch.DoubleStorage", TensorType::F64, 8},
    StorageType{"torch.HalfStorage", TensorType::F16, 2},  StorageType{"torch.BFloat16Storage", TensorType::BF16, 2},
    StorageType{"torch.LongStorage", TensorType::I64, 8},  StorageType{"torch.IntStorage", TensorType::I32, 4},
    StorageType{"torch.ShortStorage", TensorType::I16, 2}, StorageType{"torch.CharStorage", TensorType::I8, 1},
    StorageType{"torch.ByteStorage", TensorType::U8, 1},   StorageType{"torch.BoolStorage", TensorType::Bool, 1},
};

/// What a persistent id says.
struct Storage {
    const StorageType* type = nullptr;
    std::string key;
    std::uint64_t elements = 0; ///< of the whole storage
    std::uint64_t first = 0;    ///< of a view into it, as PyTorch before 0.5 wrote them
    std::uint64_t visible = 0;
};

float bfloatToFloat(std::uint16_t value) {
    return std::bit_cast<float>(static_cast<std::uint32_t>(value) << 16);
}

/// All elements in C order. The last axis is the inner loop, the others count up like an odometer.
template <typename Stored, typename Convert>
std::vector<float> gather(const PthTensor& tensor, Convert convert) {
    if (tensor.bytes.empty()) {
        return {};
    }
    const std::size_t axes = tensor.shape.size();
    const std::int64_t inner = axes == 0 ? 1 : tensor.shape.back(), step = axes == 0 ? 0 : tensor.stride.back();
    const auto count = std::accumulate(tensor.shape.begin(), tensor.shape.end(), std::int64_t{1}, std::multiplies<>());
    std::vector<float> out(static_cast<std::size_t>(count));
    std::vector<std::int64_t> index(axes);
    std::int64_t row = 0; // element where the row begins
    for (auto at = out.begin(); at != out.end();) {
        for (std::int64_t i = 0; i < inner; ++i, ++at) {
            std::array<std::byte, sizeof(Stored)> raw{};
            std::memcpy(raw.data(), tensor.bytes.data() + (row + i * step) * static_cast<std::int64_t>(sizeof(Stored)),
                        sizeof(Stored));
            if (tensor.swapped) {
                std::reverse(raw.begin(), raw.end());
            }
            *at = convert(std::bit_cast<Stored>(raw));
        }
        for (std::size_t axis = axes; axis-- > 1;) {
            row += tensor.stride[axis - 1];
            if (++index[axis - 1] < tensor.shape[axis - 1]) {
                break;
            }
            row -= tensor.stride[axis - 1] * tensor.shape[axis - 1];
            index[axis - 1] = 0;
        }
    }
    return out;
}

} // namespace

/// Reads one file into a PthFile.
class PthFile::Reader {
  public:
    Reader(PthFile& out, std::string name) : m_out(out), m_name(std::move(name)) {}

    void read() {
        const std::string& text = *m_out.m_bytes;
        m_bytes = std::as_bytes(std::span(text));
        if (text.starts_with("PK\3\4")) {
            readZip();
        } else {
            readOld();
        }
    }

  private:
    [[noreturn]] void fail(const std::string& problem) const {
        throw Error(ErrorCode::WeightsInvalid, {m_name, problem.substr(0, 300)}); // names may be of any length
    }

    void readZip();
    void readOld();
    [[nodiscard]] std::map<std::string, Storage> storagesOf(const Pickle& pickle) const;
    [[nodiscard]] Storage storageOf(const Pickle& pickle, const Value& id) const;
    void readView(const Pickle& pickle, const Value& view, Storage& storage) const;
    [[nodiscard]] const Value& stateDict(const Pickle& pickle) const;
    void readTensors(const Pickle& pickle);
    [[nodiscard]] PthTensor tensorOf(const Pickle& pickle, const std::string& name, const Value& value);
    void readLayout(const Pickle& pickle, const std::string& name, const Value& value, PthTensor& tensor) const;
    void checkShared() const;
    void removePrefix() const;
    [[nodiscard]] std::span<const std::byte> bytesOf(const Storage& storage);

    PthFile& m_out;
    std::string m_name;
    std::span<const std::byte> m_bytes;
    bool m_swapped = false;
    std::optional<ZipArchive> m_archive;
    std::string m_folder;                                     // of the archive: "NAME/"
    std::map<std::string, std::span<const std::byte>> m_data; // the old format's storages by key
};

void PthFile::Reader::readZip() {
    m_archive.emplace(m_bytes, m_name);
    constexpr std::string_view kPickle = "/data.pkl";
    for (const auto& [name, entry] : m_archive->entries()) {
        if (name.ends_with(kPickle) && name.find('/') == name.size() - kPickle.size()) {
            if (!m_folder.empty()) {
                fail("its zip archive has two pickles");
            }
            m_folder = name.substr(0, name.find('/') + 1);
        }
    }
    if (m_folder.size() < 2) {
        fail("its zip archive isn't one that torch.save writes");
    }
    std::vector<std::byte> buffer;
    if (m_archive->entries().contains(m_folder + "byteorder")) {
        const auto order = m_archive->read(m_folder + "byteorder", buffer);
        const std::string_view text(reinterpret_cast<const char*>(order.data()), order.size());
        if (text != "little" && text != "big") {
            fail("its byte order is neither little nor big");
        }
        m_swapped = text == "big";
    }
    const auto bytes = m_archive->read(m_folder + "data.pkl", buffer);
    if (bytes.size() > kMostPickleBytes) {
        fail("its pickle is too large for weights");
    }
    const Pickle pickle = Pickle::read(bytes, m_name);
    if (pickle.bytes() != bytes.size()) {
        fail("bytes follow its pickle");
    }
    readTensors(pickle);
}

/// Magic number, protocol and system as a pickle each, then the object and the keys of its storages, then the storages:
/// `torch.serialization._legacy_save`.
void PthFile::Reader::readOld() {
    static constexpr std::string_view kMagic = "\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19";
    constexpr std::int64_t kProtocol = 1001;
    std::size_t at = 0;
    const auto next = [&] {
        Pickle pickle = Pickle::read(m_bytes.subspan(at, std::min(kMostPickleBytes, m_bytes.size() - at)), m_name);
        at += pickle.bytes();
        return pickle;
    };
    if (m_bytes.size() < 2 || m_bytes[0] != std::byte{0x80}) {
        fail("it is neither a zip archive nor a pickle of PyTorch");
    }
    if (next().root().text != kMagic) {
        fail("it doesn't begin with PyTorch's magic number");
    }
    if (const Pickle protocol = next(); protocol.root().integer != kProtocol) {
        fail("its protocol isn't PyTorch's " + std::to_string(kProtocol));
    }
    (void)next(); // about the writer's machine: PyTorch writes storages little-endian everywhere, and so they are read
    const Pickle object = next();
    const Pickle keys = next();
    if (keys.root().kind != Kind::List) {
        fail("its list of storages is missing");
    }
    const std::map<std::string, Storage> storages = storagesOf(object);
    for (const Pickle::Id id : keys.root().items) {
        const std::string key(keys.at(id).text);
        const auto found = storages.find(key);
        if (found == storages.end()) {
            fail("it has a storage " + key + " that no tensor uses");
        }
        std::uint64_t elements = 0;
        if (m_bytes.size() - at < sizeof(elements)) {
            fail("the file ends before the storage " + key);
        }
        std::memcpy(&elements, m_bytes.data() + at, sizeof(elements));
        at += sizeof(elements);
        if (elements != found->second.elements || elements > (m_bytes.size() - at) / found->second.type->bytes) {
            fail("the storage " + key + " is not as long as its tensors need");
        }
        const auto size = static_cast<std::size_t>(elements * found->second.type->bytes);
        if (!m_data.emplace(key, m_bytes.subspan(at, size)).second) {
            fail("it has two storages " + key);
        }
        at += size;
    }
    if (at != m_bytes.size()) {
        fail("bytes that belong to no storage follow the last one");
    }
    readTensors(object);
}

std::map<std::string, Storage> PthFile::Reader::storagesOf(const Pickle& pickle) const {
    std::map<std::string, Storage> out;
    for (const Value& value : pickle.values()) {
        if (value.kind == Kind::Persistent) {
            Storage storage = storageOf(pickle, value);
            const auto [known, added] = out.emplace(storage.key, storage);
            if (!added && (known->second.type != storage.type || known->second.elements != storage.elements)) {
                fail("the storage " + storage.key + " has two types or sizes");
            }
        }
    }
    return out;
}

/// ("storage", type, key, location, elements[, view])
Storage PthFile::Reader::storageOf(const Pickle& pickle, const Value& id) const {
    const auto item = [&](std::size_t i) -> const Value& { return pickle.at(id.items[i]); };
    if (id.items.size() < 5 || id.items.size() > 6 || item(0).text != "storage" || item(1).kind != Kind::Global ||
        item(2).kind != Kind::Text || item(4).kind != Kind::Integer) {
        throw Error(ErrorCode::PickleRefused, {m_name, "a persistent id that is no storage"});
    }
    Storage out;
    out.type = std::find_if(kStorageTypes.begin(), kStorageTypes.end(),
                            [&](const StorageType& type) { return type.global == item(1).text; });
    if (out.type == kStorageTypes.end()) {
        throw Error(ErrorCode::PickleRefused, {m_name, "a storage of type " + std::string(item(1).text)});
    }
    out.key = item(2).text;
    if (item(4).integer < 0 || static_cast<std::uint64_t>(item(4).integer) > kMostFileBytes) {
        fail("the storage " + out.key + " has an impossible size");
    }
    out.elements = out.visible = static_cast<std::uint64_t>(item(4).integer);
    if (id.items.size() == 6 && item(5).kind != Kind::None) {
        readView(pickle, item(5), out);
    }
    return out;
}

/// (key, first element, elements)
void PthFile::Reader::readView(const Pickle& pickle, const Value& view, Storage& storage) const {
    std::array<std::uint64_t, 2> range{};
    for (std::size_t i = 0; i < 2; ++i) {
        if (view.items.size() != 3 || pickle.at(view.items[i + 1]).kind != Kind::Integer ||
            pickle.at(view.items[i + 1]).integer < 0) {
            fail("a view of the storage " + storage.key + " is damaged");
        }
        range[i] = static_cast<std::uint64_t>(pickle.at(view.items[i + 1]).integer);
    }
    if (range[0] > storage.elements || range[1] > storage.elements - range[0]) {
        fail("a view of the storage " + storage.key + " reaches beyond it");
    }
    storage.first = range[0];
    storage.visible = range[1];
}

const Value& PthFile::Reader::stateDict(const Pickle& pickle) const {
    const Value* found = &pickle.root();
    if (found->kind != Kind::Dict) {
        fail("it holds no state dict");
    }
    const std::vector<Pickle::Id>& items = pickle.root().items;
    for (std::size_t i = 0; i < items.size(); i += 2) {
        const std::string_view key = pickle.at(items[i]).text;
        const Value& value = pickle.at(items[i + 1]);
        if (value.kind == Kind::Dict &&
            (key == "state_dict" || key == "model_state_dict" || key == "model" || key == "net")) {
            if (found != &pickle.root()) {
                fail("it holds several state dicts");
            }
            found = &value;
        }
    }
    if (found->items.empty()) {
        fail("its state dict is empty");
    }
    return *found;
}

void PthFile::Reader::readTensors(const Pickle& pickle) {
    (void)storagesOf(pickle); // all of them are checked, also those beside the weights
    const Value& state = stateDict(pickle);
    for (std::size_t i = 0; i < state.items.size(); i += 2) {
        const Value& key = pickle.at(state.items[i]);
        if (key.kind != Kind::Text || key.text.empty()) {
            fail("its state dict has something without a name");
        }
        const std::string name(key.text);
        if (!m_out.m_tensors.emplace(name, tensorOf(pickle, name, pickle.at(state.items[i + 1]))).second) {
            fail("its state dict has two tensors " + name);
        }
    }
    checkShared();
    removePrefix();
}

PthTensor PthFile::Reader::tensorOf(const Pickle& pickle, const std::string& name, const Value& value) {
    const Value* call = &value;
    if (call->kind == Kind::Call && call->text == "torch._utils._rebuild_parameter" && !call->items.empty()) {
        call = &pickle.at(call->items.front());
    }
    if (call->kind != Kind::Call || !call->text.starts_with("torch._utils._rebuild_tensor") || call->items.size() < 4 ||
        pickle.at(call->items[0]).kind != Kind::Persistent) {
        fail("its " + name + " is no tensor");
    }
    const Storage storage = storageOf(pickle, pickle.at(call->items[0]));
    PthTensor tensor{storage.type->type, {}, {}, {}, m_swapped};
    readLayout(pickle, name, *call, tensor);
    // The last element lies at the sum of (extent - 1) * stride; all of it is unsigned and checked for overflow.
    const Value& offset = pickle.at(call->items[1]);
    if (offset.kind != Kind::Integer || offset.integer < 0) {
        fail("the tensor " + name + " has a damaged offset");
    }
    std::uint64_t last = 0;
    bool empty = false, overflow = false;
    for (std::size_t axis = 0; axis < tensor.shape.size(); ++axis) {
        std::uint64_t reach = 0;
        empty = empty || tensor.shape[axis] == 0;
        overflow = overflow || __builtin_mul_overflow(tensor.shape[axis] - 1, tensor.stride[axis], &reach) ||
                   __builtin_add_overflow(last, reach, &last);
    }
    const auto first = static_cast<std::uint64_t>(offset.integer);
    if (empty ? first > storage.visible : overflow || first >= storage.visible || last >= storage.visible - first) {
        fail("the tensor " + name + " reaches beyond its storage");
    }
    const std::uint64_t size = storage.type->bytes;
    tensor.bytes = bytesOf(storage).subspan(static_cast<std::size_t>((storage.first + first) * size),
                                            static_cast<std::size_t>(empty ? 0 : (last + 1) * size));
    return tensor;
}

/// Shape and stride: lists of natural numbers of equal length, no two elements of the tensor in one place.
void PthFile::Reader::readLayout(const Pickle& pickle, const std::string& name, const Value& value,
                                 PthTensor& tensor) const {
    constexpr std::size_t kMostAxes = 8;
    const auto naturals = [&](const Value& list) {
        std::vector<std::int64_t> out;
        for (const Pickle::Id id : list.items) {
            if (pickle.at(id).kind != Kind::Integer || pickle.at(id).integer < 0) {
                fail("the tensor " + name + " has a damaged shape or stride");
            }
            out.push_back(pickle.at(id).integer);
        }
        return out;
    };
    tensor.shape = naturals(pickle.at(value.items[2]));
    tensor.stride = naturals(pickle.at(value.items[3]));
    const std::size_t axes = tensor.shape.size();
    if (tensor.stride.size() != axes || axes > kMostAxes) {
        fail("the tensor " + name + " has a damaged shape or stride");
    }
    std::vector<std::size_t> order(axes);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return tensor.stride[a] < tensor.stride[b]; });
    std::int64_t reach = 0; // of the axes with smaller steps
    for (const std::size_t axis : order) {
        std::int64_t own = 0;
        if (tensor.shape[axis] < 2) { // its step is never taken, whatever it says
            tensor.stride[axis] = 0;
            continue;
        }
        if (tensor.stride[axis] <= reach || __builtin_mul_overflow(tensor.shape[axis] - 1, tensor.stride[axis], &own) ||
            __builtin_add_overflow(reach, own, &reach)) {
            fail("the elements of the tensor " + name + " overlap or reach beyond its storage");
        }
    }
}

std::span<const std::byte> PthFile::Reader::bytesOf(const Storage& storage) {
    if (!m_archive) {
        const auto found = m_data.find(storage.key);
        if (found == m_data.end()) {
            fail("the storage " + storage.key + " is missing");
        }
        return found->second;
    }
    const auto known = m_data.find(storage.key);
    if (known != m_data.end()) {
        return known->second;
    }
    const auto bytes = m_archive->read(m_folder + "data/" + storage.key, m_out.m_unpacked[storage.key]);
    if (bytes.size() != storage.elements * storage.type->bytes) {
        fail("the storage " + storage.key + " is not as long as its tensors need");
    }
    return m_data.emplace(storage.key, bytes).first->second;
}

void PthFile::Reader::checkShared() const {
    std::vector<const std::pair<const std::string, PthTensor>*> order;
    for (const auto& entry : m_out.m_tensors) {
        if (!entry.second.bytes.empty()) {
            order.push_back(&entry);
        }
    }
    const auto begin = [](const auto* entry) { return entry->second.bytes.data(); };
    std::sort(order.begin(), order.end(),
              [&](const auto* a, const auto* b) { return std::less<>()(begin(a), begin(b)); });
    for (std::size_t i = 1; i < order.size(); ++i) {
        const std::byte* const end = begin(order[i - 1]) + order[i - 1]->second.bytes.size();
        if (std::less<>()(begin(order[i]), end)) {
            fail("the tensors " + order[i - 1]->first + " and " + order[i]->first + " overlap");
        }
    }
}

void PthFile::Reader::removePrefix() const {
    constexpr std::string_view kPrefix = "module.";
    auto& tensors = m_out.m_tensors;
    if (!std::all_of(tensors.begin(), tensors.end(), [&](const auto& entry) {
            return entry.first.starts_with(kPrefix) && entry.first.size() > kPrefix.size();
        })) {
        return;
    }
    std::map<std::string, PthTensor> renamed;
    for (auto& [name, tensor] : tensors) {
        renamed.emplace(name.substr(kPrefix.size()), std::move(tensor));
    }
    tensors = std::move(renamed);
}

PthFile PthFile::read(const std::filesystem::path& file) {
    PthFile out;
    out.m_bytes = std::make_unique<const std::string>(os::readFile(file, kMostFileBytes));
    Reader(out, file.string()).read();
    return out;
}

std::vector<float> PthFile::floats(const std::string& name) const {
    const PthTensor& tensor = m_tensors.at(name);
    const auto same = [](auto value) { return static_cast<float>(value); };
    switch (tensor.type) {
    case TensorType::F64:
        return gather<double>(tensor, same);
    case TensorType::F32:
        return gather<float>(tensor, same);
    case TensorType::F16:
        return gather<std::uint16_t>(tensor, fromHalf);
    case TensorType::BF16:
        return gather<std::uint16_t>(tensor, bfloatToFloat);
    case TensorType::I64:
        return gather<std::int64_t>(tensor, same);
    case TensorType::I32:
        return gather<std::int32_t>(tensor, same);
    case TensorType::I16:
        return gather<std::int16_t>(tensor, same);
    case TensorType::I8:
        return gather<std::int8_t>(tensor, same);
    case TensorType::U8:
    case TensorType::Bool:
        return gather<std::uint8_t>(tensor, same);
    }
    throw Error(ErrorCode::Internal, {name, "a type without a conversion"});
}

} // namespace tessera::model
