#pragma once

#include <string_view>

namespace dechaff::leaks {

/// Whether the line has a token that only a page's own machinery has: a tag manager, an ad slot, a
/// consent dialog, a framework's state. O(n).
bool has_signature(std::string_view line);

/// Whether the address is one of a tracking pixel. O(n).
bool is_pixel(std::string_view address);

/// The number of different signs of JavaScript: "=>", ".push(", "function(". O(n).
std::size_t script_signs(std::string_view line);

/// Whether a script has to do with the page it is on: "document.", "jQuery". O(n).
bool talks_to_page(std::string_view line);

}  // namespace dechaff::leaks
