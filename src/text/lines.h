#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace dechaff::text {

/// A line as bytes of the text: [begin, end) without its ending, `next` where the next line begins.
struct Line {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t next = 0;

  bool operator==(const Line&) const = default;
};

/// Appends the lines of `text` to `out`. Endings are LF, CR LF, a CR alone, U+2028 and U+2029; not
/// NEL, form feed or vertical tab. Text after the last ending is a line; an ending as the last byte
/// begins no empty line, so concatenating [begin, next) gives the text back. A reader that cuts its
/// input must not cut between CR and LF. O(n), near the speed of memchr.
void split_lines(std::string_view text, std::vector<Line>& out);

/// O(n), several bytes a cycle.
std::size_t count_line_feeds(std::string_view text);

}  // namespace dechaff::text
