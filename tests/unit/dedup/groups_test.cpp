#include "dedup/groups.h"

#include <random>
#include <vector>

#include "catch.h"

using dechaff::dedup::Groups;

TEST_CASE("groups are the connected components, whatever the order of the pairs") {
  std::mt19937 random(5);
  for (int round = 0; round < 20; ++round) {
    constexpr std::size_t n = 60;
    Groups groups;
    std::vector<std::size_t> label, length;  // the slow way: relabel
    for (std::size_t u = 0; u < n; ++u) {
      length.push_back(random() % 9);
      CHECK(groups.add(length[u]) == u);
      label.push_back(u);
    }
    for (int pair = 0; pair < 40; ++pair) {
      const std::size_t a = random() % n, b = random() % n;
      groups.unite(a, b, 0.5F);
      const std::size_t low = std::min(label[a], label[b]), high = std::max(label[a], label[b]);
      for (std::size_t& l : label) l = l == high ? low : l;
    }
    groups.settle();
    for (std::size_t u = 0; u < n; ++u) {
      REQUIRE(groups.first(u) == label[u]);
      std::size_t count = 0, longest = label[u];
      for (std::size_t v = 0; v < n; ++v) {
        if (label[v] != label[u]) continue;
        ++count;
        if (length[v] > length[longest]) longest = v;
      }
      REQUIRE(groups.size(u) == count);
      REQUIRE(groups.longest(u) == longest);
    }
  }
}
