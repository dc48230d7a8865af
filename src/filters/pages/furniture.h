#pragma once

#include <cstdint>
#include <vector>

#include "core/line_table.h"

namespace dechaff::pages {

/// What a line is of the furniture of printed pages. running: a running head or foot.
enum class Furniture : std::uint8_t { none, number, running };

/// Finds running heads and feet and page numbers of a text that was set in pages. `out` has an
/// entry for each line; false when there are none. Evidence is what cannot be chance:
///   - form feeds, with lines at the edges of the pages that repeat or count;
///   - else numbers that count up by one, where the text goes on in the middle of a sentence, the
///     number of pages is said ("3 of 12"), or the same lines are beside them on most pages, at a
///     regular distance.
/// A head on the first page stays: it may be the title. Needs `lines.measure()`. O(bytes).
bool find_furniture(const LineTable& lines, std::vector<Furniture>& out);

}  // namespace dechaff::pages
