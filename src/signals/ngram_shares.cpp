#include "signals/ngram_shares.h"

#include <algorithm>

namespace dechaff::signals {

double covered_characters(const WordColumn& words) {
  double sum = 0;
  std::uint32_t from = 0;
  for (const std::uint32_t at : words.repeats.level().at) {
    const auto end = static_cast<std::uint32_t>(at + words.n());
    sum += words.characters(std::max(at, from), end);
    from = end;
  }
  return sum;
}

TopGram top_gram(const WordColumn& words) {
  const Repeats::Level& level = words.repeats.level();
  TopGram out;
  for (std::size_t gram = 0; gram < level.count.size(); ++gram) {
    const std::uint32_t count = level.count[gram], first = level.first[gram];
    if (count < 2 || count < out.count) continue;
    if (count > out.count || first < out.first) out = {first, count};
  }
  return out;
}

}  // namespace dechaff::signals
