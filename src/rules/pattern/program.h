#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "rules/pattern/code_points.h"
#include "rules/pattern/syntax.h"

namespace dechaff::rules {

using AsciiSet = std::array<std::uint64_t, 2>;  // a bit for each

inline bool holds(const AsciiSet& set, char32_t c) { return (set[c >> 6U] >> (c & 63U) & 1U) != 0; }
inline void put(AsciiSet& set, char32_t c) { set[c >> 6U] |= std::uint64_t{1} << (c & 63U); }

/// What \b takes for part of a word.
inline bool is_ascii_word(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// A pattern as steps that are walked from the first one, the code of both matchers.
struct Program {
  struct Step {
    // Begins as SyntaxNode::Kind does.
    enum class Kind : std::uint8_t {
      point,
      folded,
      any,
      set,
      begin,
      end,
      word_border,
      fork,  // goes on at `to`, or else at `other`
      jump,  // goes on at `to`
      match,
    } kind = Kind::match;
    bool run = false;  // of the first four: `least` to `most` times
    std::uint16_t set = 0;
    char32_t c = 0;
    std::uint32_t to = 0, other = 0;
    std::uint32_t least = 1, most = 1;

    bool takes_one() const { return kind <= Kind::set; }  // a code point
  };

  std::vector<Step> steps;  // the last one is a match
  std::vector<CodePoints> sets;

  /// What a step that takes one code point takes of ASCII.
  AsciiSet ascii_of(const Step& step) const;
  /// Whether a step that takes one code point takes this one. O(1) to O(log ranges of a set).
  bool takes(const Step& step, char32_t point, char32_t folded) const;
};

/// Nothing for a pattern with unknown parts, with repeats of what may match no code point, and of
/// more than a few thousand steps. O(steps).
std::optional<Program> compile_pattern(Syntax syntax);

}  // namespace dechaff::rules
