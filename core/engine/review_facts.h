#pragma once

#include "core/engine/output_files.h"
#include "core/engine/ratings.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tessera::engine {

/// What a person who reviews a result has to know of it beside its pictures.
struct ReviewFacts {
    RatedResult result;
    std::string state;                   ///< "done" or "needs review"
    std::vector<std::string> codes;      ///< of the reasons for a review (quantify::assess)
    std::vector<std::string> sentences;  ///< of the same
    std::optional<double> meanAgreement; ///< 0..1 over the brain; none of a model that doesn't vote
    std::string software;                ///< "tessera 0.9, tessera-mini 0.1"
    std::string key;                     ///< the same only for the same scan with the same label map
};

/// From the run record and the volumes beside it. Takes milliseconds.
/// @throws Error{RunRecordInvalid, FileMissing, FileUnreadable}
[[nodiscard]] ReviewFacts readReviewFacts(const OutputFiles& files);

/// A result with what a person thinks of it.
struct RatedCase {
    std::string name;
    ReviewFacts facts;
    Rating rating{};
};

/// TSV for statistics: case, result_file, rating, note, qc_state, qc_reasons, mean_agreement, software, rated_at; n/a
/// where there is nothing. Numbers don't depend on the locale. Any thread.
[[nodiscard]] std::string ratingsTsv(std::span<const RatedCase> cases);

} // namespace tessera::engine
