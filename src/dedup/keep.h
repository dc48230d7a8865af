#pragma once

#include <string_view>
#include <vector>

#include "dedup/copies.h"
#include "dedup/units.h"

namespace dechaff::dedup {

/// Whether a unit is a refrain, which stays: a sentence of fewer than 16 words that its document
/// says three times or more (speeches, songs) and no earlier one does.
bool refrain(const Copy& copy, const std::vector<Copy>& copies, const Unit& unit);

/// Marks the copies that go so that of each text one stays: the first, the longest, or, with
/// `none`, no copy. `refrains`: those stay.
void keep_one(std::string_view which, const Units& units, bool refrains, std::vector<Copy>& copies);

}  // namespace dechaff::dedup
