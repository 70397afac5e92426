#pragma once

#include "core/model/pickle.h"

#include <unordered_map>

namespace tessera::model {

/// The stack machine that a pickle is a program for, reduced to building plain values; see `Pickle::read`.
class PickleMachine {
  public:
    PickleMachine(std::span<const std::byte> bytes, const std::string& file, Pickle& out)
        : m_bytes(bytes), m_file(file), m_out(out) {}

    void run();

  private:
    using Id = Pickle::Id;
    using Kind = Pickle::Kind;
    using Value = Pickle::Value;

    [[noreturn]] void damaged(const std::string& problem) const;
    [[noreturn]] void refuse(const std::string& what) const;

    std::span<const std::byte> take(std::uint64_t bytes);
    template <typename T>
    T number();
    std::string_view text(std::uint64_t bytes);
    std::string_view line();

    void charge(std::size_t values);
    void push(Id id);
    void pushNew(Value value);
    Id pop();
    std::vector<Id> popN(std::size_t count);
    std::vector<Id> popMark();
    Value& top();

    bool literal(unsigned char opcode);
    bool textLiteral(unsigned char opcode);
    bool container(unsigned char opcode);
    bool reference(unsigned char opcode);
    void longInteger(std::uint64_t bytes);
    void global(std::string_view module, std::string_view name);
    void reduce();
    void build();
    void persistent();
    void put(std::uint64_t index);
    void get(std::uint64_t index);
    void append(Kind kind, const std::vector<Id>& items);

    std::span<const std::byte> m_bytes;
    const std::string& m_file;
    Pickle& m_out;
    std::size_t m_at = 0;
    std::size_t m_charged = 0; // values and references to values so far
    std::vector<Id> m_stack;
    std::vector<std::size_t> m_marks; // heights of the stack
    std::unordered_map<std::uint64_t, Id> m_memo;
};

} // namespace tessera::model
