#include "core/engine/queue/database.h"

#include "core/base/error.h"

#include <sqlite3.h>

#include <cerrno>

namespace tessera::queue {

Statement::~Statement() {
    sqlite3_reset(m_statement); // repeats the error of the last step, which has been thrown
    sqlite3_clear_bindings(m_statement);
    if (!m_database.m_idle.emplace(m_sql, m_statement).second) {
        sqlite3_finalize(m_statement); // it was in use twice at once
    }
}

void Statement::check(int code) const {
    if (code != SQLITE_OK) {
        m_database.fail(code);
    }
}

void Statement::bindOne(int index, std::int64_t value) {
    check(sqlite3_bind_int64(m_statement, index, value));
}

void Statement::bindOne(int index, std::string_view value) {
    check(sqlite3_bind_text64(m_statement, index, value.data(), value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}

bool Statement::step() {
    const int code = sqlite3_step(m_statement);
    if (code != SQLITE_ROW && code != SQLITE_DONE) {
        m_database.fail(code);
    }
    return code == SQLITE_ROW;
}

void Statement::run() {
    while (step()) {
    }
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(m_statement, column);
}

std::string Statement::text(int column) const {
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(m_statement, column)); // blob: bytes as they are
    return bytes == nullptr ? std::string()
                            : std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column)));
}

Database::Database(std::filesystem::path file, Missing missing) : m_file(std::move(file)) {
    // NOMUTEX: the queue has a mutex of its own around every use
    const int create = missing == Missing::Create ? SQLITE_OPEN_CREATE : 0;
    const int code =
        sqlite3_open_v2(m_file.c_str(), &m_connection, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | create, nullptr);
    try {
        if (code != SQLITE_OK) {
            fail(code);
        }
        sqlite3_busy_timeout(m_connection, 30'000);
        sqlite3_extended_result_codes(m_connection, 1);
        execute(
            "PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA foreign_keys=ON; PRAGMA synchronous=FULL");
    } catch (...) {
        sqlite3_close_v2(m_connection);
        throw;
    }
}

Database::~Database() {
    for (const auto& [sql, statement] : m_idle) {
        sqlite3_finalize(statement);
    }
    sqlite3_close_v2(m_connection);
}

void Database::execute(const char* sql) {
    const int code = sqlite3_exec(m_connection, sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) {
        fail(code);
    }
}

Statement Database::statement(std::string_view sql) {
    if (const auto found = m_idle.find(sql); found != m_idle.end()) {
        sqlite3_stmt* idle = found->second;
        m_idle.erase(found);
        return {*this, sql, idle};
    }
    sqlite3_stmt* fresh = nullptr;
    const int code = sqlite3_prepare_v2(m_connection, sql.data(), static_cast<int>(sql.size()), &fresh, nullptr);
    if (code != SQLITE_OK) {
        fail(code);
    }
    return {*this, sql, fresh};
}

std::int64_t Database::number(std::string_view sql) {
    Statement query = statement(sql);
    return query.step() ? query.integer(0) : 0;
}

std::int64_t Database::changedRows() const {
    return sqlite3_changes64(m_connection);
}

void Database::fail(int code) const {
    const std::string message = m_connection != nullptr ? sqlite3_errmsg(m_connection) : sqlite3_errstr(code);
    const int system = m_connection != nullptr ? sqlite3_system_errno(m_connection) : 0;
    const std::string file = m_file.string();
    switch (code & 0xff) {
    case SQLITE_FULL:
        throw Error(ErrorCode::DiskFull, {file});
    case SQLITE_IOERR:
        if (system == ENOSPC || system == EDQUOT) {
            throw Error(ErrorCode::DiskFull, {file});
        }
        if (code == SQLITE_IOERR_READ || code == SQLITE_IOERR_SHORT_READ) {
            throw Error(ErrorCode::FileUnreadable, {file, message});
        }
        throw Error(ErrorCode::WriteFailed, {file, message});
    case SQLITE_READONLY:
        throw Error(ErrorCode::WriteFailed, {file, message});
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        if (system == ENOSPC || system == EDQUOT) { // no room for the -wal or -shm file
            throw Error(ErrorCode::DiskFull, {file});
        }
        throw Error(ErrorCode::FileUnreadable, {file, message});
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
        throw Error(ErrorCode::QueueBusy, {file});
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_MISMATCH:
        throw Error(ErrorCode::QueueDamaged, {file, message});
    case SQLITE_NOMEM:
        throw Error(ErrorCode::OutOfMemory, {file});
    default:
        throw Error(ErrorCode::Internal, {file, message});
    }
}

Database::Transaction::Transaction(Database& database) : m_database(database) {
    m_database.execute("BEGIN IMMEDIATE");
}

Database::Transaction::~Transaction() {
    // after a full disk SQLite has undone it by itself
    if (m_open && sqlite3_get_autocommit(m_database.m_connection) == 0) {
        sqlite3_exec(m_database.m_connection, "ROLLBACK", nullptr, nullptr, nullptr);
    }
}

void Database::Transaction::commit() {
    m_database.execute("COMMIT");
    m_open = false;
}

} // namespace tessera::queue
