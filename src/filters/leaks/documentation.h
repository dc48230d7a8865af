#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "core/line_table.h"
#include "filters/leaks/code_line.h"

namespace dechaff::leaks {

/// Lines of code in a row, empty lines between them aside.
struct Run {
  std::size_t begin, end;   // lines
  bool signature = false;   // of one of them
  bool packed = true;       // all but parts are dense
  bool introduced = false;  // the text above announces it with a colon
  bool indented = false;    // as code is in a text about code
  std::size_t lines = 0;    // with code
};

/// The runs of a page. `code`: what each line is. O(lines).
std::vector<Run> find_runs(const LineTable& lines, const std::vector<CodeLine>& code);

/// Whether the text of the page says a name that the run's code has: "the property `max-width`".
/// Such code is what the text is about. O(names of the run × bytes), for 32 names at most.
bool text_names(const LineTable& lines, const std::vector<CodeLine>& code, const Run& run);

}  // namespace dechaff::leaks
