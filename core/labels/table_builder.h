#pragma once

#include "core/labels/label_table.h"

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tessera::labels {

/// Makes a LabelTable of the rows of a file; what is wrong with a row is said with its line.
class TableBuilder {
  public:
    explicit TableBuilder(std::string file) : m_file(std::move(file)) {}

    /// A label number: 0 or more. @throws Error{LabelTableInvalid}
    [[nodiscard]] std::int32_t number(std::size_t line, std::string_view text, std::string_view column) const;
    /// A colour of the palette for rows that have none.
    [[nodiscard]] std::array<std::uint8_t, 3> defaultColour(std::int32_t number) const;
    /// @throws Error{LabelTableInvalid} if the name is empty, or the number or the name are there already
    void add(std::size_t line, Region region);
    /// @param inferPartners where the format doesn't state counterparts
    /// @throws Error{LabelTableInvalid}
    [[nodiscard]] LabelTable finish(std::string name, bool inferPartners);
    [[noreturn]] void fail(std::size_t line, const std::string& reason) const;

  private:
    std::string m_file;
    std::vector<Region> m_regions;
    Region m_background{.number = 0, .name = "background"};
    std::map<std::int32_t, std::size_t> m_lineOfNumber;
    std::map<std::string, std::size_t> m_lineOfName;
};

} // namespace tessera::labels
