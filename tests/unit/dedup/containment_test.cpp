#include "dedup/containment.h"

#include <algorithm>
#include <iterator>
#include <random>
#include <vector>

#include "catch.h"

using dechaff::dedup::ContainmentIndex;
using Set = std::vector<std::uint64_t>;

TEST_CASE("texts inside another are found as by looking at every pair") {
  std::mt19937 random(3);
  std::vector<Set> sets;
  for (int i = 0; i < 300; ++i) {
    Set set;
    if (i % 3 == 0 || sets.empty()) {
      for (std::size_t k = 0; k < 5 + random() % 60; ++k) set.push_back(random() % 2000);
    } else {  // a part of an earlier one, and a few of its own
      const Set& other = sets[random() % sets.size()];
      for (const std::uint64_t x : other) {
        if (random() % 3 != 0) set.push_back(x);
      }
      for (std::size_t k = 0; k < random() % 8; ++k) set.push_back(random() % 2000);
    }
    std::sort(set.begin(), set.end());
    set.erase(std::unique(set.begin(), set.end()), set.end());
    sets.push_back(set);
  }
  constexpr double threshold = 0.8;
  ContainmentIndex index(threshold);
  for (const Set& set : sets) index.add(set);
  std::size_t found = 0;
  for (std::size_t a = 0; a < sets.size(); ++a) {
    std::size_t expected = SIZE_MAX;
    for (std::size_t b = 0; b < sets.size() && expected == SIZE_MAX; ++b) {
      if (a == b || sets[a].empty()) continue;
      if (sets[b].size() < sets[a].size() || (sets[b].size() == sets[a].size() && b > a)) continue;
      Set both;
      std::set_intersection(sets[a].begin(), sets[a].end(), sets[b].begin(), sets[b].end(),
                            std::back_inserter(both));
      if (static_cast<double>(both.size()) >= threshold * static_cast<double>(sets[a].size()))
        expected = b;
    }
    const auto match = index.find(sets[a], a);
    REQUIRE((match ? match->id : SIZE_MAX) == expected);
    found += match ? 1 : 0;
  }
  CHECK(found > 20);
}
