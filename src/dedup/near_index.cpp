#include "dedup/near_index.h"

#include <algorithm>
#include <utility>

namespace dechaff::dedup {
namespace {

/// Of the texts that have a band in common with a new one, the latest are looked at: a band that
/// thousands of unlike texts share would cost the square of their number. Texts of a site that
/// begin alike come to a few; the bands of a text that met 32 unlike ones say little.
constexpr std::size_t most_unlike = 16, most_unlike_of_all = 32, most_steps = 48;

}  // namespace

void NearIndex::clear() {
  begin_.assign(1, 0);
  distinct_.clear();
  older_.clear();
  seen_by_.clear();
  std::fill(slots_.begin(), slots_.end(), Slot{0, 0});
  used_ = 0;
}

/// Before a text comes: so that no slot moves while it is placed.
void NearIndex::make_room() {
  if ((used_ + bands_) * 3 <= slots_.size() * 2) return;
  std::vector<Slot> larger(std::max<std::size_t>(1024, slots_.size() * 2), Slot{0, 0});
  larger.swap(slots_);
  for (const Slot& slot : larger) {
    if (slot.newest != 0) slot_of(slot.key) = slot;
  }
}

NearIndex::Slot& NearIndex::slot_of(std::uint64_t key) {
  std::size_t at = key & (slots_.size() - 1);
  while (slots_[at].newest != 0 && slots_[at].key != key) at = (at + 1) & (slots_.size() - 1);
  return slots_[at];
}

std::span<std::uint64_t> NearIndex::make_distinct(std::span<std::uint64_t> shingles,
                                                  ShingleSet& set) {
  set.clear(shingles.size());
  std::size_t distinct = 0;
  for (const std::uint64_t shingle : shingles) {
    if (set.insert(shingle)) shingles[distinct++] = shingle;
  }
  return shingles.first(distinct);
}

/// Most texts are no candidate ever, so sets are only made here.
double NearIndex::similarity(Text& text, std::size_t id) {
  if (!is_set_) text.shingles = make_distinct(text.shingles, here_);
  is_set_ = true;
  std::uint64_t* const there = shingles_ + begin_[id];
  if (distinct_[id] == 0) {
    const std::size_t all = begin_[id + 1] - begin_[id];
    distinct_[id] = static_cast<std::uint32_t>(make_distinct({there, all}, other_).size());
  }
  const auto size = static_cast<double>(distinct_[id]);
  const auto here = static_cast<double>(text.shingles.size());
  if (std::min(size, here) < threshold_ * std::max(size, here)) return 0;  // cannot be enough
  std::size_t both = 0;
  for (std::size_t i = 0; i < distinct_[id]; ++i) both += here_.has(there[i]) ? 1U : 0U;
  return static_cast<double>(both) / (here + size - static_cast<double>(both));
}

/// Remembers the text; `look` sees each earlier one that has a band in common with it once, the
/// latest of a band first, until it has enough or the band had its share of looks.
template <class See>
void NearIndex::place(Text& text, See look) {
  const auto id = static_cast<std::uint32_t>(size());
  older_.resize(older_.size() + bands_, 0);
  seen_by_.push_back(0);
  is_set_ = false;
  if (!text.shingles.empty()) {
    make_room();
    for (const std::uint64_t key : text.bands)
      __builtin_prefetch(&slots_[key & (slots_.size() - 1)], 1);
    bool looking = true;
    std::size_t unlike_of_all = 0;
    for (std::size_t band = 0; band < bands_; ++band) {
      Slot& slot = slot_of(text.bands[band]);
      std::size_t steps = 0, unlike = 0;
      for (std::uint32_t other = slot.newest;
           other != 0 && looking && steps < most_steps && unlike < most_unlike;
           other = older_[(other - 1) * bands_ + band], ++steps) {
        if (std::exchange(seen_by_[other - 1], id + 1) == id + 1) continue;
        const Look found = look(other - 1);
        looking = found != Look::enough;
        unlike += found == Look::unlike ? 1U : 0U;
      }
      unlike_of_all += unlike;
      looking = looking && unlike_of_all < most_unlike_of_all;
      steps_ += steps;
      older_[id * bands_ + band] = slot.newest;
      if (slot.newest == 0) {
        slot.key = text.bands[band];
        ++used_;
      }
      slot.newest = id + 1;
    }
  }
  const std::size_t end = begin_.back() + text.shingles.size();
  if (end > room_) {
    room_ = std::max(end * 2, std::size_t{1} << 12);
    memory_.grow(room_ * sizeof(std::uint64_t));
    shingles_ = static_cast<std::uint64_t*>(memory_.data);
  }
  std::copy(text.shingles.begin(), text.shingles.end(), shingles_ + begin_.back());
  begin_.push_back(end);
  distinct_.push_back(is_set_ ? static_cast<std::uint32_t>(text.shingles.size()) : 0);
}

std::optional<NearIndex::Match> NearIndex::add(Text text) {
  std::optional<Match> out;
  place(text, [&](std::size_t other) {
    const double alike = similarity(text, other);
    if (alike < threshold_) return Look::unlike;
    out = Match{other, alike};
    return Look::enough;
  });
  return out;
}

void NearIndex::add(Text text, const std::function<bool(std::size_t)>& known,
                    const std::function<void(Match)>& take) {
  place(text, [&](std::size_t other) {
    if (known(other)) return Look::on;
    const double alike = similarity(text, other);
    if (alike < threshold_) return Look::unlike;
    take(Match{other, alike});
    return Look::on;
  });
}

}  // namespace dechaff::dedup
