#pragma once

#include <cstddef>
#include <string_view>

#include "core/line_table.h"

/// What counts as running text. The line model has a feature with a definition of its own
/// (model/feature_columns.h, `reads_on`): it belongs to the trained weights and changes with them.
namespace dechaff::decide {

/// Whether `text` ends as a sentence does: a stop, question or exclamation mark of any script, then
/// nothing but closing quotes and brackets. An ellipsis ("...", "…") is no end.
bool ends_sentence(std::string_view text);

/// Whether `text` ends with "...", "…" or a cut like "-...".
bool ends_cut(std::string_view text);

/// Whether a line is prose: policy::prose_words with a sentence end, or policy::long_prose_words
/// without a cut. Needs `lines.measure()`.
bool is_prose(const LineTable& lines, std::size_t line);

/// Whether a line with digits stands elsewhere on the page with other digits in their place: "-30-"
/// is the foot of a page then, and no end marker. O(lines).
bool is_page_number(const LineTable& lines, std::size_t line);

}  // namespace dechaff::decide
