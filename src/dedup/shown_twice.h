#pragma once

#include <cstdint>
#include <vector>

#include "dedup/again.h"
#include "dedup/tokens.h"

namespace dechaff::dedup {

/// Finds whole blocks that a page shows twice, as pages for phones and desks do: lines one after
/// another that say what earlier lines say, however both are wrapped, short lines too. The title
/// above a block is part of it where it is shown again with no more than two new lines between.
class ShownTwice {
 public:
  /// Blocks of whole lines in order; what is cut is the later copy. `far`: words from which a block
  /// may be anywhere; a shorter one touches its first copy, or has a title and paragraphs and is
  /// near it or a fifth of the text. O(tokens).
  void find(const Tokens& tokens, const LineTable& lines, std::size_t far, std::vector<Again>& out);

 private:
  struct Slot {
    std::uint64_t key = 0;
    std::uint32_t next = 0;  // the token and 1; 0: free
  };
  std::vector<Slot> earliest_;  // of eight tokens
  std::vector<std::uint64_t> grams_;
};

}  // namespace dechaff::dedup
