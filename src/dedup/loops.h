#pragma once

#include <cstdint>
#include <vector>

#include "dedup/again.h"
#include "dedup/tokens.h"

namespace dechaff::dedup {

/// Finds what is said over and over: copies of a word, phrase, sentence or line one right behind
/// the other, whatever punctuation is between them, also with a counter that goes up by one. How
/// many copies make a loop depends on the length of what is said and on what parts the copies:
/// three of eight words or more, or of a phrase that nothing parts; many of a short word, of cries
/// and of lines in verse ("ha ha ha", "no, no, no", a chorus). What has three copies and stays for
/// such a reason is named with it. The row of cells of a table is none.
///
/// One copy stays, cut so that it begins where a line or sentence does; at the end of the document
/// a copy that breaks off goes as well. Needs `lines.measure()`. O(tokens): a budget stops what
/// would take longer.
class Loops {
 public:
  /// In order, without overlap.
  void find(const Tokens& tokens, const LineTable& lines, std::vector<Again>& out);

 private:
  struct Slot {
    std::uint64_t key = 0;
    std::uint32_t next = 0;  // the token and 1; 0: free
  };
  std::vector<Slot> latest_;  // of three tokens
};

}  // namespace dechaff::dedup
