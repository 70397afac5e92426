#include "core/engine/review_facts.h"

#include "core/base/error.h"
#include "core/base/os/file.h"
#include "core/base/sha256.h"
#include "core/base/tsv.h"
#include "core/engine/run_record.h"

#include <nlohmann/json.hpp>

namespace tessera::engine {
namespace {

using Json = nlohmann::ordered_json;

std::string orNone(const std::string& text) {
    return text.empty() ? std::string(kNotAvailable) : text;
}

std::string joined(const std::vector<std::string>& texts) {
    std::string out;
    for (const std::string& text : texts) {
        out += (out.empty() ? "" : " ") + text;
    }
    return out;
}

} // namespace

ReviewFacts readReviewFacts(const OutputFiles& files) {
    const RunRecord record = readRunRecord(files.run);
    const auto map = record.outputs.find("dseg");
    if (map == record.outputs.end()) {
        throw Error(ErrorCode::RunRecordInvalid, {files.run.string(), "it names no label map"});
    }
    ReviewFacts out;
    out.result = {files.dseg, map->second.sha256};
    out.state = record.state;
    std::string inputs = map->second.sha256;
    for (const RunRecord::InputFile& input : record.inputs) {
        inputs += input.sha256;
    }
    out.key = sha256OfBytes(std::as_bytes(std::span(inputs)));
    for (const RunRecord::Reason& reason : record.reasons) {
        out.codes.push_back(reason.code);
        out.sentences.push_back(reason.sentence);
    }
    const auto version = record.versions.find("tessera");
    out.software = "tessera " + (version == record.versions.end() ? "of an unknown version" : version->second) + ", " +
                   record.bundle.name + " " + record.bundle.version;
    try {
        const Json agreement =
            Json::parse(os::readFile(files.json, 64 << 20)).at("segmented_brain").at("mean_agreement");
        if (agreement.is_number()) {
            out.meanAgreement = agreement.get<double>();
        }
    } catch (const Json::exception& problem) {
        throw Error(ErrorCode::RunRecordInvalid, {files.json.string(), problem.what()});
    }
    return out;
}

std::string ratingsTsv(std::span<const RatedCase> cases) {
    Tsv table{
        {"case", "result_file", "rating", "note", "qc_state", "qc_reasons", "mean_agreement", "software", "rated_at"},
        {}};
    for (const RatedCase& one : cases) {
        table.rows.push_back(
            {one.name, one.facts.result.labels.string(), orNone(std::string(verdictName(one.rating.verdict))),
             orNone(one.rating.note), one.facts.state, orNone(joined(one.facts.sentences)),
             formatNumber(one.facts.meanAgreement, 4), one.facts.software, orNone(one.rating.ratedAt)});
    }
    return writeTsv(table);
}

} // namespace tessera::engine
