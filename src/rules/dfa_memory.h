#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dechaff::rules {

/// About the bytes that RE2's automaton for `pattern` takes over `lines`: the smallest power of two
/// from 16 KiB to `most` in which it does not run out of memory; twice `most` when it still does,
/// and for a pattern that does not compile. RE2 tells no more of it. O(log most · lines).
std::size_t dfa_memory(std::string_view pattern, const std::vector<std::string_view>& lines,
                       std::size_t most);

}  // namespace dechaff::rules
