#pragma once

#include <string_view>

#include "filters/repairs/repair.h"

namespace dechaff::repairs {

/// Control and zero-width characters that show nothing go; tabs and form feeds stay, and so do
/// joiners (U+200C, U+200D), which are spelling in many scripts, and a zero-width space beside a
/// letter of Thai, Lao, Khmer or Burmese, where it parts words. A line of nothing else is left
/// alone: it may be a page break. `document_begin`: a byte order mark may stand there. O(n).
void find_invisible(std::string_view line, bool document_begin, Repairs& out);

/// Characters that break a line in other systems as line feeds: vertical tab, the separators U+001C
/// to U+001F, and U+0085. At the ends of a line they say nothing and go. O(n).
void find_line_breaks(std::string_view line, Repairs& out);

}  // namespace dechaff::repairs
