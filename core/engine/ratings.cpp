#include "core/engine/ratings.h"

#include "core/base/error.h"
#include "core/base/os/file.h"
#include "core/base/os/lock.h"
#include "core/base/os/storage.h"
#include "core/base/tsv.h"

namespace fs = std::filesystem;

namespace tessera::engine {
namespace {

const std::vector<std::string> kColumns{"result_file", "result_sha256", "rating", "note", "rated_at"};

Verdict verdictOf(const std::string& name, const fs::path& file) {
    for (const Verdict verdict : {Verdict::None, Verdict::Pass, Verdict::Fail}) {
        if (verdictName(verdict) == name) {
            return verdict;
        }
    }
    throw Error(ErrorCode::RatingsInvalid, {file.string(), "\"" + name + "\" is no rating"});
}

} // namespace

std::string_view verdictName(Verdict verdict) {
    switch (verdict) {
    case Verdict::Pass:
        return "pass";
    case Verdict::Fail:
        return "fail";
    case Verdict::None:
        break;
    }
    return {};
}

std::map<RatedResult, Rating> Ratings::read() const {
    std::error_code ignored;
    if (!fs::exists(m_file, ignored)) {
        return {};
    }
    const Tsv table = parseTsv(os::readFile(m_file), m_file.string(), ErrorCode::RatingsInvalid);
    if (table.header != kColumns) {
        throw Error(ErrorCode::RatingsInvalid, {m_file.string(), "it has other columns"});
    }
    std::map<RatedResult, Rating> out;
    for (const auto& row : table.rows) {
        out[{row[0], row[1]}] = {verdictOf(row[2], m_file), row[3], row[4]};
    }
    return out;
}

void Ratings::store(const RatedResult& result, const Rating& rating) const {
    os::makePrivateFolder(m_file.parent_path());
    os::FileLock lock(fs::path(m_file) += ".lock");
    lock.exclusive();
    std::map<RatedResult, Rating> all = read();
    if (rating.isEmpty()) {
        all.erase(result);
    } else {
        all[result] = rating;
    }
    Tsv table{kColumns, {}};
    for (const auto& [of, is] : all) {
        table.rows.push_back(
            {of.labels.string(), of.sha256, std::string(verdictName(is.verdict)), is.note, is.ratedAt});
    }
    os::writeFileAtomically(m_file, writeTsv(table));
}

} // namespace tessera::engine
