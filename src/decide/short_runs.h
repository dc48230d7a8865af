#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "decide/page_view.h"

namespace dechaff::decide {

/// Lines [begin, end) that go together.
struct ShortRun {
  std::size_t begin, end;
  float cues;  // share of its lines with text that have a cue
};

/// Navigation, when no model is asked: runs of short lines around the text that are no sentences,
/// with enough cues among them (`supported`, CueChoice). O(lines).
std::vector<ShortRun> short_runs(const PageView& page, const std::vector<std::uint8_t>& supported);

/// Runs of empty lines between lines that went. O(lines).
std::vector<ShortRun> blank_runs(const LineTable& lines);

/// Blank lines that meet another one, or the begin of the document, where the lines between went.
std::vector<std::size_t> doubled_blanks(const Document& document);

}  // namespace dechaff::decide
