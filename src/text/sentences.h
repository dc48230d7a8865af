#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "text/abbreviations.h"
#include "text/span.h"

namespace dechaff::text {

/// Cuts `line` (UTF-8, bad bytes allowed) into sentences; the spans follow one another without a
/// gap and cover the line, the white space after a sentence belongs to it. Appends to `out`.
///
/// A sentence ends behind a full stop, a question or exclamation mark or an ellipsis, with the
/// closing quotes and brackets after it, when white space follows and then no lower-case letter and
/// no comma; behind 。！？ and their kin, and behind danda-like strokes, at once. A full stop is no
/// end behind a single letter (initials), behind a number at the begin of the sentence or of two
/// digits at most before a capital ("3. Oktober" is decided for the ordinal), or behind a capital
/// with one to three more letters without another word of small letters before it in the sentence
/// ("Dr. ", "Mrs. "), or behind one of `known` (may be null) before anything but the line's end.
/// Rules SB6–SB11 of UAX #29 with these differences. O(n).
void split_sentences(std::string_view line, const Abbreviations* known, std::vector<Span>& out);

}  // namespace dechaff::text
