#pragma once

#include <string>
#include <string_view>

namespace dechaff::dedup {

/// Writes to `out` what counts when two texts are compared folded: letters, marks, digits and
/// symbols of the NFKC_Casefold form (full case folding, width and compatibility forms; Unicode
/// Standard, section 3.13, https://www.unicode.org/reports/tr44/#NFKC_Casefold). Punctuation and
/// white space do not count, save that what parts two digits is one space: 3.5 is not 35.
/// `any_digit` makes every decimal digit a 0. UTF-8; bad bytes count as U+FFFD. O(n).
void fold(std::string_view text, bool any_digit, std::string& out);

}  // namespace dechaff::dedup
