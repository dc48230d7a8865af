#pragma once

#include <cstddef>
#include <string_view>

// What single lines of Markdown look like. The parser says where blocks are; these find the lines
// of marks alone, which it does not tell.

namespace dechaff::evidence::markdown {

/// The line without what opens its containers: indents, ">", bullets, list numbers. O(line).
std::string_view content_of(std::string_view line);

bool is_blank(std::string_view line);

/// Three or more of `mark` begin the content.
bool is_fence(std::string_view content, char mark);

/// A thematic break, with the bullets before it: three of - * _ or more.
bool is_rule(std::string_view line);

/// The line below the head of a table: | - : and white space.
bool is_table_rule(std::string_view content);

/// "[label]:"
bool is_definition(std::string_view content);

/// How many "#" open a heading; 0 when none do. `lax`: one without a space behind them.
struct HeadingMarks {
  std::size_t count = 0;
  bool lax = false;
};
HeadingMarks heading_marks(std::string_view content);

/// Whether md4c would need more than 256 million steps and 64 a byte, because a paragraph is made
/// of open titles or brackets by ten thousands. O(bytes).
bool is_too_costly(std::string_view bytes);

}  // namespace dechaff::evidence::markdown
