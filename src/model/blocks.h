#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace dechaff {

/// Lines that the model judges together: [begin, end) of the page's lines. On most pages a block
/// is one line; on a page wrapped at 72–80 columns it is a paragraph.
struct Block {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

/// The width at which a page's text was wrapped, in code points, or 0 when it was not. A page is
/// wrapped when no more than 2 % of its lines are longer than 100 code points and a third of its
/// bytes stand in lines that end because the next line's first word would not have fitted (the
/// rule of every greedy line breaker). O(bytes).
std::uint32_t wrap_width(std::span<const std::string_view> lines);

/// Splits a page into blocks, blank lines left out. False, and no blocks, when there are more than
/// `most`. O(bytes).
bool find_blocks(std::span<const std::string_view> lines, std::vector<Block>& blocks,
                 std::size_t most);

}  // namespace dechaff
