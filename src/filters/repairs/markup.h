#pragma once

#include <string_view>

#include "filters/repairs/repair.h"

namespace dechaff::repairs {

/// Remnants of HTML and BBCode: "<br/>", "</p>", "<a href=…>", "<!-- … -->", "[/url]". Only tags of
/// known elements that close on the same line; "a < b" stays. A tag that breaks the line between
/// two words becomes a space. O(n).
void find_markup(std::string_view line, Repairs& out);

}  // namespace dechaff::repairs
