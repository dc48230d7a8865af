#include "dedup/fingerprints.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <vector>

#include "text/simd.h"

namespace dechaff::dedup {
namespace {

namespace simd = text::simd;

constexpr std::size_t group = 16;  // slots
constexpr std::size_t slot_bytes = 1 + sizeof(text::Hash128);
constexpr std::size_t first_groups = 64;
constexpr std::size_t doubling_groups = std::size_t{1} << 14;  // the table doubles up to this size
constexpr std::size_t to_tags = 64, to_keys = 32;  // questions between the fetch and the use

/// Bits that neither the home nor the parts of SpilledFingerprints depend on; never 0.
std::uint8_t tag_of(const text::Hash128& key) {
  const auto bits = static_cast<std::uint8_t>(key.high >> 32U);
  return bits == 0 ? std::uint8_t{1} : bits;
}

std::uint32_t slots_with(const std::uint8_t* tags, std::uint8_t tag) {
  return simd::high_bits(simd::equal(simd::load(reinterpret_cast<const char*>(tags)), tag));
}

constexpr std::size_t most_of_a_group = group / 8 * 7;  // keys, on average

bool too_many(std::size_t keys, std::size_t groups) { return keys > groups * most_of_a_group; }

}  // namespace

FingerprintSet::FingerprintSet(std::size_t most_bytes)
    : most_groups_(most_bytes / (group * slot_bytes)) {}

FingerprintSet::~FingerprintSet() = default;

void FingerprintSet::clear() {
  tag_bytes_.clear();
  key_bytes_.clear();
  tags_ = nullptr;
  keys_ = nullptr;
  groups_ = size_ = 0;
}

std::size_t FingerprintSet::bytes() const { return groups_ * group * slot_bytes; }

bool FingerprintSet::has_room(std::size_t more) const {
  return !too_many(size_ + more, most_groups_);
}

/// The high bits choose the group, whatever the number of groups (Lemire 2019, "Fast random integer
/// generation in an interval"): the order of the homes is the order of the keys, so a larger table
/// is filled from its begin to its end.
std::size_t FingerprintSet::home(const text::Hash128& key) const {
  __extension__ using Wide = unsigned __int128;
  return static_cast<std::size_t>(static_cast<Wide>(key.low) * groups_ >> 64U);
}

bool FingerprintSet::place(const text::Hash128& key) {
  const std::uint8_t tag = tag_of(key);
  for (std::size_t g = home(key);; g = g + 1 == groups_ ? 0 : g + 1) {
    std::uint8_t* const tags = tags_ + g * group;
    text::Hash128* const keys = keys_ + g * group;
    for (std::uint32_t same = slots_with(tags, tag); same != 0; same &= same - 1) {
      if (keys[std::countr_zero(same)] == key) return false;
    }
    const std::uint32_t free = slots_with(tags, 0);
    if (free == 0) continue;
    tags[std::countr_zero(free)] = tag;
    keys[std::countr_zero(free)] = key;
    return true;
  }
}

/// Where the key stands or will stand, as far as the tags tell.
inline std::size_t FingerprintSet::likely_slot(const text::Hash128& key) const {
  const std::uint8_t tag = tag_of(key);
  for (std::size_t g = home(key);; g = g + 1 == groups_ ? 0 : g + 1) {
    const std::uint8_t* const tags = tags_ + g * group;
    const std::uint32_t same = slots_with(tags, tag);
    const std::uint32_t slots = same != 0 ? same : slots_with(tags, 0);
    if (slots != 0) return g * group + static_cast<std::size_t>(std::countr_zero(slots));
  }
}

bool FingerprintSet::holds(const text::Hash128& key) const {
  const std::uint8_t tag = tag_of(key);
  for (std::size_t g = home(key);; g = g + 1 == groups_ ? 0 : g + 1) {
    const std::uint8_t* const tags = tags_ + g * group;
    for (std::uint32_t same = slots_with(tags, tag); same != 0; same &= same - 1) {
      if (keys_[g * group + static_cast<std::size_t>(std::countr_zero(same))] == key) return true;
    }
    if (slots_with(tags, 0) != 0) return false;
  }
}

bool FingerprintSet::insert(text::Hash128 key) {
  if (too_many(size_ + 1, groups_)) grow(1);
  const bool fresh = place(key);
  size_ += fresh ? 1U : 0U;
  return fresh;
}

void FingerprintSet::insert(std::span<const text::Hash128> keys, std::span<std::uint8_t> fresh) {
  if (too_many(size_ + keys.size(), groups_)) grow(keys.size());
  const std::size_t n = keys.size();
  std::array<std::size_t, to_keys> likely;  // slots
  const auto fetch_tags = [&](std::size_t i) {
    __builtin_prefetch(tags_ + home(keys[i]) * group, 1);
  };
  const auto fetch_key = [&](std::size_t i) __attribute__((always_inline)) {
    likely[i % to_keys] = likely_slot(keys[i]);
    __builtin_prefetch(keys_ + likely[i % to_keys], 1, 0);  // 0: the caches are for tags
  };
  for (std::size_t i = 0; i < std::min(n, to_tags); ++i) fetch_tags(i);
  for (std::size_t i = 0; i < std::min(n, to_keys); ++i) fetch_key(i);
  std::size_t added = 0;
  text::Hash128 nowhere;
  for (std::size_t i = 0; i < n; ++i) {
    if (i + to_tags < n) fetch_tags(i + to_tags);
    const text::Hash128 key = keys[i];
    const std::size_t slot = likely[i % to_keys];
    if (i + to_keys < n) fetch_key(i + to_keys);
    const bool free = tags_[slot] == 0;
    const bool same = keys_[slot] == key;
    bool is_new;
    if (free | same) [[likely]] {
      is_new = free;
      tags_[slot] = tag_of(key);
      text::Hash128* to = free ? keys_ + slot : &nowhere;
      *to = key;
    } else {
      is_new = place(key);
    }
    fresh[i] = is_new;
    added += is_new;
  }
  size_ += added;
}

void FingerprintSet::find(std::span<const text::Hash128> keys,
                          std::span<std::uint8_t> found) const {
  if (groups_ == 0) {
    std::fill(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(keys.size()),
              std::uint8_t{0});
    return;
  }
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (i + to_keys < keys.size()) __builtin_prefetch(tags_ + home(keys[i + to_keys]) * group);
    found[i] = holds(keys[i]) ? 1 : 0;
  }
}

/// In place, from the last group to the first. A key's home only moves up, and what lies above the
/// group at hand is done, so a key whose new home lies there can be put there at once; the few
/// others wait in a list: near the begin, where homes move little, and at the end, where probing
/// would go round to groups that are still to be done.
void FingerprintSet::grow(std::size_t more) {
  const std::size_t old_groups = groups_;
  std::size_t groups = std::max(first_groups, old_groups);
  while (too_many(size_ + more, groups))
    groups = groups < doubling_groups ? groups * 2 : groups + groups / 5;
  groups = std::max(groups, std::min(old_groups * 2, expected_ / most_of_a_group + 1));
  groups_ = std::max<std::size_t>(1, std::min(groups, most_groups_));
  tag_bytes_.grow(groups_ * group);
  key_bytes_.grow(groups_ * group * sizeof(text::Hash128));
  tags_ = static_cast<std::uint8_t*>(tag_bytes_.data);
  keys_ = static_cast<text::Hash128*>(key_bytes_.data);

  // How full the new groups are: a tag just written is slow to read back as one of sixteen.
  std::vector<std::uint8_t> filled(groups_ + 1, 0);
  std::vector<text::Hash128> waiting;
  std::array<text::Hash128, group> keys;
  for (std::size_t i = old_groups; i-- > 0;) {
    const std::uint32_t free = slots_with(tags_ + i * group, 0);
    const std::size_t count = free == 0 ? group : static_cast<std::size_t>(std::countr_zero(free));
    std::memcpy(keys.data(), keys_ + i * group, sizeof keys);  // all: a fixed length is fast
    std::memset(tags_ + i * group, 0, group);
    for (std::size_t k = 0; k < count; ++k) {
      std::size_t g = home(keys[k]);
      if (g > i) {
        while (filled[g] == group) ++g;
      }
      if (g <= i || g >= groups_) {
        waiting.push_back(keys[k]);
        continue;
      }
      const std::size_t slot = g * group + filled[g]++;
      tags_[slot] = tag_of(keys[k]);
      keys_[slot] = keys[k];
    }
  }
  for (const text::Hash128& key : waiting) place(key);
}

}  // namespace dechaff::dedup
