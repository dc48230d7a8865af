#pragma once

#include <cstddef>
#include <cstdint>

namespace dechaff::dedup {

enum class Match : std::uint8_t { exact, folded, near };

/// When two units are the same, and where a first one counts.
struct CopyRules {
  Match match = Match::exact;
  bool any_digit = false;      // folded, near: any digit is like any other
  bool long_units = false;     // near: compared by runs of words, not of characters
  bool across = false;         // earlier documents count too
  std::size_t spans = 1;       // only rows of so many units repeat
  std::size_t span_words = 1;  // of such a row, at least
  double threshold = 0.8;      // near
  bool containment = false;    // near: a unit that stands inside another one repeats it
  bool gather = false;         // tell all copies across the input; each document comes twice
  std::size_t memory = 0;      // bytes for fingerprints across documents; 0: no limit
  std::size_t bloom = 0;       // bytes of a filter in their place; 0: none
};

}  // namespace dechaff::dedup
