#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tessera::model {

/// What a Python pickle says, as plain values. Reading one executes nothing: a call that the pickle asks for becomes a
/// value that names the callee and holds its arguments, and only the callees and opcodes that `torch.save` needs for
/// weights (protocols 2 to 5) are let in, all others are refused by name. Values refer to each other by index, so that
/// neither deep nesting nor a value that holds itself costs anything; nothing here is recursive.
/// Opcodes: Python's Lib/pickletools.py. Const use from any thread.
class Pickle {
  public:
    using Id = std::uint32_t;
    enum class Kind {
        None,
        Boolean,    ///< its value isn't kept, nor is a Real's: nothing needs them
        Integer,    ///< `integer`
        BigInteger, ///< more than eight bytes: `text` holds them, little-endian two's complement
        Real,
        Text,  ///< `text`; bytes, too
        Tuple, ///< `items`, as of a List
        List,
        Dict,      ///< `items`: key, value, key, value...; an OrderedDict, too
        Global,    ///< `text`: "module.name"
        Call,      ///< `text`: what it calls, `items`: the arguments
        Persistent ///< `items` of the id, which is a tuple
    };
    struct Value {
        Kind kind = Kind::None;
        std::int64_t integer = 0;
        std::string_view text{}; ///< in the pickle's bytes, or static
        std::vector<Id> items{};
    };

    /// Reads one pickle from the beginning of `bytes`, which must outlive what is returned.
    /// @param file for errors
    /// @throws Error{PickleRefused} for an opcode, callee or persistent id that weights don't need
    /// @throws Error{WeightsInvalid} if it is damaged, or holds more values than weights ever need
    [[nodiscard]] static Pickle read(std::span<const std::byte> bytes, const std::string& file);

    [[nodiscard]] const Value& root() const { return m_values[m_root]; }
    [[nodiscard]] const Value& at(Id id) const { return m_values[id]; }
    [[nodiscard]] const std::vector<Value>& values() const noexcept { return m_values; }
    [[nodiscard]] std::size_t bytes() const noexcept { return m_bytes; } ///< that the pickle took

  private:
    friend class PickleMachine;

    std::vector<Value> m_values;
    Id m_root = 0;
    std::size_t m_bytes = 0;
};

} // namespace tessera::model
