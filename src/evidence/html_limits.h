#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dechaff::html {

/// Elements that may be open at once, as in browsers, and attributes of one tag. For every tag
/// gumbo looks through the open elements, and for every attribute through those of its tag: without
/// limits its time grows with the square of a page made for that.
inline constexpr std::size_t most_open = 512, most_attributes = 512;

/// The page within these limits: itself, or `room` with a space for each start tag that would open
/// an element too many, and without the attributes beyond the limit. The text stays whole.
/// O(bytes).
std::string_view within_limits(std::string_view html, std::string& room);

}  // namespace dechaff::html
