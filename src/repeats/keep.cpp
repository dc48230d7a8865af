#include "repeats/keep.h"

#include <unordered_map>

namespace dechaff::repeats {

bool refrain(const Copy& copy, const std::vector<Copy>& copies, const Unit& unit) {
  return !copy.earlier && unit.words < 16 && copies[copy.first].copies >= 3;
}

void keep_one(std::string_view which, const Units& units, bool refrains,
              std::vector<Copy>& copies) {
  for (std::size_t u = 0; u < copies.size(); ++u) {
    Copy& copy = copies[u];
    copy.goes =
        (copy.first != u || copy.earlier) && !(refrains && refrain(copy, copies, units.units[u]));
  }
  if (which == "none") {
    for (const Copy& copy : copies) {
      if (copy.goes) copies[copy.first].goes = true;
    }
  } else if (which == "longest") {
    std::unordered_map<std::size_t, std::size_t> best;  // of a first one: the longest copy
    for (std::size_t u = 0; u < copies.size(); ++u) {
      std::size_t& longest = best.try_emplace(copies[u].first, u).first->second;
      if (units.said[u].size() > units.said[longest].size()) longest = u;
    }
    for (std::size_t u = 0; u < copies.size(); ++u) {
      if (!copies[u].goes || best[copies[u].first] != u) continue;
      copies[u].goes = false;
      copies[copies[u].first].goes = true;
    }
  }
}

}  // namespace dechaff::repeats
