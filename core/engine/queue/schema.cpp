#include "core/engine/queue/schema.h"

#include "core/base/error.h"
#include "core/engine/queue/database.h"

#include <string>

namespace tessera::queue {
namespace {

constexpr std::int64_t kApplication = 0x54535251; // "TSRQ", in the file's header
constexpr std::int64_t kVersion = 2;

// urgency is the negated priority: all indexes rise. owner: the runner that holds the job, or ''.
constexpr const char* kTablesOf1 = R"(
CREATE TABLE jobs(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  state INTEGER NOT NULL CHECK(state BETWEEN 0 AND 8),
  urgency INTEGER NOT NULL,
  place INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  owner TEXT NOT NULL DEFAULT '' CHECK((owner<>'')=(state BETWEEN 1 AND 3)),
  file TEXT NOT NULL,
  name TEXT NOT NULL,
  reasons TEXT NOT NULL,
  enqueued TEXT NOT NULL,
  changed TEXT NOT NULL,
  reading TEXT NOT NULL,
  settings TEXT NOT NULL);
CREATE INDEX jobs_by_turn ON jobs(urgency,place);
CREATE INDEX jobs_by_state_and_turn ON jobs(state,urgency,place);
CREATE INDEX jobs_by_state ON jobs(state);
CREATE INDEX jobs_by_owner ON jobs(owner) WHERE owner<>'';
CREATE TABLE inputs(
  job INTEGER NOT NULL REFERENCES jobs(id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  path TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  modified INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  PRIMARY KEY(job,number)) WITHOUT ROWID;
CREATE TABLE prepared(
  job INTEGER PRIMARY KEY REFERENCES jobs(id) ON DELETE CASCADE,
  affine TEXT NOT NULL,
  details TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  bytes INTEGER NOT NULL);
CREATE TABLE tiles(
  job INTEGER NOT NULL REFERENCES jobs(id) ON DELETE CASCADE,
  tile INTEGER NOT NULL,
  key TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  PRIMARY KEY(job,tile,key)) WITHOUT ROWID;
CREATE TABLE attempts(
  job INTEGER NOT NULL REFERENCES jobs(id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  started TEXT NOT NULL,
  ended TEXT NOT NULL,
  outcome TEXT NOT NULL,
  PRIMARY KEY(job,number)) WITHOUT ROWID;
CREATE TABLE removed(id INTEGER PRIMARY KEY); -- jobs whose folders are still to be removed
)";

/// What version 2 has beside them: journals of version 1 get it when they are opened.
constexpr const char* kTablesOf2 = R"(
ALTER TABLE jobs ADD COLUMN notices TEXT NOT NULL DEFAULT '[]';
ALTER TABLE jobs ADD COLUMN laterality TEXT NOT NULL DEFAULT '';
CREATE TABLE choices(name TEXT PRIMARY KEY, value INTEGER NOT NULL); -- 'held': no further job is to start
)";

std::string tablesOf(Database& database) {
    std::string out;
    Statement query = database.statement("SELECT sql FROM sqlite_schema ORDER BY name");
    while (query.step()) {
        out += query.text(0) + "\n";
    }
    return out;
}

/// As they are made. @param version 1 or 2
std::string soundTables(std::int64_t version) {
    Database memory(":memory:", Database::Missing::Create);
    memory.execute(kTablesOf1);
    if (version > 1) {
        memory.execute(kTablesOf2);
    }
    return tablesOf(memory);
}

void setVersion(Database& database) {
    database.execute(("PRAGMA user_version=" + std::to_string(kVersion)).c_str());
}

/// Adds what is new since version 1, unless another program was faster.
void update(Database& database) {
    Database::Transaction transaction(database);
    if (database.number("PRAGMA user_version") == 1) {
        database.execute(kTablesOf2);
        setVersion(database);
    }
    transaction.commit();
}

} // namespace

void prepareSchema(Database& database, const std::filesystem::path& file) {
    const std::int64_t version = database.number("PRAGMA user_version");
    const std::int64_t tables = database.number("SELECT count(*) FROM sqlite_schema");
    if (tables == 0 && version == 0) {
        database.execute("PRAGMA journal_mode=WAL");
        Database::Transaction transaction(database);
        database.execute(kTablesOf1);
        database.execute(kTablesOf2);
        database.execute(("PRAGMA application_id=" + std::to_string(kApplication)).c_str());
        setVersion(database);
        transaction.commit();
    } else if (database.number("PRAGMA application_id") != kApplication) {
        throw Error(ErrorCode::QueueDamaged, {file.string(), "it holds something else"});
    } else if (version > kVersion) {
        throw Error(ErrorCode::QueueNewer, {file.string(), std::to_string(version), std::to_string(kVersion)});
    } else if (version < 1 || tablesOf(database) != soundTables(version)) {
        throw Error(ErrorCode::QueueDamaged, {file.string(), "its tables are not what they were"});
    } else if (version < kVersion) {
        update(database);
    }
}

void checkSoundness(Database& database, const std::filesystem::path& file) {
    Statement query = database.statement("PRAGMA quick_check(1)");
    const std::string answer = query.step() ? query.text(0) : std::string("no answer");
    if (answer != "ok") {
        throw Error(ErrorCode::QueueDamaged, {file.string(), answer});
    }
}

} // namespace tessera::queue
