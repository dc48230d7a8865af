#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "rules/quick_pattern.h"

namespace dechaff::rules {

struct PatternCode {
  std::vector<QuickPattern::Step> steps;  // the last one is a match
  std::vector<CodePoints> sets;
};

/// Reads a pattern of RE2's syntax. Nothing for what it does not know: other flags than i, \B, \Q,
/// classes such as [[:alpha:]], repeats of what may be empty, and code of more than a few thousand
/// steps. Which repeats are lazy is left out: for a yes or no it does not matter. O(code).
std::optional<PatternCode> compile_pattern(std::string_view pattern);

}  // namespace dechaff::rules
