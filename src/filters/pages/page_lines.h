#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dechaff::pages {

/// The number at an edge of a line that may be a page's: "12", "- 12 -", "Page 12 of 40", "Annual
/// report   12", "12 | Annual report".
struct EdgeNumber {
  std::uint32_t value = 0;
  std::uint32_t total = 0;  // of "12 of 40" and "12/40"; else 0
  bool bare = false;        // nothing but the number, marks around it and "Page"
};

/// Of a line with one at either edge, the one at its end. O(n).
std::optional<EdgeNumber> edge_number(std::string_view line);

/// A number at the begin of a line that has more text. O(n).
std::optional<EdgeNumber> leading_number(std::string_view line);

/// The line with every number as '#' and white space as one space, letters aside: equal for lines
/// that differ by their counters alone. O(n).
std::string shape_of(std::string_view line);

}  // namespace dechaff::pages
