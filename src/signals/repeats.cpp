#include "signals/repeats.h"

#include <algorithm>
#include <bit>

namespace dechaff::signals {
namespace {

std::uint64_t mix(std::uint64_t key) { return key * 0x9E3779B97F4A7C15U >> 32; }

}  // namespace

void Repeats::find(const std::vector<std::uint32_t>& words, std::size_t distinct) {
  first_level(words, distinct);
  for (std::size_t n = 2; n <= longest; ++n) {
    Level& level = levels_[n];
    level.clear();
    grams_ = 0;
    if (levels_[n - 1].at.size() < 2) continue;
    if (n == 2) {
      pairs(levels_[1], level);
    } else {
      extend(levels_[n - 1], level);
    }
    level.count.resize(grams_);
    level.first.resize(grams_);
    drop_single(level);
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

/// Most pairs stand once; a rough count finds them without a look-up each.
void Repeats::pairs(const Level& below, Level& level) {
  const std::size_t most = below.at.size() - 1;
  const auto key_of = [&](std::size_t k) {
    return std::uint64_t{below.gram[k]} << 32 | below.gram[k + 1];
  };
  const std::size_t rough = std::bit_ceil(most * 4 + 64);
  seen_.assign(rough, 0);
  places_.resize(most);
  for (std::size_t k = 0; k < most; ++k) {
    const auto place = static_cast<std::uint32_t>(mix(key_of(k)) & (rough - 1));
    places_[k] = place;
    const bool pair = below.at[k + 1] == below.at[k] + 1;
    seen_[place] = static_cast<std::uint8_t>(seen_[place] | seen_[place] << 1 | (pair ? 1 : 0));
  }
  std::size_t count = 0;
  for (std::uint32_t k = 0; k < most; ++k) {
    const bool maybe = seen_[places_[k]] > 1 && below.at[k + 1] == below.at[k] + 1;
    places_[count] = k;  // count <= k: what is read is not written yet
    count += maybe ? 1 : 0;
  }
  if (count == 0) return;
  clear_slots(count);
  make_room(level, count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t k = places_[i];
    level.at[i] = below.at[k];
    level.gram[i] = gram_of(key_of(k), below.at[k], level);
  }
}

/// What repeats mostly goes on as it did before: the first continuation of a gram is known by the
/// gram alone, and only others are looked up.
void Repeats::extend(const Level& below, Level& level) {
  const std::size_t most = below.at.size() - 1;
  constexpr std::uint32_t none = UINT32_MAX;
  next_.assign(below.count.size(), {none, 0});
  clear_slots(most);
  make_room(level, most);
  std::size_t kept = 0;
  for (std::size_t k = 0; k < most; ++k) {
    const std::uint32_t at = below.at[k];
    if (below.at[k + 1] != at + 1) continue;
    Next& next = next_[below.gram[k]];
    const std::uint32_t behind = below.gram[k + 1];
    std::uint32_t gram = next.made;
    if (next.gram == behind) {
      ++level.count[gram];
    } else if (next.gram == none) {
      gram = add_gram(at, level);
      ++level.count[gram];
      next = {behind, gram};
    } else {
      gram = gram_of(std::uint64_t{below.gram[k]} << 32 | behind, at, level);
    }
    level.at[kept] = at;
    level.gram[kept++] = gram;
  }
  level.at.resize(kept);
  level.gram.resize(kept);
}

/// For as many places, and as many grams at the most.
void Repeats::make_room(Level& level, std::size_t places) {
  for (auto* list : {&level.at, &level.gram, &level.count, &level.first}) list->resize(places);
}

void Repeats::clear_slots(std::size_t keys) {
  used_ = std::bit_ceil(keys * 2);
  if (slots_.size() < used_) slots_.resize(used_);
  if (++epoch_ == 0) {
    std::fill(slots_.begin(), slots_.end(), Slot{});
    epoch_ = 1;
  }
}

std::uint32_t Repeats::add_gram(std::uint32_t at, Level& level) {
  level.count[grams_] = 0;
  level.first[grams_] = at;
  return grams_++;
}

/// The gram that `key` names, which stands at `at`, counted.
std::uint32_t Repeats::gram_of(std::uint64_t key, std::uint32_t at, Level& level) {
  std::size_t slot = mix(key) & (used_ - 1);
  while (slots_[slot].epoch == epoch_ && slots_[slot].key != key) slot = (slot + 1) & (used_ - 1);
  if (slots_[slot].epoch != epoch_) slots_[slot] = {key, add_gram(at, level), epoch_};
  ++level.count[slots_[slot].gram];
  return slots_[slot].gram;
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
