#include "core/labels/side_names.h"

#include "core/labels/label_text.h"

#include <array>
#include <map>
#include <string_view>

namespace tessera::labels {
namespace {

struct Word {
    std::size_t begin = 0, length = 0;
    std::string text; ///< in lower case
};

std::vector<Word> wordsOfName(const std::string& name) {
    constexpr std::string_view kSeparators = " -_.,:;/()[]";
    std::vector<Word> out;
    for (std::size_t begin = name.find_first_not_of(kSeparators); begin != std::string::npos;) {
        const std::size_t end = std::min(name.find_first_of(kSeparators, begin), name.size());
        out.push_back({begin, end - begin, lower(std::string_view(name).substr(begin, end - begin))});
        begin = name.find_first_not_of(kSeparators, end);
    }
    return out;
}

Hemisphere sideOf(const std::string& word, bool outermost) {
    if (word == "left" || word == "lh" || (outermost && word == "l")) {
        return Hemisphere::Left;
    }
    if (word == "right" || word == "rh" || (outermost && word == "r")) {
        return Hemisphere::Right;
    }
    return Hemisphere::NotStated;
}

} // namespace

SidedName splitSide(const std::string& name) {
    const std::vector<Word> words = wordsOfName(name);
    SidedName out{Hemisphere::NotStated, name};
    for (std::size_t i = 0; i < words.size() && words.size() > 1; ++i) {
        const Hemisphere side = sideOf(words[i].text, i == 0 || i + 1 == words.size());
        if (side == Hemisphere::NotStated) {
            continue;
        }
        if (out.side != Hemisphere::NotStated) {
            return {Hemisphere::NotStated, name}; // "Left to Right"
        }
        out = {side, std::string(name).replace(words[i].begin, words[i].length, "*")};
    }
    return out;
}

void inferCounterparts(std::vector<Region>& regions) {
    std::map<std::string, std::array<std::vector<Region*>, 2>> sides;
    for (Region& region : regions) {
        const auto [side, structure] = splitSide(region.name);
        if (side != Hemisphere::NotStated && side == region.hemisphere) {
            sides[structure][side == Hemisphere::Left ? 0 : 1].push_back(&region);
        }
    }
    for (const auto& [structure, pair] : sides) {
        if (pair[0].size() == 1 && pair[1].size() == 1) {
            pair[0][0]->counterpart = pair[1][0]->number;
            pair[1][0]->counterpart = pair[0][0]->number;
        }
    }
}

} // namespace tessera::labels
