#include "dedup/groups.h"

#include <algorithm>

#include "core/error.h"

namespace dechaff::dedup {

std::size_t Groups::add(std::size_t length) {
  const std::size_t unit = root_.size();
  if (unit == UINT32_MAX) throw Error({}, "dedup: more than 2^32 units cannot be grouped");
  root_.push_back(static_cast<std::uint32_t>(unit));
  length_.push_back(static_cast<std::uint32_t>(std::min<std::size_t>(length, UINT32_MAX)));
  similarity_.push_back(1);
  return unit;
}

std::size_t Groups::first(std::size_t unit) {
  while (root_[unit] != unit) {
    root_[unit] = root_[root_[unit]];
    unit = root_[unit];
  }
  return unit;
}

void Groups::unite(std::size_t a, std::size_t b, float similarity) {
  const std::size_t one = first(a), other = first(b);
  if (one == other) return;
  // A pair joins two groups: it is what its members are known by when they had none so far.
  if (one == a) similarity_[a] = similarity;
  if (other == b) similarity_[b] = similarity;
  root_[std::max(one, other)] = static_cast<std::uint32_t>(std::min(one, other));
}

void Groups::settle() {
  size_.assign(units(), 0);
  longest_.assign(units(), 0);
  for (std::size_t unit = 0; unit < units(); ++unit) {
    const std::size_t root = first(unit);
    std::uint32_t& longest = longest_[root];
    if (size_[root]++ == 0 || length_[unit] > length_[longest])
      longest = static_cast<std::uint32_t>(unit);
  }
}

}  // namespace dechaff::dedup
