#pragma once

#include "signals/columns.h"

namespace dechaff::signals {

/// Of the n-grams that `words` hold at present.

/// Characters of words that any repeated n-gram covers, each word once, the first copy too.
double covered_characters(const WordColumn& words);

/// The commonest n-gram that occurs at least twice; among equals the first. count 0: none.
struct TopGram {
  std::uint32_t first = 0, count = 0;
};
TopGram top_gram(const WordColumn& words);

}  // namespace dechaff::signals
