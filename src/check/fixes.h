#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "check/finding.h"

namespace dechaff::check {

/// Fixes of one file, in order; of two that overlap the first stays. O(n log n).
std::vector<Fix> in_order(std::vector<Fix> fixes);

/// `bytes` after the fixes, which are in order.
std::string fixed(std::string_view bytes, const std::vector<Fix>& fixes);

/// What the fixes change, as a unified diff with three lines of context that `patch` reads.
std::string unified_diff(std::string_view path, std::string_view bytes,
                         const std::vector<Fix>& fixes);

/// Mends the files of `findings`, or with `show` returns what would change and writes nothing.
/// Takes the findings that were mended out. Throws Error for a file that cannot be written, or that
/// is no longer as it was read: those before it are mended.
std::string fix_files(std::vector<Finding>& findings, bool show);

}  // namespace dechaff::check
