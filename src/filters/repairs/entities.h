#pragma once

#include <string_view>

#include "filters/repairs/repair.h"

namespace dechaff::repairs {

/// Character references that were left over: the 252 names of HTML 4
/// (https://www.w3.org/TR/html401, section 24) with their semicolon, "&#233;" and "&#xE9;". Numbers
/// 128 to 159 mean Windows-1252, as the HTML standard has it; control characters, surrogates and
/// what is no reference stay. Text that was escaped twice ("&amp;eacute;") is unescaped twice.
/// O(n).
void find_entities(std::string_view line, Repairs& out);

}  // namespace dechaff::repairs
