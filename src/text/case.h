#pragma once

#include <string>
#include <string_view>

namespace dechaff::text {

/// Simple case folding (Unicode, CaseFolding.txt, status C and S): what RE2's (?i) takes for equal
/// is equal after it. O(1).
char32_t fold_case(char32_t c);

/// The same of UTF-8 into `out`; bad bytes stay. O(n).
void fold_case(std::string_view text, std::string& out);

}  // namespace dechaff::text
