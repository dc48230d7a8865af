#pragma once

#include <cstdint>
#include <vector>

#include "decide/page_view.h"

namespace dechaff::decide {

/// The rules that act on the lines of a page.
struct CueChoice {
  std::vector<const rules::Hit*> fire;  // of a line, or null
  std::vector<std::uint8_t> supported;  // of a line: whether any rule may act there
};

/// Chooses for each line the first certain rule that may act in its zone, and of a kind with the
/// trait `call_out` also between two paragraphs of the body; or, on a whole page in a
/// known language, the first other one whose line is at an end of the page or has another cue
/// within policy::support_reach lines. Where the text ends is not asked here. `by_setting`: kinds
/// with that trait act too. O(hits).
void choose_cues(const PageView& page, bool by_setting, CueChoice& out);

/// Whether a line is directly above prose, and no cue of its kind directly above it: "About us"
/// over what a firm says of itself is a heading, the last word of a menu is none.
bool heads_prose(const PageView& page, std::size_t line, rules::CueKind kind);

}  // namespace dechaff::decide
