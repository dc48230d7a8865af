#include "dedup/containment.h"

#include <algorithm>
#include <cmath>

#include "core/error.h"

namespace dechaff::dedup {

void ContainmentIndex::clear() {
  shingles_.clear();
  begin_.assign(1, 0);
  slots_.clear();
  postings_.clear();
}

void ContainmentIndex::add(std::span<const std::uint64_t> shingles) {
  const auto text = static_cast<std::uint32_t>(size());
  if (postings_.size() + shingles.size() > UINT32_MAX)
    throw Error({}, "dedup: --containment holds 2^32 shingles at most", {}, "cut the input");
  for (const std::uint64_t shingle : shingles) {
    Slot& slot = slots_.add(shingle);
    postings_.push_back({text, slot.latest});
    slot.latest = static_cast<std::uint32_t>(postings_.size());
    ++slot.count;
  }
  shingles_.insert(shingles_.end(), shingles.begin(), shingles.end());
  begin_.push_back(shingles_.size());
}

std::size_t ContainmentIndex::common(std::span<const std::uint64_t> shingles,
                                     std::size_t id) const {
  const auto* at = shingles_.data() + begin_[id];
  const auto* const end = shingles_.data() + begin_[id + 1];
  std::size_t both = 0;
  for (const std::uint64_t shingle : shingles) {
    while (at != end && *at < shingle) ++at;
    if (at == end) break;
    both += *at == shingle ? 1U : 0U;
  }
  return both;
}

std::optional<ContainmentIndex::Match> ContainmentIndex::find(
    std::span<const std::uint64_t> shingles, std::size_t self) {
  const std::size_t n = shingles.size();
  if (n == 0 || slots_.empty()) return {};
  const auto needed = std::max<std::size_t>(
      1, static_cast<std::size_t>(std::ceil(threshold_ * static_cast<double>(n) - 1e-9)));
  rare_.clear();
  for (const std::uint64_t shingle : shingles) {
    const Slot& slot = slots_.of(shingle);
    rare_.emplace_back(slot.count, &slot);
  }
  const std::size_t looked_at = n - needed + 1;
  std::nth_element(rare_.begin(), rare_.begin() + static_cast<std::ptrdiff_t>(looked_at - 1),
                   rare_.end());
  candidates_.clear();
  for (std::size_t i = 0; i < looked_at; ++i) {
    const Slot& slot = *rare_[i].second;
    if (slot.count == 0) continue;
    for (std::uint32_t p = slot.latest; p != 0; p = postings_[p - 1].before) {
      const std::uint32_t text = postings_[p - 1].text;
      const std::size_t size = begin_[text + 1] - begin_[text];
      if (text != self && (size > n || (size == n && text < self))) candidates_.push_back(text);
    }
  }
  std::sort(candidates_.begin(), candidates_.end());
  candidates_.erase(std::unique(candidates_.begin(), candidates_.end()), candidates_.end());
  for (const std::uint32_t text : candidates_) {
    const std::size_t both = common(shingles, text);
    if (both >= needed) return Match{text, static_cast<double>(both) / static_cast<double>(n)};
  }
  return {};
}

}  // namespace dechaff::dedup
