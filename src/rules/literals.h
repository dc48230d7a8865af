#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dechaff::rules {

/// What a line must hold for a pattern to match it: one of `any` at its first word (symbols and
/// white space may stand before), or anywhere in it. All in folded case. `none`: nothing is known.
struct Required {
  enum class Where : std::uint8_t { none, begin, inside } where = Where::none;
  std::vector<std::string> any;
};

/// Reads what a match of `pattern` (RE2 syntax) must hold, whatever its case: "^(share|tweet) this"
/// needs "share this" or "tweet this" at the begin, "\d+ comments" needs " comments" inside. After
/// the prefix and factor analysis of R. Cox, "Regular Expression Matching with a Trigram Index"
/// (2012), with whole strings in the place of trigrams. Strings have at least one byte where they
/// stand at the begin, two where inside. O(pattern · 256) at worst.
Required required_literals(std::string_view pattern);

/// Where the first character of `text` stands that is part of a word. O(symbols before).
std::size_t first_word(std::string_view text);

/// Simple case folding of UTF-8 into `out`; bad bytes stay. What RE2's (?i) takes for equal is
/// equal after it. O(n).
void fold_case(std::string_view text, std::string& out);

}  // namespace dechaff::rules
