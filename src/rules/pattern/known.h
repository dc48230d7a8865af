#pragma once

#include <cstdint>
#include <string_view>

#include "rules/pattern/string_lists.h"
#include "rules/pattern/syntax.h"

namespace dechaff::rules {

/// What is left out before the strings that a match begins with.
enum class Skip : std::uint8_t { nothing, symbols, non_letters };

/// False for every character when nothing is left out.
bool skipped(char32_t c, Skip skip);

/// What is known of the matches of a part of a pattern, in folded case.
struct Known {
  bool exact = false;     // `strings` are all there can be
  Strings strings;        // of an exact part
  Strings begin, inside;  // else: one of them begins it, one is in it; empty: nothing known
  bool anchored = false;  // it matches at the begin of the line only
  bool symbols = false;   // it matches nothing but characters that are left out at the begin
  bool skipped = false;   // `begin` leaves out symbols that may come before
  bool optional = false;  // it may be missing; when it is there, one of `begin` begins it
};

/// What is known of all of a pattern. O(nodes · 1000) at worst.
Known known_of(const Syntax& syntax, Skip skip);

}  // namespace dechaff::rules
