#pragma once

#include "core/engine/review_facts.h"
#include "ui/bridge/engine_types.h"

#include <QString>

#include <filesystem>
#include <vector>

namespace tessera::ui {

/// A finished job as it is reviewed.
struct ReviewCase {
    JobId job = 0;
    std::filesystem::path name;  ///< what the job is called
    std::filesystem::path image; ///< the scan
    engine::ReviewFacts facts;
    engine::Rating rating{};
};

/// Worst first: cases without a verdict before those with one; those that need a review before those that are done;
/// then by the gravities of their reasons added up (quantify::gravityOf), greatest first; then by the mean agreement,
/// smallest first and none last; then as they stand.
void sortWorstFirst(std::vector<ReviewCase>& cases);

/// "pass" or "fail", translated; empty for none.
[[nodiscard]] QString verdictWords(engine::Verdict verdict);

} // namespace tessera::ui
