#pragma once

#include <string>
#include <string_view>

// Any bytes inside JSON, which holds UTF-8 alone.

namespace dechaff::bytes {

/// Appends two lower-case digits a byte.
void append_hex(std::string& out, std::string_view bytes);
/// What append_hex() wrote, in the place of `out`; false when it is no such thing.
bool from_hex(std::string_view hex, std::string& out);

}  // namespace dechaff::bytes
