#pragma once

#include <string>
#include <string_view>

namespace dechaff::text {

/// `text` as a cell of a TSV row.
void append_cell(std::string& out, std::string_view text);
/// The text of such a cell. A backslash before another character stands for itself.
std::string cell_text(std::string_view cell);

}  // namespace dechaff::text
