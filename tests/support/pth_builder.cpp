#include "tests/support/pth_builder.h"

#include <zlib.h>

#include <cstring>

namespace tessera::test {
namespace {

std::string deflated(const std::string& bytes) {
    z_stream stream{};
    deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&stream, bytes.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

std::uint64_t claimed(std::int64_t claim, std::uint64_t truth) {
    return claim < 0 ? truth : static_cast<std::uint64_t>(claim);
}

std::string integers(const std::vector<std::int64_t>& values) {
    std::vector<std::string> items;
    for (const std::int64_t value : values) {
        items.push_back(integerOpcode(value));
    }
    return tupleOpcodes(items);
}

} // namespace

std::string littleEndian(std::uint64_t value, int bytes) {
    std::string out;
    for (int i = 0; i < bytes; ++i) {
        out += static_cast<char>(value >> (8 * i) & 0xFF);
    }
    return out;
}

std::string textOpcode(const std::string& text) {
    return "X" + littleEndian(text.size(), 4) + text;
}

std::string integerOpcode(std::int64_t value) {
    return std::string("\x8a\x08", 2) + littleEndian(static_cast<std::uint64_t>(value), 8);
}

std::string globalOpcode(const std::string& module, const std::string& name) {
    return "c" + module + "\n" + name + "\n";
}

std::string tupleOpcodes(const std::vector<std::string>& items) {
    std::string out = "(";
    for (const std::string& item : items) {
        out += item;
    }
    return out + "t";
}

std::string pickleOf(const std::string& opcodes) {
    return "\x80\x02" + opcodes + ".";
}

std::string tensorOpcodes(const PickledTensor& tensor) {
    const std::string id = tupleOpcodes({textOpcode("storage"), globalOpcode("torch", tensor.type),
                                         textOpcode(tensor.key), textOpcode("cpu"), integerOpcode(tensor.elements)}) +
                           "Q";
    return globalOpcode("torch._utils", "_rebuild_tensor_v2") +
           tupleOpcodes({id, integerOpcode(tensor.offset), integers(tensor.shape), integers(tensor.stride), "\x89",
                         globalOpcode("collections", "OrderedDict") + ")R"}) +
           "R";
}

std::string statePickle(const std::vector<PickledTensor>& tensors) {
    std::string items;
    for (const PickledTensor& tensor : tensors) {
        items += textOpcode(tensor.name) + tensorOpcodes(tensor);
    }
    return pickleOf(globalOpcode("collections", "OrderedDict") + ")R(" + items + "u");
}

std::string oldPth(const std::string& object, const std::vector<RawStorage>& storages) {
    std::string keys = "](", data;
    for (const RawStorage& storage : storages) {
        keys += textOpcode(storage.key);
        data += littleEndian(storage.elements, 8) + storage.bytes;
    }
    return pickleOf(std::string("\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19", 12)) +
           pickleOf(integerOpcode(1001)) + pickleOf("}") + object + pickleOf(keys + "e") + data;
}

std::string zipOf(const std::vector<ZipPart>& parts) {
    std::string out, directory;
    for (const ZipPart& part : parts) {
        const std::string data = part.deflated ? deflated(part.bytes) : part.bytes;
        const auto crc =
            crc32(0, reinterpret_cast<const Bytef*>(part.bytes.data()), static_cast<uInt>(part.bytes.size()));
        // method, time and date, CRC, sizes, length of the name: alike in both headers
        const std::string common = littleEndian(part.flags, 2) + littleEndian(part.deflated ? 8 : 0, 2) +
                                   littleEndian(0, 4) + littleEndian(crc, 4) +
                                   littleEndian(claimed(part.claimedPacked, data.size()), 4) +
                                   littleEndian(claimed(part.claimedSize, part.bytes.size()), 4) +
                                   littleEndian(part.name.size(), 2) + littleEndian(0, 2);
        directory += std::string("PK\1\2") + littleEndian(20, 2) + littleEndian(20, 2) + common + littleEndian(0, 10) +
                     littleEndian(claimed(part.claimedPlace, out.size()), 4) + part.name;
        out += std::string("PK\3\4") + littleEndian(20, 2) + common + part.name + data;
    }
    return out + directory + "PK\5\6" + littleEndian(0, 4) + littleEndian(parts.size(), 2) +
           littleEndian(parts.size(), 2) + littleEndian(directory.size(), 4) + littleEndian(out.size(), 4) +
           littleEndian(0, 2);
}

std::string zipPth(const std::string& object, const std::vector<RawStorage>& storages) {
    std::vector<ZipPart> parts{{"archive/data.pkl", object}};
    for (const RawStorage& storage : storages) {
        parts.push_back({"archive/data/" + storage.key, storage.bytes});
    }
    return zipOf(parts);
}

std::string stateDictPth(const std::vector<model::FloatTensor>& tensors) {
    std::vector<PickledTensor> pickled;
    std::vector<RawStorage> storages;
    for (const model::FloatTensor& tensor : tensors) {
        const auto count = static_cast<std::int64_t>(tensor.values.size());
        std::vector<std::int64_t> stride(tensor.shape.shape.size(), 1);
        for (std::size_t axis = stride.size(); axis-- > 1;) {
            stride[axis - 1] = stride[axis] * tensor.shape.shape[axis];
        }
        const std::string key = std::to_string(storages.size());
        pickled.push_back({tensor.shape.name, key, count, 0, tensor.shape.shape, stride});
        RawStorage storage{key, std::string(tensor.values.size() * sizeof(float), '\0'), tensor.values.size()};
        std::memcpy(storage.bytes.data(), tensor.values.data(), storage.bytes.size());
        storages.push_back(std::move(storage));
    }
    return oldPth(statePickle(pickled), storages);
}

} // namespace tessera::test
