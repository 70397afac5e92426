#include "tests/support/malformed_pth.h"

#include "tests/support/pth_builder.h"

#include <fstream>

namespace tessera::test {
namespace {

constexpr auto kRefused = ErrorCode::PickleRefused;
constexpr auto kInvalid = ErrorCode::WeightsInvalid;

class Cases {
  public:
    void add(const std::string& name, const std::string& bytes, ErrorCode code, const std::string& text) {
        m_cases.push_back({name,
                           [name, bytes](const std::filesystem::path& folder) {
                               const std::filesystem::path file = folder / (name + ".pth");
                               std::ofstream(file, std::ios::binary) << bytes;
                               return file;
                           },
                           code, text});
    }
    /// A pickle in both formats.
    void addObject(const std::string& name, const std::string& object, ErrorCode code, const std::string& text) {
        add(name + "-old", oldPth(object, {{}}), code, text);
        add(name + "-zip", zipPth(object, {{}}), code, text);
    }
    void addOpcodes(const std::string& name, const std::string& opcodes, ErrorCode code, const std::string& text) {
        add(name, zipPth(pickleOf(opcodes), {{}}), code, text);
    }
    void addTensor(const std::string& name, const PickledTensor& tensor, const std::string& text) {
        addObject(name, statePickle({tensor}), kInvalid, text);
    }
    std::vector<MalformedCase> take() { return std::move(m_cases); }

  private:
    std::vector<MalformedCase> m_cases;
};

std::string callOf(const std::string& module, const std::string& name, const std::string& argument) {
    return globalOpcode(module, name) + tupleOpcodes({textOpcode(argument)}) + "R";
}

void addAttacks(Cases& cases) {
    struct Attack {
        const char* module;
        const char* name;
    };
    for (const auto& [module, name] :
         {Attack{"os", "system"}, Attack{"posix", "system"}, Attack{"nt", "system"}, Attack{"builtins", "eval"},
          Attack{"builtins", "exec"}, Attack{"__builtin__", "getattr"}, Attack{"functools", "partial"},
          Attack{"subprocess", "Popen"}, Attack{"torch.hub", "load"}, Attack{"torch", "load"},
          Attack{"torch._utils", "_rebuild_tensor_v2.__globals__"}, Attack{"torch.nn.modules.conv", "Conv3d"},
          Attack{"__torch__", "Network"}, Attack{"collections", "namedtuple"}, Attack{"webbrowser", "open"}}) {
        cases.addObject(std::string("global-") + module + "-" + name, pickleOf(callOf(module, name, "touch /tmp/x")),
                        kRefused, std::string("the global ") + module + "." + name);
    }
    cases.addOpcodes("stack-global", textOpcode("os") + textOpcode("system") + "\x93", kRefused, "os.system");
    cases.addOpcodes("global-inside-a-state-dict", "}(" + textOpcode("x") + callOf("os", "system", "id") + "u",
                     kRefused, "os.system");
    cases.addOpcodes("global-with-a-long-name", globalOpcode(std::string(5000, 'a'), "b"), kRefused, "the global aaaa");
    for (const auto& [opcodes, name] : {std::pair{"(ios\nsystem\n", "INST"},
                                        {"(cos\nsystem\no", "OBJ"},
                                        {"\x82\x01", "EXT1"},
                                        {"\x83\x01\x01", "EXT2"},
                                        {"\x84\x01\x01\x01\x01", "EXT4"},
                                        {"\x81", "NEWOBJ"},
                                        {"\x92", "NEWOBJ_EX"},
                                        {"Pstorage\n", "PERSID"},
                                        {"I1\n", "INT"},
                                        {"S'os'\n", "STRING"},
                                        {"N2", "DUP"},
                                        {"g0\n", "GET"},
                                        {"\x97", "NEXT_BUFFER"}}) {
        const std::string text = std::string(name) == "OBJ" ? "os.system" : std::string("the opcode ") + name;
        cases.addOpcodes(std::string("opcode-") + name, opcodes, kRefused, text);
    }
    cases.addOpcodes("opcode-unknown", "\xff", kRefused, "the unknown opcode 255");
    cases.addOpcodes("opcode-text-protocol", "\x80\x02", kRefused, "the unknown opcode 128");
}

void addPersistentIds(Cases& cases) {
    cases.addOpcodes("persistent-text", textOpcode("storage") + "Q", kRefused, "no storage");
    cases.addOpcodes("persistent-none", "NQ", kRefused, "no storage");
    cases.addOpcodes("persistent-module",
                     tupleOpcodes({textOpcode("module"), "N", textOpcode("a.py"), textOpcode("import os"), "N"}) + "Q",
                     kRefused, "no storage");
    cases.addOpcodes("persistent-short", tupleOpcodes({textOpcode("storage")}) + "Q", kRefused, "no storage");
    const auto storage = [](const std::string& type, const std::string& elements, const std::string& more = {}) {
        return "}" + textOpcode("w") +
               tupleOpcodes({textOpcode("storage"), type, textOpcode("0"), textOpcode("cpu"), elements, more}) + "Qs";
    };
    cases.addOpcodes("persistent-callee", storage(globalOpcode("torch._utils", "_rebuild_tensor"), "K\4"), kRefused,
                     "_rebuild_tensor");
    const std::string floats = globalOpcode("torch", "FloatStorage");
    cases.addOpcodes("persistent-text-size", storage(floats, textOpcode("4")), kRefused, "no storage");
    cases.addOpcodes("persistent-negative-size", storage(floats, integerOpcode(-4)), kInvalid, "impossible size");
    cases.addOpcodes("persistent-huge-size", storage(floats, integerOpcode(INT64_MAX)), kInvalid, "impossible size");
    cases.addOpcodes("persistent-not-a-tensor", storage(floats, "K\4"), kInvalid, "w is no tensor");
    cases.addOpcodes("view-beyond",
                     storage(floats, "K\4", tupleOpcodes({textOpcode("1"), integerOpcode(3), integerOpcode(2)})),
                     kInvalid, "view of the storage 0 reaches beyond");
    cases.addOpcodes("view-negative",
                     storage(floats, "K\4", tupleOpcodes({textOpcode("1"), integerOpcode(-1), integerOpcode(2)})),
                     kInvalid, "view of the storage 0 is damaged");
}

void addMachine(Cases& cases) {
    cases.addOpcodes("stack-underflow", "\x87", kInvalid, "more values from its stack");
    cases.addOpcodes("stack-empty-at-the-end", "", kInvalid, "more values from its stack");
    cases.addOpcodes("stack-below-the-mark", "NN(\x86", kInvalid, "more values from its stack");
    cases.addOpcodes("stack-left-over", "NN", kInvalid, "left over");
    cases.addOpcodes("mark-missing", "]Ne", kInvalid, "hasn't opened");
    cases.addOpcodes("mark-nested", std::string(100'000, '('), kInvalid, "nested too deeply");
    cases.addOpcodes("memo-huge-index", "Nr\xff\xff\xff\xff", kInvalid, "4294967295");
    cases.addOpcodes("memo-unknown", "h\7", kInvalid, "hasn't remembered");
    cases.addOpcodes("memo-of-nothing", "q" + std::string(1, '\0'), kInvalid, "more values from its stack");
    cases.addOpcodes("dict-odd", "}(NNNu", kInvalid, "key without a value");
    cases.addOpcodes("dict-of-a-list", "](NNu", kInvalid, "no list or dict");
    cases.addOpcodes("list-of-none", "NNa", kInvalid, "no list or dict");
    cases.addOpcodes("call-of-a-text", textOpcode("os.system") + ")R", kInvalid, "can't be called");
    cases.addOpcodes("call-without-a-tuple", globalOpcode("collections", "OrderedDict") + "NR", kInvalid,
                     "can't be called");
    cases.addOpcodes("ordered-dict-of-a-single", globalOpcode("collections", "OrderedDict") + "](](Neee\x85R", kInvalid,
                     "hasn't opened");
    cases.addOpcodes("ordered-dict-of-halves", globalOpcode("collections", "OrderedDict") + "]]Naa\x85R", kInvalid,
                     "key without a value");
    cases.addOpcodes("attributes-of-none", "NNb", kInvalid, "attributes");
    cases.addOpcodes("name-that-is-no-text", "NN\x93", kInvalid, "no text");
    cases.addOpcodes("long-negative-length", "\x8b\xff\xff\xff\xff", kInvalid, "ends too early");
    cases.addOpcodes("long-huge-length", "\x8b\xff\xff\xff\x7f", kInvalid, "ends too early");
    cases.addOpcodes("text-past-the-end", "X\xff\xff\xff\xff", kInvalid, "ends too early");
    cases.addOpcodes("text8-past-the-end", "\x8d\xff\xff\xff\xff\xff\xff\xff\xff", kInvalid, "ends too early");
    cases.addOpcodes("bytes8-past-the-end", "\x8e" + littleEndian(1ULL << 62, 8), kInvalid, "ends too early");
    cases.addOpcodes("frame-past-the-end", "\x95\xff\xff\xff\xff\xff\xff\xff\xff", kInvalid, "ends too early");
    cases.addOpcodes("line-without-an-end", "cos", kInvalid, "ends too early");
    // A tuple of two that is doubled forty times: 2^40 values if anybody walked it.
    std::string bomb = "N";
    for (int i = 0; i < 40; ++i) {
        bomb += "q" + std::string(1, '\0') + "h" + std::string(1, '\0') + "\x86";
    }
    cases.addOpcodes("tuple-bomb", bomb, kInvalid, "no state dict");
    std::string deep = ")";
    for (int i = 0; i < 200'000; ++i) {
        deep += "\x85";
    }
    cases.addOpcodes("tuple-deep", deep, kInvalid, "no state dict");
    cases.addOpcodes("list-that-holds-itself", "]q" + std::string(1, '\0') + "h" + std::string(1, '\0') + "a", kInvalid,
                     "no state dict");
    cases.addOpcodes("dict-that-holds-itself",
                     "}q" + std::string(1, '\0') + textOpcode("state_dict") + "h" + std::string(1, '\0') + "s",
                     kInvalid, "state_dict is no tensor");
    // A list of 5000 that a thousand calls take as their arguments.
    std::string many = "](" + std::string(5000, 'N') + "tq" + std::string(1, '\0');
    for (int i = 0; i < 1000; ++i) {
        many += globalOpcode("torch", "Size") + "h" + std::string(1, '\0') + "R";
    }
    cases.addOpcodes("argument-bomb", many, kInvalid, "more than 1000000 values");
    cases.addOpcodes("value-bomb", "](" + std::string(1'100'000, 'N') + "e", kInvalid, "more than 1000000 values");
}

void addTensors(Cases& cases) {
    cases.addTensor("storage-shorter", {"w", "0", 4, 0, {5}, {1}}, "w reaches beyond its storage");
    cases.addTensor("offset-beyond", {"w", "0", 4, 4, {1}, {1}}, "w reaches beyond its storage");
    cases.addTensor("offset-and-shape-beyond", {"w", "0", 4, 2, {3}, {1}}, "w reaches beyond its storage");
    cases.addTensor("offset-negative", {"w", "0", 4, -1, {2}, {1}}, "damaged offset");
    cases.addTensor("offset-overflow", {"w", "0", 4, INT64_MAX, {4}, {1}}, "w reaches beyond its storage");
    cases.addTensor("empty-beyond", {"w", "0", 4, 5, {0}, {1}}, "w reaches beyond its storage");
    cases.addTensor("stride-negative", {"w", "0", 4, 3, {4}, {-1}}, "damaged shape or stride");
    cases.addTensor("stride-zero", {"w", "0", 4, 0, {1000000}, {0}}, "overlap");
    cases.addTensor("stride-overlapping", {"w", "0", 4, 0, {2, 2}, {1, 1}}, "overlap");
    cases.addTensor("stride-beyond", {"w", "0", 4, 0, {2}, {4}}, "w reaches beyond its storage");
    cases.addTensor("stride-missing", {"w", "0", 4, 0, {2, 2}, {1}}, "damaged shape or stride");
    cases.addTensor("shape-negative", {"w", "0", 4, 0, {-4}, {1}}, "damaged shape or stride");
    cases.addTensor("shape-overflow", {"w", "0", 4, 0, {1LL << 33, 1LL << 33}, {1LL << 33, 1}}, "reach beyond");
    cases.addTensor("shape-overflow-empty", {"w", "0", 4, 0, {1LL << 62, 1LL << 62, 0}, {1, 1LL << 62, 1}},
                    "reach beyond");
    cases.addTensor("shape-of-nine-axes",
                    {"w", "0", 4, 0, std::vector<std::int64_t>(9, 1), std::vector<std::int64_t>(9, 1)},
                    "damaged shape or stride");
    cases.addTensor("storage-longer-than-said", {"w", "0", 3, 0, {3}, {1}}, "not as long as its tensors need");
    cases.addTensor("storage-of-doubles", {"w", "0", 4, 0, {4}, {1}, "DoubleStorage"},
                    "not as long as its tensors need");
    cases.addTensor("name-empty", {"", "0", 4, 0, {4}, {1}}, "without a name");
    cases.addObject("storage-missing", statePickle({{"w"}, {"v", "1"}}), kInvalid, "1");
    cases.addObject("tensors-overlap", statePickle({{"v", "0", 4, 0, {3}, {1}}, {"w", "0", 4, 2, {2}, {1}}}), kInvalid,
                    "v and w overlap");
    cases.addObject("tensor-twice", statePickle({{"w"}, {"w"}}), kInvalid, "two tensors w");
    cases.addObject("storage-of-two-types", statePickle({{"v"}, {"w", "0", 4, 0, {4}, {1}, "IntStorage"}}), kInvalid,
                    "two types or sizes");
    cases.addObject("storage-of-no-type", statePickle({{"w", "0", 4, 0, {4}, {1}, "ComplexFloatStorage"}}), kRefused,
                    "torch.ComplexFloatStorage");
    cases.addOpcodes("state-empty", "}", kInvalid, "state dict is empty");
    cases.addOpcodes("state-is-a-list", "]", kInvalid, "no state dict");
    cases.addOpcodes("state-twice", "}(" + textOpcode("net") + "}" + textOpcode("model") + "}u", kInvalid,
                     "several state dicts");
    cases.addOpcodes("state-of-numbers", "}" + textOpcode("w") + "K\1s", kInvalid, "w is no tensor");
    cases.addOpcodes("tensor-without-arguments",
                     "}" + textOpcode("w") + globalOpcode("torch._utils", "_rebuild_tensor_v2") + ")Rs", kInvalid,
                     "w is no tensor");
    cases.addOpcodes("parameter-of-itself",
                     "}" + textOpcode("w") + globalOpcode("torch._utils", "_rebuild_parameter") + "N\x85Rs", kInvalid,
                     "w is no tensor");
}

void addOldFiles(Cases& cases) {
    const std::string whole = oldPth(statePickle({{"w"}}), {{}});
    const std::string magic = whole.substr(0, 15), protocol = pickleOf(integerOpcode(1001));
    cases.add("old-no-pickle", "GIF89a, not weights", kInvalid, "neither");
    cases.add("old-one-byte", "\x80", kInvalid, "neither");
    cases.add("old-protocol-1", "\x80\x01" + whole.substr(2), kInvalid, "protocol 1");
    cases.add("old-protocol-9", "\x80\x09" + whole.substr(2), kInvalid, "protocol 9");
    cases.add("old-magic-wrong", pickleOf(integerOpcode(4711)) + whole.substr(15), kInvalid, "magic number");
    cases.add("old-protocol-wrong", magic + pickleOf(integerOpcode(1000)) + whole.substr(15 + protocol.size()),
              kInvalid, "1001");
    const std::string system = magic + protocol + pickleOf("}"), object = system + statePickle({{"w"}});
    const std::size_t keys = whole.size() - 24;
    cases.add("old-cut-in-the-magic", whole.substr(0, 9), kInvalid, "ends too early");
    cases.add("old-cut-after-the-magic", magic, kInvalid, "ends too early");
    cases.add("old-cut-in-the-protocol", whole.substr(0, 20), kInvalid, "ends too early");
    cases.add("old-cut-before-the-system", magic + protocol, kInvalid, "ends too early");
    cases.add("old-cut-in-the-object", object.substr(0, object.size() - 20), kInvalid, "ends too early");
    cases.add("old-cut-before-the-keys", object, kInvalid, "ends too early");
    cases.add("old-cut-in-the-keys", whole.substr(0, keys - 4), kInvalid, "ends too early");
    cases.add("old-cut-before-the-storage", whole.substr(0, keys), kInvalid, "ends before the storage 0");
    cases.add("old-cut-in-the-storage", whole.substr(0, whole.size() - 1), kInvalid, "not as long");
    cases.add("old-longer", whole + "x", kInvalid, "follow the last one");
    cases.add("old-keys-are-none", system + statePickle({{"w"}}) + pickleOf("N"), kInvalid, "list of storages");
    cases.add("old-storage-twice", oldPth(statePickle({{"w"}}), {{}, {}}), kInvalid, "two storages 0");
    cases.add("old-storage-unused", oldPth(statePickle({{"w"}}), {{}, {"7"}}), kInvalid, "7 that no tensor uses");
    cases.add("old-storage-claims", oldPth(statePickle({{"w"}}), {{"0", std::string(16, '\0'), 1ULL << 62}}), kInvalid,
              "not as long");
}

void addZipFiles(Cases& cases) {
    const std::string object = statePickle({{"w"}});
    const std::string whole = zipPth(object, {{}});
    const ZipPart pickle{"archive/data.pkl", object}, data{"archive/data/0", std::string(16, '\1')};
    cases.add("zip-only-a-header", "PK\3\4", kInvalid, "ends too early");
    cases.add("zip-without-a-directory", whole.substr(0, whole.size() - 30), kInvalid, "isn't whole");
    cases.add("zip-directory-cut", whole.substr(0, whole.size() - 80) + whole.substr(whole.size() - 22), kInvalid,
              "outside the file");
    const auto patched = [&whole](std::size_t fromEnd, const std::string& bytes) {
        std::string out = whole;
        return out.replace(out.size() - fromEnd, bytes.size(), bytes);
    };
    cases.add("zip-directory-outside", patched(6, "\xff\xff\xff\x7f"), kInvalid, "outside the file");
    cases.add("zip-too-many-entries", patched(12, "\xff\xff"), kInvalid, "outside the file");
    cases.add("zip-of-two-disks", patched(18, "\1"), kInvalid, "one part of several");
    std::string wrong64 = whole;
    wrong64.insert(wrong64.size() - 22,
                   "PK\6\7" + littleEndian(0, 4) + littleEndian(1ULL << 60, 8) + littleEndian(1, 4));
    cases.add("zip64-directory-outside", wrong64, kInvalid, "zip64");
    cases.add("zip-directory-mark", std::string(whole).replace(whole.find("PK\1\2"), 4, "PKxx"), kInvalid, "damaged");
    cases.add("zip-local-mark", std::string(whole).replace(whole.find("PK\3\4", 10), 4, "PKxx"), kInvalid,
              "isn't what the directory says");
    cases.add("zip-local-name", std::string(whole).replace(whole.find("archive/data/0"), 14, "archive/data/1"),
              kInvalid, "isn't what the directory says");
    const auto with = [&](ZipPart part) { return zipOf({pickle, std::move(part)}); };
    ZipPart bad = data;
    bad.flags = 1;
    cases.add("zip-encrypted", with(bad), kInvalid, "encrypted");
    bad = data;
    bad.claimedPlace = 0;
    cases.add("zip-overlapping", zipOf({pickle, {"archive/data.pkl", object, false, 0, -1, -1, 0}}), kInvalid,
              "two entries");
    cases.add("zip-place-of-another", with(bad), kInvalid, "isn't what the directory says");
    ZipPart inside{"archive/data/0", std::string(16, '\1')};
    inside.bytes = zipOf({{"archive/data/1", std::string(16, '\1')}}).substr(0, 60);
    const auto place = static_cast<std::int64_t>(30 + pickle.name.size() + object.size() + 30 + inside.name.size());
    cases.add("zip-nested-overlap",
              zipOf({pickle, inside, {"archive/data/1", std::string(16, '\1'), false, 0, -1, -1, place}}), kInvalid,
              "overlap");
    bad = data;
    bad.claimedPlace = 1LL << 31;
    cases.add("zip-entry-outside", with(bad), kInvalid, "outside the file");
    bad = data;
    bad.claimedPacked = bad.claimedSize = 1LL << 31;
    cases.add("zip-entry-past-the-end", with(bad), kInvalid, "outside the file");
    bad = data;
    bad.claimedSize = 17;
    cases.add("zip-stored-size-differs", with(bad), kInvalid, "can't hold");
    cases.add("zip-two-of-a-name", zipOf({pickle, data, data}), kInvalid, "two entries named archive/data/0");
    cases.add("zip-two-pickles", zipOf({pickle, {"other/data.pkl", object}}), kInvalid, "two pickles");
    cases.add("zip-without-a-pickle", zipOf({data}), kInvalid, "isn't one that torch.save writes");
    cases.add("zip-of-a-document", zipOf({{"word/document.xml", "<w/>"}}), kInvalid,
              "isn't one that torch.save writes");
    cases.add("zip-bomb", with({"archive/data/0", std::string(20 << 20, '\0'), true}), kInvalid, "16 times its size");
    bad = {"archive/data/0", std::string(1000, '\0'), true};
    bad.claimedSize = 12 << 20;
    cases.add("zip-deflate-claims-more", with(bad), kInvalid, "can't hold");
    bad.claimedSize = 900;
    cases.add("zip-deflate-holds-more", zipOf({pickle, bad}), kInvalid, "0");
    bad = {"archive/data.pkl", object, true};
    bad.claimedSize = static_cast<std::int64_t>(object.size()) - 1;
    cases.add("zip-deflated-pickle-longer", zipOf({bad, data}), kInvalid, "doesn't unpack to its size");
    std::string flipped = zipOf({pickle, data});
    flipped[flipped.find(std::string(16, '\1')) + 3] = '\2';
    cases.add("zip-checksum", flipped, kInvalid, "checksum");
    std::string method = whole;
    method[method.find("PK\1\2") + 10] = '\x0e';
    cases.add("zip-method", method, kInvalid, "method 14");
    cases.add("zip-byte-order", zipOf({pickle, data, {"archive/byteorder", "middle"}}), kInvalid, "byte order");
    cases.add("zip-pickle-longer", zipOf({{"archive/data.pkl", object + "x"}, data}), kInvalid, "follow its pickle");
    cases.add("zip-pickle-empty", zipOf({{"archive/data.pkl", ""}, data}), kInvalid, "ends too early");
}

} // namespace

std::vector<MalformedCase> malformedPth() {
    Cases cases;
    addAttacks(cases);
    addPersistentIds(cases);
    addMachine(cases);
    addTensors(cases);
    addOldFiles(cases);
    addZipFiles(cases);
    return cases.take();
}

} // namespace tessera::test
