#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dechaff::rules {

/// What a line must hold for a pattern to match it: one of `any` at its first byte, at its first
/// word (symbols and white space may stand before), at its first letter (numbers as well), or
/// anywhere in it. All in folded case. `none`: nothing is known.
struct Required {
  enum class Where : std::uint8_t { none, start, word, letter, inside } where = Where::none;
  std::vector<std::string> any;
  bool anchored = false;  // a match can begin at the begin of the line alone
};

/// Reads what a match of `pattern` (RE2 syntax) must hold, whatever its case: "^(share|tweet) this"
/// needs "share this" or "tweet this" at the first word, "\pL+ comments" needs " comments" inside.
/// After the prefix and factor analysis of R. Cox, "Regular Expression Matching with a Trigram
/// Index" (2012), with whole strings in the place of trigrams. Strings that stand inside have at
/// least two bytes, or are one symbol. O(pattern · 1000) at worst.
Required required_literals(std::string_view pattern);

/// Where the first character of `text` stands that is part of a word. O(symbols before).
std::size_t first_word(std::string_view text);
/// The same, digits left out.
std::size_t first_letter(std::string_view text);

}  // namespace dechaff::rules
