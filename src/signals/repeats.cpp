#include "signals/repeats.h"

#include <algorithm>
#include <bit>

namespace dechaff::signals {

void Repeats::find(const std::vector<std::uint32_t>& words, std::size_t distinct) {
  first_level(words, distinct);
  for (std::size_t n = 2; n <= longest; ++n) {
    levels_[n].clear();
    if (!levels_[n - 1].at.empty()) next_level(levels_[n - 1], levels_[n]);
  }
}

void Repeats::first_level(const std::vector<std::uint32_t>& words, std::size_t distinct) {
  Level& level = levels_[1];
  level.count.assign(distinct, 0);
  for (const std::uint32_t word : words) ++level.count[word];
  level.at.resize(words.size());
  level.gram.resize(words.size());
  level.first.clear();  // nobody asks where a word stands first
  std::size_t kept = 0;
  for (std::uint32_t i = 0; i < words.size(); ++i) {
    level.at[kept] = i;
    level.gram[kept] = words[i];
    kept += level.count[words[i]] > 1 ? 1 : 0;
  }
  level.at.resize(kept);
  level.gram.resize(kept);
}

void Repeats::next_level(const Level& below, Level& level) {
  const std::size_t most = below.at.size() - 1;
  const auto key_of = [&](std::size_t k) {
    return (std::uint64_t{below.gram[k]} + 1) << 32 | (std::uint64_t{below.gram[k + 1]} + 1);
  };
  const auto mix = [](std::uint64_t key) { return key * 0x9E3779B97F4A7C15U >> 32; };
  // Most pairs stand once; a rough count finds them without a look-up each.
  const std::size_t rough = std::bit_ceil(most * 4 + 64);
  seen_.assign(rough, 0);
  for (std::size_t k = 0; k < most; ++k) {
    std::uint8_t& seen = seen_[mix(key_of(k)) & (rough - 1)];
    const bool pair = below.at[k + 1] == below.at[k] + 1;
    seen = static_cast<std::uint8_t>(seen | seen << 1 | (pair ? 1 : 0));
  }
  maybe_.resize(most);
  std::size_t count = 0;
  for (std::uint32_t k = 0; k < most; ++k) {
    maybe_[count] = k;
    const bool pair = below.at[k + 1] == below.at[k] + 1;
    count += pair && seen_[mix(key_of(k)) & (rough - 1)] > 1 ? 1 : 0;
  }
  if (count == 0) return;
  const std::size_t size = std::bit_ceil(count * 2);
  if (slots_.size() < size) slots_.resize(size);
  std::fill_n(slots_.begin(), size, Slot{0, 0});
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t k = maybe_[i];
    const std::uint64_t key = key_of(k);
    std::size_t slot = mix(key) & (size - 1);
    while (slots_[slot].key != 0 && slots_[slot].key != key) slot = (slot + 1) & (size - 1);
    if (slots_[slot].key == 0) {
      slots_[slot] = {key, static_cast<std::uint32_t>(level.count.size())};
      level.count.push_back(0);
      level.first.push_back(below.at[k]);
    }
    ++level.count[slots_[slot].gram];
    level.at.push_back(below.at[k]);
    level.gram.push_back(slots_[slot].gram);
  }
  drop_single(level);
}

void Repeats::drop_single(Level& level) {
  std::size_t kept = 0;
  for (std::size_t k = 0; k < level.at.size(); ++k) {
    level.at[kept] = level.at[k];
    level.gram[kept] = level.gram[k];
    kept += level.count[level.gram[k]] > 1 ? 1 : 0;
  }
  level.at.resize(kept);
  level.gram.resize(kept);
}

}  // namespace dechaff::signals
