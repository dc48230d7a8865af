#pragma once

#include <functional>
#include <vector>

#include "core/line_table.h"
#include "dedup/copies.h"
#include "dedup/units.h"

namespace dechaff::dedup {

using KeyOf = std::function<text::Hash128(std::string_view said)>;

/// Lets a repeat be one only where it is part of a passage that stands twice: units one after
/// another, short ones too, of `words` words at least; or of any length when the second copy stands
/// right behind the first. All others become units of their own. People say a sentence again (a
/// step of a manual, a quote in a forum); a passage is said again by machines, as a rule.
///
/// Each unit is compared at its 16 latest earlier places at most. `rules` are those `units` were
/// cut with. O(bytes of the document + repeats · words).
void only_in_passages(const LineTable& lines, const UnitRules& rules, std::size_t words,
                      const KeyOf& key_of, const Units& units, std::vector<Copy>& copies);

}  // namespace dechaff::dedup
