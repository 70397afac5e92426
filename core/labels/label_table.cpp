#include "core/labels/label_table.h"

#include "core/base/error.h"

#include <algorithm>
#include <unordered_set>

namespace tessera::labels {
namespace {

bool areOpposite(Hemisphere a, Hemisphere b) {
    return (a == Hemisphere::Left && b == Hemisphere::Right) || (a == Hemisphere::Right && b == Hemisphere::Left);
}

[[noreturn]] void fail(const std::string& source, const std::string& reason) {
    throw Error(ErrorCode::LabelTableInvalid, {source, reason});
}

/// "Left Amygdala" is "Left-Amygdala" in FreeSurfer's table and "Left_Amygdala" in Slicer's.
bool areSameName(const std::string& a, const std::string& b) {
    const auto isSeparator = [](char c) { return c == ' ' || c == '-' || c == '_'; };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [&](char x, char y) { return x == y || (isSeparator(x) && isSeparator(y)); });
}

std::string quoted(const Region& region) {
    return std::to_string(region.number) + " (" + region.name + ")";
}

} // namespace

std::string_view hemisphereName(Hemisphere hemisphere) {
    switch (hemisphere) {
    case Hemisphere::Left:
        return "left";
    case Hemisphere::Right:
        return "right";
    case Hemisphere::Midline:
        return "midline";
    case Hemisphere::NotStated:
        break;
    }
    return "n/a";
}

std::string_view tissueName(Tissue tissue) {
    switch (tissue) {
    case Tissue::CorticalGreyMatter:
        return "cortical grey matter";
    case Tissue::SubcorticalGreyMatter:
        return "subcortical grey matter";
    case Tissue::CerebellarGreyMatter:
        return "cerebellar grey matter";
    case Tissue::WhiteMatter:
        return "white matter";
    case Tissue::BrainStem:
        return "brain stem";
    case Tissue::CerebrospinalFluid:
        return "cerebrospinal fluid";
    case Tissue::NotStated:
        break;
    }
    return "n/a";
}

LabelTable::LabelTable(std::string name, std::vector<Region> regions, Region background)
    : m_name(std::move(name)), m_regions(std::move(regions)), m_background(std::move(background)) {
    if (m_background.number != 0) {
        fail(m_name, "the background's number is " + std::to_string(m_background.number) + " instead of 0");
    }
    std::unordered_set<std::string> names{m_background.name};
    for (std::size_t i = 0; i < m_regions.size(); ++i) {
        const Region& region = m_regions[i];
        if (region.number <= 0) {
            fail(m_name, "the number of " + quoted(region) + " isn't positive");
        }
        if (!m_indexOfNumber.emplace(region.number, i).second) {
            fail(m_name, "the number " + std::to_string(region.number) + " occurs twice");
        }
        if (region.name.empty() || !names.insert(region.name).second) {
            fail(m_name, "the name of " + quoted(region) + " is empty or occurs twice");
        }
    }
    for (const Region& region : m_regions) {
        const Region* other = region.counterpart ? find(*region.counterpart) : nullptr;
        if (region.counterpart && (other == nullptr || other->counterpart != region.number ||
                                   !areOpposite(region.hemisphere, other->hemisphere))) {
            fail(m_name, "the counterpart " + std::to_string(*region.counterpart) + " of " + quoted(region) +
                             " isn't its partner on the other side");
        }
    }
}

std::optional<std::size_t> LabelTable::indexOf(std::int32_t number) const {
    const auto found = m_indexOfNumber.find(number);
    return found == m_indexOfNumber.end() ? std::nullopt : std::optional(found->second);
}

const Region* LabelTable::find(std::int32_t number) const {
    const auto index = indexOf(number);
    return number == 0 ? &m_background : index ? &m_regions[*index] : nullptr;
}

std::vector<std::int32_t> LabelTable::numberOfClass() const {
    std::vector<std::int32_t> numbers{0};
    for (const Region& region : m_regions) {
        numbers.push_back(region.number);
    }
    return numbers;
}

void requireSameNames(const LabelTable& ofMap, const LabelTable& table, const std::string& file) {
    for (const Region& region : ofMap.regions()) {
        const Region* same = table.find(region.number);
        if (same == nullptr || !areSameName(same->name, region.name)) {
            fail(file, "its label " + std::to_string(region.number) + " is \"" + region.name + "\", in " +
                           table.name() + (same == nullptr ? " there is none" : " it is \"" + same->name + "\""));
        }
    }
}

} // namespace tessera::labels
