#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace dechaff::rules {

/// Strings one of which a match holds.
using Strings = std::vector<std::string>;

inline constexpr std::size_t most_strings = 600;
inline constexpr std::size_t longest_string = 12;  // bytes that are worth comparing

/// Whether they say anything: there are some, and none is empty.
bool useful(const Strings& strings);

/// In bytes; 0 for none.
std::size_t shortest(const Strings& strings);
std::size_t longest(const Strings& strings);

/// Each of `a` with each of `b` behind it.
Strings product(const Strings& a, const Strings& b);

void unite(Strings& into, const Strings& more);

/// Cuts the strings to what is worth comparing, and further when they are too many. False, and no
/// strings, when they are still too many.
bool fit(Strings& strings);

/// Takes what says more: longer strings, then fewer.
void prefer(Strings& best, const Strings& other);

}  // namespace dechaff::rules
