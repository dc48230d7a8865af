#pragma once

#include <string_view>

#include "filters/repairs/repair.h"

namespace dechaff::repairs {

/// Character references that were left over: the names of the HTML standard with their semicolon
/// (text/entity_names.h), "&#233;" and "&#xE9;". Numbers 128 to 159 mean Windows-1252, as the
/// standard has it; control characters, surrogates and what is no reference are kept. Text that was
/// escaped twice ("&amp;eacute;") is unescaped twice. Code between backticks is kept. O(n).
void find_entities(std::string_view line, Repairs& out);

}  // namespace dechaff::repairs
