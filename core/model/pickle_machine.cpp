#include "core/model/pickle_machine.h"

#include "core/base/error.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace tessera::model {
namespace {

static_assert(std::endian::native == std::endian::little, "the numbers of a pickle are read without swapping bytes");

/// A checkpoint with optimiser and metrics has some thousand values.
constexpr std::size_t kMostValues = 1'000'000;
constexpr std::size_t kDeepest = 256; // containers that are open at once

constexpr unsigned char kProto = 0x80, kStop = '.';

/// All that may be named: what `torch.save` writes for tensors, and numpy's scalars (metrics that lie beside weights).
constexpr std::array<std::string_view, 19> kGlobals{
    "collections.OrderedDict",
    "torch._utils._rebuild_tensor",
    "torch._utils._rebuild_tensor_v2",
    "torch._utils._rebuild_parameter",
    "torch.Size",
    "torch.DoubleStorage",
    "torch.FloatStorage",
    "torch.HalfStorage",
    "torch.BFloat16Storage",
    "torch.LongStorage",
    "torch.IntStorage",
    "torch.ShortStorage",
    "torch.CharStorage",
    "torch.ByteStorage",
    "torch.BoolStorage",
    "numpy.core.multiarray.scalar",
    "numpy._core.multiarray.scalar",
    "numpy.dtype",
    "_codecs.encode",
};

struct OpcodeName {
    unsigned char opcode;
    const char* name;
};

/// Opcodes of Python's that weights don't need, to refuse them by name.
constexpr std::array kRefused{
    OpcodeName{'0', "POP"},          OpcodeName{'1', "POP_MARK"},
    OpcodeName{'2', "DUP"},          OpcodeName{'F', "FLOAT"},
    OpcodeName{'I', "INT"},          OpcodeName{'L', "LONG"},
    OpcodeName{'P', "PERSID"},       OpcodeName{'S', "STRING"},
    OpcodeName{'V', "UNICODE"},      OpcodeName{'d', "DICT"},
    OpcodeName{'g', "GET"},          OpcodeName{'i', "INST"},
    OpcodeName{'l', "LIST"},         OpcodeName{'o', "OBJ"},
    OpcodeName{'p', "PUT"},          OpcodeName{0x81, "NEWOBJ"},
    OpcodeName{0x82, "EXT1"},        OpcodeName{0x83, "EXT2"},
    OpcodeName{0x84, "EXT4"},        OpcodeName{0x8f, "EMPTY_SET"},
    OpcodeName{0x90, "ADDITEMS"},    OpcodeName{0x91, "FROZENSET"},
    OpcodeName{0x92, "NEWOBJ_EX"},   OpcodeName{0x96, "BYTEARRAY8"},
    OpcodeName{0x97, "NEXT_BUFFER"}, OpcodeName{0x98, "READONLY_BUFFER"},
};

std::string opcodeName(unsigned char opcode) {
    const auto known = std::find_if(kRefused.begin(), kRefused.end(),
                                    [opcode](const OpcodeName& entry) { return entry.opcode == opcode; });
    return known != kRefused.end() ? std::string("the opcode ") + known->name
                                   : "the unknown opcode " + std::to_string(opcode);
}

} // namespace

void PickleMachine::damaged(const std::string& problem) const {
    throw Error(ErrorCode::WeightsInvalid, {m_file, "its pickle " + problem});
}

void PickleMachine::refuse(const std::string& what) const {
    throw Error(ErrorCode::PickleRefused, {m_file, what});
}

void PickleMachine::run() {
    if (number<std::uint8_t>() != kProto) {
        damaged("doesn't begin as one");
    }
    if (const int protocol = number<std::uint8_t>(); protocol < 2 || protocol > 5) {
        damaged("has protocol " + std::to_string(protocol) + ", torch writes 2 to 5");
    }
    for (;;) {
        const auto opcode = number<std::uint8_t>();
        if (opcode == kStop) {
            break;
        }
        if (!literal(opcode) && !textLiteral(opcode) && !container(opcode) && !reference(opcode)) {
            refuse(opcodeName(opcode));
        }
    }
    m_out.m_root = pop();
    if (!m_stack.empty()) {
        damaged("ends with values left over");
    }
    m_out.m_bytes = m_at;
}

std::span<const std::byte> PickleMachine::take(std::uint64_t bytes) {
    if (bytes > m_bytes.size() - m_at) {
        damaged("ends too early");
    }
    const auto out = m_bytes.subspan(m_at, static_cast<std::size_t>(bytes));
    m_at += out.size();
    return out;
}

template <typename T>
T PickleMachine::number() {
    T value{};
    std::memcpy(&value, take(sizeof(T)).data(), sizeof(T));
    return value;
}

std::string_view PickleMachine::text(std::uint64_t bytes) {
    const auto taken = take(bytes);
    return {reinterpret_cast<const char*>(taken.data()), taken.size()};
}

std::string_view PickleMachine::line() {
    const auto rest = m_bytes.subspan(m_at);
    const auto end = std::find(rest.begin(), rest.end(), static_cast<std::byte>('\n'));
    const std::string_view out = text(static_cast<std::uint64_t>(end - rest.begin()));
    take(1);
    return out;
}

/// Counts what the pickle makes us remember; a list can be named a million times by few bytes.
void PickleMachine::charge(std::size_t values) {
    m_charged += values;
    if (m_charged > kMostValues) {
        damaged("holds more than " + std::to_string(kMostValues) + " values");
    }
}

void PickleMachine::push(Id id) {
    charge(1);
    m_stack.push_back(id);
}

void PickleMachine::pushNew(Value value) {
    charge(value.items.size());
    m_out.m_values.push_back(std::move(value));
    push(static_cast<Id>(m_out.m_values.size() - 1));
}

PickleMachine::Id PickleMachine::pop() {
    return popN(1).front();
}

std::vector<PickleMachine::Id> PickleMachine::popN(std::size_t count) {
    const std::size_t floor = m_marks.empty() ? 0 : m_marks.back();
    if (m_stack.size() - floor < count) {
        damaged("takes more values from its stack than there are");
    }
    const auto first = m_stack.end() - static_cast<std::ptrdiff_t>(count);
    std::vector<Id> out(first, m_stack.end());
    m_stack.erase(first, m_stack.end());
    return out;
}

std::vector<PickleMachine::Id> PickleMachine::popMark() {
    if (m_marks.empty()) {
        damaged("closes a list that it hasn't opened");
    }
    std::vector<Id> out = popN(m_stack.size() - m_marks.back());
    m_marks.pop_back();
    return out;
}

PickleMachine::Value& PickleMachine::top() {
    if (m_stack.size() <= (m_marks.empty() ? 0 : m_marks.back())) {
        damaged("takes more values from its stack than there are");
    }
    return m_out.m_values[m_stack.back()];
}

bool PickleMachine::literal(unsigned char opcode) {
    switch (opcode) {
    case 0x95: // FRAME
        if (number<std::uint64_t>() > m_bytes.size() - m_at) {
            damaged("ends too early");
        }
        return true;
    case 'N': // NONE
        pushNew({Kind::None});
        return true;
    case 0x88: // NEWTRUE
    case 0x89: // NEWFALSE
        pushNew({Kind::Boolean});
        return true;
    case 'J': // BININT
        pushNew({Kind::Integer, number<std::int32_t>()});
        return true;
    case 'K': // BININT1
        pushNew({Kind::Integer, number<std::uint8_t>()});
        return true;
    case 'M': // BININT2
        pushNew({Kind::Integer, number<std::uint16_t>()});
        return true;
    case 0x8a: // LONG1
        longInteger(number<std::uint8_t>());
        return true;
    case 0x8b: // LONG4: its length is signed, a negative one is beyond any file
        longInteger(static_cast<std::uint64_t>(number<std::int32_t>()));
        return true;
    case 'G': // BINFLOAT
        take(sizeof(double));
        pushNew({Kind::Real});
        return true;
    default:
        return false;
    }
}

bool PickleMachine::textLiteral(unsigned char opcode) {
    std::uint64_t length = 0;
    switch (opcode) {
    case 0x8c: // SHORT_BINUNICODE
    case 'U':  // SHORT_BINSTRING: text of Python 2
    case 'C':  // SHORT_BINBYTES
        length = number<std::uint8_t>();
        break;
    case 'X': // BINUNICODE
    case 'B': // BINBYTES
        length = number<std::uint32_t>();
        break;
    case 'T': // BINSTRING: signed as in LONG4
        length = static_cast<std::uint64_t>(number<std::int32_t>());
        break;
    case 0x8d: // BINUNICODE8
    case 0x8e: // BINBYTES8
        length = number<std::uint64_t>();
        break;
    default:
        return false;
    }
    pushNew({Kind::Text, 0, text(length)});
    return true;
}

void PickleMachine::longInteger(std::uint64_t bytes) {
    const std::string_view digits = text(bytes);
    if (digits.size() > sizeof(std::int64_t)) {
        pushNew({Kind::BigInteger, 0, digits});
        return;
    }
    std::int64_t value = !digits.empty() && (digits.back() & 0x80) != 0 ? -1 : 0;
    std::memcpy(&value, digits.data(), digits.size());
    pushNew({Kind::Integer, value});
}

bool PickleMachine::container(unsigned char opcode) {
    switch (opcode) {
    case '(': // MARK
        if (m_marks.size() == kDeepest) {
            damaged("is nested too deeply");
        }
        m_marks.push_back(m_stack.size());
        return true;
    case ')': // EMPTY_TUPLE
        pushNew({Kind::Tuple});
        return true;
    case 0x85: // TUPLE1
    case 0x86: // TUPLE2
    case 0x87: // TUPLE3
        pushNew({Kind::Tuple, 0, {}, popN(opcode - 0x84U)});
        return true;
    case 't': // TUPLE
        pushNew({Kind::Tuple, 0, {}, popMark()});
        return true;
    case ']': // EMPTY_LIST
        pushNew({Kind::List});
        return true;
    case 'a': // APPEND
        append(Kind::List, popN(1));
        return true;
    case 'e': // APPENDS
        append(Kind::List, popMark());
        return true;
    case '}': // EMPTY_DICT
        pushNew({Kind::Dict});
        return true;
    case 's': // SETITEM
        append(Kind::Dict, popN(2));
        return true;
    case 'u': // SETITEMS
        append(Kind::Dict, popMark());
        return true;
    default:
        return false;
    }
}

void PickleMachine::append(Kind kind, const std::vector<Id>& items) {
    if (kind == Kind::Dict && items.size() % 2 != 0) {
        damaged("has a key without a value");
    }
    charge(items.size());
    Value& target = top();
    if (target.kind != kind) {
        damaged("adds items to what is no list or dict");
    }
    target.items.insert(target.items.end(), items.begin(), items.end());
}

bool PickleMachine::reference(unsigned char opcode) {
    switch (opcode) {
    case 'c': { // GLOBAL
        const std::string_view module = line();
        global(module, line());
        return true;
    }
    case 0x93: { // STACK_GLOBAL
        const std::vector<Id> names = popN(2);
        if (m_out.at(names[0]).kind != Kind::Text || m_out.at(names[1]).kind != Kind::Text) {
            damaged("names something by what is no text");
        }
        global(m_out.at(names[0]).text, m_out.at(names[1]).text);
        return true;
    }
    case 'R': // REDUCE
        reduce();
        return true;
    case 'b': // BUILD
        build();
        return true;
    case 'Q': // BINPERSID
        persistent();
        return true;
    case 'q': // BINPUT
        put(number<std::uint8_t>());
        return true;
    case 'r': // LONG_BINPUT
        put(number<std::uint32_t>());
        return true;
    case 0x94: // MEMOIZE
        put(m_memo.size());
        return true;
    case 'h': // BINGET
        get(number<std::uint8_t>());
        return true;
    case 'j': // LONG_BINGET
        get(number<std::uint32_t>());
        return true;
    default:
        return false;
    }
}

void PickleMachine::global(std::string_view module, std::string_view name) {
    constexpr std::size_t kLongest = 100;
    const std::string full = std::string(module.substr(0, kLongest)) + "." + std::string(name.substr(0, kLongest));
    const auto known = std::find(kGlobals.begin(), kGlobals.end(), full);
    if (known == kGlobals.end()) {
        refuse("the global " + full);
    }
    pushNew({Kind::Global, 0, *known});
}

void PickleMachine::reduce() {
    const std::vector<Id> both = popN(2);
    const Value& callee = m_out.at(both[0]);
    const Value& arguments = m_out.at(both[1]);
    if (callee.kind != Kind::Global || arguments.kind != Kind::Tuple) {
        damaged("calls something that can't be called");
    }
    if (callee.text != "collections.OrderedDict") {
        pushNew({Kind::Call, 0, callee.text, arguments.items});
        return;
    }
    std::vector<Id> items;
    if (!arguments.items.empty()) { // Python 2 hands over a list of [key, value]
        for (const Id pair : m_out.at(arguments.items.front()).items) {
            if (m_out.at(pair).items.size() != 2) {
                damaged("has a key without a value");
            }
            items.insert(items.end(), m_out.at(pair).items.begin(), m_out.at(pair).items.end());
        }
    }
    pushNew({Kind::Dict, 0, {}, std::move(items)});
}

/// Attributes (a state dict's `_metadata`, a dtype's byte order) say nothing that weights need.
void PickleMachine::build() {
    (void)pop();
    if (const Kind kind = top().kind; kind != Kind::Dict && kind != Kind::Call) {
        damaged("sets attributes of what has none");
    }
}

void PickleMachine::persistent() {
    const Value& id = m_out.at(pop());
    if (id.kind != Kind::Tuple) {
        refuse("a persistent id that is no storage");
    }
    pushNew({Kind::Persistent, 0, {}, id.items});
}

void PickleMachine::put(std::uint64_t index) {
    if (index >= kMostValues) {
        damaged("remembers a value under the number " + std::to_string(index));
    }
    (void)top();
    m_memo[index] = m_stack.back();
}

void PickleMachine::get(std::uint64_t index) {
    const auto found = m_memo.find(index);
    if (found == m_memo.end()) {
        damaged("recalls a value that it hasn't remembered");
    }
    push(found->second);
}

} // namespace tessera::model
