#pragma once

#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

#include "rules/quick_pattern.h"

namespace dechaff::rules {

/// A part of a pattern as a tree.
struct PatternNode {
  static constexpr std::uint32_t no_limit = std::numeric_limits<std::uint32_t>::max();

  enum class Kind : std::uint8_t { step, sequence, alternatives, repeat } kind = Kind::sequence;
  QuickPattern::Step step;            // of a step
  std::vector<PatternNode> parts;     // of the others; a repeat has one
  std::uint32_t least = 1, most = 1;  // of a repeat
  bool empty = true;                  // it may take no code point
};

/// Thrown for a pattern that is not known throughout: compile_pattern() says which these are.
struct UnknownPattern {};

/// Reads a pattern of RE2's syntax; its sets of code points go behind those that are in `sets`.
/// O(bytes). Throws UnknownPattern.
PatternNode parse_pattern(std::string_view pattern, std::vector<CodePoints>& sets);

}  // namespace dechaff::rules
