#include "signals/repeats.h"

#include <algorithm>
#include <array>
#include <bit>

namespace dechaff::signals {
namespace {

std::uint64_t mix(std::uint64_t key) { return key * 0x9E3779B97F4A7C15U >> 32; }

/// From so many places on a level is made in parts, by the hash of the grams: one table for all
/// would take more memory than the text, and miss the cache at every look-up.
constexpr std::size_t many = std::size_t{1} << 17;
constexpr unsigned part_bits = 8;

}  // namespace

void Repeats::begin(const std::vector<std::uint32_t>& words, std::size_t distinct) {
  n_ = 1;
  Level& level = level_;
  level.count.assign(distinct, 0);
  for (const std::uint32_t word : words) ++level.count[word];
  level.at.resize(words.size());
  level.gram.resize(words.size());
  level.first.clear();  // needed by nobody
  grams_ = static_cast<std::uint32_t>(distinct);
  std::size_t kept = 0;
  for (std::uint32_t i = 0; i < words.size(); ++i) {
    level.at[kept] = i;
    level.gram[kept] = words[i];
    kept += level.count[words[i]] > 1 ? 1 : 0;
  }
  level.at.resize(kept);
  level.gram.resize(kept);
}

void Repeats::next() {
  ++n_;
  if (level_.at.size() < 2) {
    grams_ = 0;
    level_.at.clear();
    level_.gram.clear();
  } else if (level_.at.size() > many) {
    extend_in_parts();
  } else if (n_ == 2) {
    pairs();
  } else {
    extend();
  }
  level_.count.resize(grams_);
  level_.first.resize(grams_);
}

/// Most pairs occur once; a rough count finds them without a look-up each.
void Repeats::pairs() {
  const std::size_t most = level_.at.size() - 1;
  const std::size_t rough = std::bit_ceil(most * 4 + 64);
  seen_.assign(rough, 0);
  places_.resize(most);
  for (std::size_t k = 0; k < most; ++k) {
    const auto place = static_cast<std::uint32_t>(mix(key_at(k)) & (rough - 1));
    places_[k] = place;
    seen_[place] =
        static_cast<std::uint8_t>(seen_[place] | seen_[place] << 1 | (pair_at(k) ? 1 : 0));
  }
  std::size_t count = 0;
  for (std::uint32_t k = 0; k < most; ++k) {
    const bool maybe = seen_[places_[k]] > 1 && pair_at(k);
    places_[count] = k;  // count <= k: what is read is not written yet
    count += maybe ? 1 : 0;
  }
  clear_slots(count);
  level_.count.resize(count);
  level_.first.resize(count);
  for (std::size_t i = 0; i < count; ++i) {  // i <= places_[i], here and below
    const std::uint32_t k = places_[i];
    const std::uint32_t at = level_.at[k];
    level_.gram[i] = gram_of(key_at(k), at);
    level_.at[i] = at;
  }
  drop_single(count);
}

/// What repeats mostly goes on as it did before: the first continuation of a gram is known by the
/// gram alone, and only others are looked up.
void Repeats::extend() {
  const std::size_t most = level_.at.size() - 1;
  constexpr std::uint32_t none = UINT32_MAX;
  next_.assign(grams_, {none, 0});
  clear_slots(most);
  level_.count.resize(most);
  level_.first.resize(most);
  std::size_t kept = 0;
  for (std::size_t k = 0; k < most; ++k) {
    if (!pair_at(k)) continue;
    const std::uint32_t at = level_.at[k];
    Next& next = next_[level_.gram[k]];
    const std::uint32_t follows = level_.gram[k + 1];
    std::uint32_t gram = next.made;
    if (next.gram == follows) {
      ++level_.count[gram];
    } else if (next.gram == none) {
      gram = add_gram(at);
      ++level_.count[gram];
      next = {follows, gram};
    } else {
      gram = gram_of(key_at(k), at);
    }
    level_.at[kept] = at;
    level_.gram[kept++] = gram;
  }
  drop_single(kept);
}

void Repeats::extend_in_parts() {
  const std::size_t most = level_.at.size() - 1;
  const auto part_of = [](std::uint64_t key) {
    return static_cast<std::size_t>(mix(key) >> (32 - part_bits));
  };
  std::array<std::size_t, (std::size_t{1} << part_bits) + 1> ends{};
  for (std::size_t k = 0; k < most; ++k) ends[part_of(key_at(k)) + 1] += pair_at(k) ? 1 : 0;
  for (std::size_t part = 1; part < ends.size(); ++part) ends[part] += ends[part - 1];
  places_.resize(ends.back());
  for (std::uint32_t k = 0; k < most; ++k) {
    if (pair_at(k)) places_[ends[part_of(key_at(k))]++] = k;
  }
  fresh_.resize(most);
  level_.count.resize(most);
  level_.first.resize(most);
  grams_ = 0;
  std::size_t i = 0;
  for (std::size_t part = 0; i < places_.size(); ++part) {
    const std::uint32_t before = grams_;
    clear_slots(16);
    grams_ = before;
    for (; i < ends[part]; ++i) {
      const std::uint32_t k = places_[i];
      fresh_[k] = gram_of(key_at(k), level_.at[k]);
    }
  }
  std::size_t kept = 0;
  for (std::size_t k = 0; k < most; ++k) {
    if (!pair_at(k)) continue;
    level_.at[kept] = level_.at[k];
    level_.gram[kept++] = fresh_[k];
  }
  drop_single(kept);
}

/// For the grams of a level, or of a part of it, about as many.
void Repeats::clear_slots(std::size_t keys) {
  grams_ = 0;
  taken_ = 0;
  used_ = std::bit_ceil(keys * 2 + 2);
  if (slots_.size() < used_) slots_.resize(used_);
  if (++epoch_ == 0) {
    std::fill(slots_.begin(), slots_.end(), Slot{});
    epoch_ = 1;
  }
}

void Repeats::grow_slots() {
  std::vector<Slot> before(slots_.begin(), slots_.begin() + static_cast<std::ptrdiff_t>(used_));
  const std::uint32_t epoch = epoch_;
  used_ *= 2;
  if (slots_.size() < used_) slots_.resize(used_);
  if (++epoch_ == 0) {
    std::fill(slots_.begin(), slots_.end(), Slot{});
    epoch_ = 1;
  }
  for (const Slot& slot : before) {
    if (slot.epoch != epoch) continue;
    std::size_t at = mix(slot.key) & (used_ - 1);
    while (slots_[at].epoch == epoch_) at = (at + 1) & (used_ - 1);
    slots_[at] = {slot.key, slot.gram, epoch_};
  }
}

std::uint32_t Repeats::add_gram(std::uint32_t at) {
  level_.count[grams_] = 0;
  level_.first[grams_] = at;
  return grams_++;
}

/// The gram that `key` names, which is at `at`, counted.
std::uint32_t Repeats::gram_of(std::uint64_t key, std::uint32_t at) {
  std::size_t slot = mix(key) & (used_ - 1);
  while (slots_[slot].epoch == epoch_ && slots_[slot].key != key) slot = (slot + 1) & (used_ - 1);
  std::uint32_t gram = slots_[slot].gram;
  if (slots_[slot].epoch != epoch_) {
    gram = add_gram(at);
    slots_[slot] = {key, gram, epoch_};
    if (++taken_ * 2 > used_) grow_slots();
  }
  ++level_.count[gram];
  return gram;
}

void Repeats::drop_single(std::size_t places) {
  std::size_t kept = 0;
  for (std::size_t k = 0; k < places; ++k) {
    level_.at[kept] = level_.at[k];
    level_.gram[kept] = level_.gram[k];
    kept += level_.count[level_.gram[k]] > 1 ? 1 : 0;
  }
  level_.at.resize(kept);
  level_.gram.resize(kept);
}

}  // namespace dechaff::signals
