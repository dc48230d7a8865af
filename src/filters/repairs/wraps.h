#pragma once

#include <cstdint>
#include <vector>

#include "core/line_table.h"

namespace dechaff::repairs {

/// Says of each line whether it goes on in the next one: of a paragraph whose lines were wrapped at
/// a width, so that the first word of each line did not fit into the line above. Lines of lists,
/// tables, headings, quotes and code are left alone, and so are verses, whose lines are short for
/// no reason. O(bytes).
void find_wraps(const LineTable& lines, std::vector<std::uint8_t>& wrapped);

}  // namespace dechaff::repairs
