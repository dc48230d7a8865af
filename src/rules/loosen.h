#pragma once

#include <string>
#include <string_view>

namespace dechaff::rules {

/// A pattern that matches whatever `pattern` (RE2 syntax) matches, and more: `\pL`, `\p{Lu}`,
/// `\pN`, `\p{Han}` and their like become their ASCII part and every character beyond ASCII, and
/// counted repeats lose their bounds. The automaton of a Unicode category has hundreds of states,
/// the loose one ten, and one that counts has a state for each count: a set of loose patterns
/// compiles and runs several times faster, and what it finds is confirmed by the pattern itself.
/// Classes that are negated stay as they are. O(n).
std::string loosen(std::string_view pattern);

/// The length of a counted repeat, `{m}`, `{m,}` or `{m,n}`, at `at`; 0 when the brace is a literal
/// one. `may_be_none`: m is 0. O(1).
std::size_t counted_repeat(std::string_view pattern, std::size_t at, bool& may_be_none);

}  // namespace dechaff::rules
