#include "dedup/keep.h"

#include <algorithm>
#include <unordered_map>

namespace dechaff::dedup {

bool refrain(const Copy& copy, const std::vector<Copy>& copies, const Unit& unit) {
  const std::uint32_t here = copies[copy.first].copies;
  return !copy.earlier && unit.words < 16 && here >= 3 && (copy.total == 0 || copy.total == here);
}

void keep_one(std::string_view which, const Units& units, bool refrains,
              std::vector<Copy>& copies) {
  for (std::size_t u = 0; u < copies.size(); ++u) {
    Copy& copy = copies[u];
    const bool repeats = copy.total == 0 ? copy.first != u || copy.earlier
                                         : copy.total > 1 && (which == "none" || !copy.longest);
    copy.goes = repeats && !(refrains && refrain(copy, copies, units.units[u]));
  }
  // Where all copies were gathered the choice is made.
  if (std::any_of(copies.begin(), copies.end(), [](const Copy& c) { return c.total > 0; })) return;
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

}  // namespace dechaff::dedup
