#pragma once

#include <string>

#include "signals/signal.h"

namespace dechaff::signals {

/// What RedPajama-v2's rps_lines_* say of one line.
struct RedpajamaLine {
  static constexpr std::size_t count = 6;  // in the order of the registry
  double values[count];
};

/// `line` is one of the columns' lines.
RedpajamaLine redpajama_line(const TextColumns& columns, const LineColumn& line);

/// Appends `,"lines":{"rps_lines_…":[[begin,end,value],…],…}` for those of the selection.
void append_redpajama_lines(std::string& out, TextColumns& columns, const Selection& selection);

}  // namespace dechaff::signals
