#include "dedup/passages.h"

#include <algorithm>
#include <unordered_map>

namespace dechaff::dedup {
namespace {

constexpr std::size_t none = SIZE_MAX;

/// All units of a document, the shortest too, each with the place before where it stood.
class Places {
 public:
  Places(const LineTable& lines, UnitRules rules, const KeyOf& key_of) {
    rules.min_words = 1;
    rules.ended_only = false;
    all.collect(lines, rules);
    std::unordered_map<std::uint64_t, std::size_t> latest;
    for (std::size_t i = 0; i < all.units.size(); ++i) {
      keys_.push_back(key_of(all.said[i]));
      const auto [at, fresh] = latest.try_emplace(keys_[i].low, i);
      before_.push_back(fresh ? none : at->second);
      at->second = i;
    }
  }

  /// Whether a passage around the unit, long enough or directly after its first copy, stood before.
  bool again(std::size_t unit, std::size_t words) const {
    std::size_t there = before_[unit];
    for (int tries = 0; there != none && tries < 16; ++tries, there = before_[there]) {
      if (keys_[there] == keys_[unit] && passage(there, unit, words)) return true;
    }
    return false;
  }

  Units all;

 private:
  bool passage(std::size_t there, std::size_t here, std::size_t words) const {
    std::size_t left = 0, right = 0, found = all.units[here].words;
    while (found < words && left < there && here - left - 1 > there &&
           keys_[there - left - 1] == keys_[here - left - 1]) {
      ++left;
      found += all.units[here - left].words;
    }
    while (found < words && there + right + 1 < here && here + right + 1 < keys_.size() &&
           keys_[there + right + 1] == keys_[here + right + 1]) {
      ++right;
      found += all.units[here + right].words;
    }
    return found >= words || there + right + 1 >= here - left;
  }

  std::vector<text::Hash128> keys_;
  std::vector<std::size_t> before_;
};

}  // namespace

void only_in_passages(const LineTable& lines, const UnitRules& rules, std::size_t words,
                      const KeyOf& key_of, const Units& units, std::vector<Copy>& copies) {
  const auto repeats = [](const Copy& copy, std::size_t u) { return copy.first != u; };
  std::size_t u = 0;
  while (u < copies.size() && !repeats(copies[u], u)) ++u;
  if (u == copies.size()) return;
  const Places places(lines, rules, key_of);
  for (std::size_t i = 0; u < copies.size(); ++u) {
    if (!repeats(copies[u], u)) continue;
    const Unit& unit = units.units[u];
    const auto same = [&](const Unit& other) {
      return other.line == unit.line && other.span.begin == unit.span.begin;
    };
    while (i < places.all.units.size() && !same(places.all.units[i])) ++i;
    if (i < places.all.units.size() && !places.again(i, words)) copies[u].first = u;
  }
}

}  // namespace dechaff::dedup
