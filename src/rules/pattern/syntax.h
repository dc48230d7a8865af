#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

#include "rules/pattern/code_points.h"

namespace dechaff::rules {

/// A part of a pattern.
struct SyntaxNode {
  static constexpr std::uint32_t no_limit = std::numeric_limits<std::uint32_t>::max();

  enum class Kind : std::uint8_t {
    point,   // one code point, as it stands
    folded,  // the same in folded case
    any,     // any but a line feed
    set,     // one of Syntax::sets[set]
    begin,
    end,
    word_border,   // of ASCII words
    unknown,       // matches what RE2 alone knows
    sequence,      // `parts`, one after the other
    alternatives,  // one of `parts`
    repeat,        // parts[0], `least` to `most` times
  } kind = Kind::sequence;
  bool empty = true;      // may match no code point
  std::uint16_t set = 0;  // of a set
  char32_t c = 0;         // of a point
  std::uint32_t least = 1, most = 1;
  std::vector<SyntaxNode> parts;
};

/// A pattern as a tree. Groups leave no trace in it, nor whether a repeat is lazy: for a yes or no
/// neither matters.
struct Syntax {
  SyntaxNode root;
  std::vector<CodePoints> sets;
};

/// Reads a pattern of RE2's syntax. `\B`, classes such as [[:alpha:]] and most properties become
/// nodes of kind `unknown`. Returns nothing where an unknown part could change the meaning of the
/// rest: flags other than i, \Q, octal escapes, groups nested over 60 deep, and patterns that RE2
/// refuses. O(bytes).
std::optional<Syntax> parse_pattern(std::string_view pattern);

/// The length of a counted repeat, `{m}`, `{m,}` or `{m,n}`, at `at`; 0 where RE2 takes the brace
/// for a literal one. O(1).
std::size_t counted_repeat(std::string_view pattern, std::size_t at);

}  // namespace dechaff::rules
