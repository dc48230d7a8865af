#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/document.h"
#include "evidence/evidence.h"
#include "evidence/markup.h"

namespace dechaff::html {

/// What a browser shows of a page as lines: an element that stands by itself (a paragraph, a
/// heading, a list item, a table row) is a line, in the order of the page; white space is
/// collapsed, but for <pre>; cells of a row have a tab between them. Scripts, styles, the head,
/// form fields and what is hidden are left out.
struct PageText {
  std::string text;                      // UTF-8, every line with its line feed
  std::vector<HeadingElement> headings;  // lines that came from h1 to h6
  std::vector<RegionLine> regions;       // lines beside the content
};

/// Parses as HTML5 says (gumbo). `html` is UTF-8. False when more than 20,000 elements
/// may be open at once, or the parser would need more than 64 times its bytes and 64 MiB. O(bytes)
/// for pages as people write them.
bool page_text(std::string_view html, PageText& out);

/// The same, and what the page says of each of its lines and of itself; where `markup` is not null
/// also how the lines were marked up. In the same pass; the shown text is the line's own.
bool page_text(std::string_view html, PageText& out, evidence::Evidence& of_lines,
               Markup* markup = nullptr);

/// What is said where page_text() gives up.
inline constexpr const char* too_deep = "the page opens too many elements at once to be read";

/// The character set that a page names in its first 1,024 bytes (<meta charset>), or empty.
std::string_view declared_charset(std::string_view html);

}  // namespace dechaff::html
