#pragma once

#include <string_view>
#include <vector>

#include "evidence/evidence.h"
#include "text/lines.h"

namespace dechaff::evidence {

/// What plain text says of its lines by signs: bullets and list numbers (with how many items of the
/// same sign and indent follow one another), drawn tables, indents. A line without signs is
/// unknown. The shown text is without bullets, list numbers and the strokes of a table. O(bytes).
void read_plain(std::string_view bytes, const std::vector<text::Line>& lines, Evidence& out);

}  // namespace dechaff::evidence
