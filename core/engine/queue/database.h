#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace tessera::queue {

class Database;

/// One use of a prepared SQL statement; it goes back to its connection, to be used again, at the end of the scope.
/// Errors are those of `Database`.
class Statement {
  public:
    ~Statement();
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    /// Fills the statement's parameters in their order.
    template <class... Values>
    Statement& bind(const Values&... values) {
        int index = 0;
        (bindOne(++index, values), ...);
        return *this;
    }

    [[nodiscard]] bool step(); ///< true if there is a row to look at
    void run();                ///< to the end, without looking at rows

    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] std::string text(int column) const; ///< as it was bound, any bytes; NULL is empty

  private:
    friend class Database;
    Statement(Database& database, std::string_view sql, sqlite3_stmt* statement)
        : m_database(database), m_sql(sql), m_statement(statement) {}
    void bindOne(int index, std::int64_t value);
    void bindOne(int index, std::string_view value);
    void check(int code) const;

    Database& m_database;
    std::string_view m_sql;
    sqlite3_stmt* m_statement;
};

/// One connection to an SQLite file: WAL, synchronous=FULL, so that what is committed survives `kill -9` and a loss of
/// power. One thread at a time. Every call but the destructor may throw
/// Error{DiskFull, WriteFailed, FileUnreadable, QueueBusy (after 30 s), QueueDamaged, OutOfMemory, Internal} with the
/// file as the first argument.
class Database {
  public:
    enum class Missing { Create, Refuse };

    Database(std::filesystem::path file, Missing missing);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    void execute(const char* sql);
    /// `sql` has to outlive the statement; the connection keeps what it prepared for the next use.
    [[nodiscard]] Statement statement(std::string_view sql);
    [[nodiscard]] std::int64_t number(std::string_view sql); ///< first column of the first row; 0 without a row
    [[nodiscard]] std::int64_t changedRows() const;          ///< of the last statement that changes any

    /// Waits until no other connection writes, then keeps them from it. What isn't committed is undone.
    class Transaction {
      public:
        explicit Transaction(Database& database);
        ~Transaction();
        Transaction(const Transaction&) = delete;
        Transaction& operator=(const Transaction&) = delete;
        void commit();

      private:
        Database& m_database;
        bool m_open = true;
    };

  private:
    friend class Statement;
    [[noreturn]] void fail(int code) const;

    std::filesystem::path m_file;
    sqlite3* m_connection = nullptr;
    std::map<std::string, sqlite3_stmt*, std::less<>> m_idle;
};

} // namespace tessera::queue
