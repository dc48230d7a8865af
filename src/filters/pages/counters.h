#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/line_table.h"
#include "filters/pages/page_lines.h"

namespace dechaff::pages {

/// A line with a number at its edge.
struct Counter {
  std::size_t line;
  EdgeNumber number;
};

/// The longest sequence of lines whose numbers count up by one and are a page apart: at least
/// `least` lines. Empty when there is none of `length` lines. O(counters · log).
std::vector<Counter> longest_count(const std::vector<Counter>& counters, std::size_t least,
                                   std::size_t length);

/// The numbers at the edges of all lines. O(bytes).
std::vector<Counter> counters_of(const LineTable& lines);

}  // namespace dechaff::pages
