#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/zone.h"
#include "rules/rule_set.h"

namespace dechaff::rules {

/// The cues of a page: all rules that match a line, whatever its zone.
struct Cues {
  std::vector<Hit> hits;           // by line, then by rule id
  std::vector<std::size_t> first;  // hits of line i: [first[i], first[i+1])

  std::span<const Hit> of(std::size_t line) const {
    return std::span(hits).subspan(first[line], first[line + 1] - first[line]);
  }

  /// Whether a rule that would drop a whole line, or end the text there, matches; in which zone is
  /// said by `zones`.
  bool whole_line(std::size_t line, Zones zones) const {
    for (const Hit& hit : of(line)) {
      const Action action = hit.rule->action;
      if (hit.rule->zones.meets(zones) && (action == Action::drop || action == Action::open_tail)) {
        return true;
      }
    }
    return false;
  }
};

}  // namespace dechaff::rules
