#include "signals/ngram_shares.h"

#include <algorithm>

namespace dechaff::signals {

double covered_characters(const WordColumn& words, std::size_t n) {
  double sum = 0;
  std::uint32_t from = 0;
  for (const std::uint32_t at : words.repeats.level(n).at) {
    const auto end = static_cast<std::uint32_t>(at + n);
    sum += words.characters(std::max(at, from), end);
    from = end;
  }
  return sum;
}

TopGram top_gram(const WordColumn& words, std::size_t n) {
  const Repeats::Level& level = words.repeats.level(n);
  TopGram out;
  for (std::size_t gram = 0; gram < level.count.size(); ++gram) {
    if (level.count[gram] > std::max<std::uint32_t>(out.count, 1)) {
      out = {level.first[gram], level.count[gram]};
    }
  }
  return out;
}

}  // namespace dechaff::signals
