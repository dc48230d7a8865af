#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "evidence/evidence.h"
#include "model/blocks.h"

namespace dechaff::model_features {

/// How well a block's words and those of the page's title (title, og:title) agree.
struct TitleMatch {
  float of_block = 0;  ///< share of the block's words that the title has
  float of_title = 0;  ///< share of the title's words that the block has
  bool whole = false;  ///< the block has the words of a title, all of them and no others
  bool best = false;   ///< no block of the page agrees better, and it agrees by .4 at least
};

/// For every block its match. Empty where the page names no title. A Han or kana character is a
/// word; long blocks match nothing. O(bytes of short blocks · log words of the title).
void match_titles(const evidence::PageFacts& facts, std::span<const std::string_view> lines,
                  std::span<const Block> blocks, std::vector<TitleMatch>& out);

}  // namespace dechaff::model_features
