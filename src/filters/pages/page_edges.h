#pragma once

#include <vector>

#include "core/line_table.h"
#include "filters/pages/furniture.h"

namespace dechaff::pages {

/// The same for a text whose pages begin with form feeds: lines at the edges of pages that repeat
/// on the pages near by, or count with them. Fills the entries of `out`; false when there are none.
bool find_at_form_feeds(const LineTable& lines, std::vector<Furniture>& out);

}  // namespace dechaff::pages
