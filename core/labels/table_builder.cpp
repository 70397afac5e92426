#include "core/labels/table_builder.h"

#include "core/base/error.h"
#include "core/base/tsv.h"
#include "core/labels/label_text.h"
#include "core/labels/side_names.h"

#include <limits>

namespace tessera::labels {

std::int32_t TableBuilder::number(std::size_t line, std::string_view text, std::string_view column) const {
    const auto value = parseInteger(text);
    if (!value || *value < 0 || *value > std::numeric_limits<std::int32_t>::max()) {
        fail(line, "\"" + std::string(text) + "\" is no valid " + std::string(column));
    }
    return static_cast<std::int32_t>(*value);
}

std::array<std::uint8_t, 3> TableBuilder::defaultColour(std::int32_t number) const {
    const auto& palette = brainColor().regions();
    return number == 0 ? std::array<std::uint8_t, 3>{} : palette[m_lineOfNumber.size() % palette.size()].colour;
}

void TableBuilder::add(std::size_t line, Region region) {
    if (region.name.empty()) {
        fail(line, "the number " + std::to_string(region.number) + " has no name");
    }
    const auto [sameNumber, isNew] = m_lineOfNumber.emplace(region.number, line);
    if (!isNew) {
        fail(line, "the number " + std::to_string(region.number) + " stands in line " +
                       std::to_string(sameNumber->second) + " already");
    }
    const auto [sameName, isNewName] = m_lineOfName.emplace(region.name, line);
    if (!isNewName) {
        fail(line, "the name \"" + region.name + "\" stands in line " + std::to_string(sameName->second) + " already");
    }
    if (region.number == 0) {
        m_background = std::move(region);
    } else {
        m_regions.push_back(std::move(region));
    }
}

LabelTable TableBuilder::finish(std::string name, bool inferPartners) {
    if (inferPartners) {
        inferCounterparts(m_regions);
    }
    try {
        return {std::move(name), std::move(m_regions), std::move(m_background)};
    } catch (const Error& error) { // the table knows its name, not its file
        throw Error(ErrorCode::LabelTableInvalid, {m_file, error.arguments().back()});
    }
}

void TableBuilder::fail(std::size_t line, const std::string& reason) const {
    failAtLine(m_file, line, reason);
}

} // namespace tessera::labels
