#pragma once

#include "core/document.h"
#include "rules/cues.h"
#include "rules/pack_library.h"

namespace dechaff::page {

using rules::Cues;

/// Fills `cues` for the kept lines; needs `lines.measure()`. One search a line.
void find_cues(const Document& document, const rules::PackLibrary& library, rules::PackMask packs,
               Cues& cues);

/// Finds head, body and tail of a page once, and fills `document.zones`. The body runs from the
/// first to the last line of prose (decide/prose.h).
///
/// The tail begins earlier where a certain end marker that is no page number, or lines of credits
/// in a row, follow at least half of the prose words; and a paragraph far below the main run does
/// not stretch the body, nor do notices and call-outs: what a certain rule of a kind with the trait
/// `notice` or `call_out` takes. How many and how far says decide/policy.h. Needs
/// `lines.measure()`. O(lines).
void find_zones(Document& document, const Cues& cues);

}  // namespace dechaff::page
