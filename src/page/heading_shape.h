#pragma once

#include <cstdint>
#include <string_view>

#include "core/line_table.h"

namespace dechaff::page {

/// What a line says of itself as a heading.
struct HeadingShape {
  enum class Kind : std::uint8_t {
    none,
    marked,      // # Markdown, == MediaWiki ==, = AsciiDoc
    underlined,  // the next line is a row of = - ~ ^ * # of its length (reST, Setext)
    numbered,    // 1.2.3  IV.  (a)  第三章  一、  （二）  Chapter 5
  } kind = Kind::none;
  int level = 0;  // of marked and underlined ones; 1 is the topmost
  int style = 0;  // of numbered ones: equal for 1. 2. 3., another for 1.1, for IV., for 第三章 …
};

/// Looks at line `i` and, for underlines, at the next. Numbers count only before a short text
/// without a sentence end. Styles of
/// numbers lie in one another in the order in which a document has them. Needs `lines.measure()`.
/// O(line).
HeadingShape heading_shape(const LineTable& lines, std::size_t i);

/// Whether a line is the row of marks under a heading, or over it.
bool is_rule_of_marks(std::string_view line);

/// `text` without marks of headings at its ends: "## Title ##" is "Title".
std::string_view without_heading_marks(std::string_view text);

}  // namespace dechaff::page
