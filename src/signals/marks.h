#pragma once

// Sets of marks, as the originals define them. O(log n).

namespace dechaff::signals {

/// What ends a line for FineWeb: TERMINAL_PUNCTUATION of datatrove 0.10 (159 marks; no quotes).
bool is_fineweb_terminal(char32_t c);

/// What makes no word for datatrove's Gopher filter: its PUNCTUATION (with control characters) and
/// TERMINAL_PUNCTUATION.
bool is_datatrove_punctuation(char32_t c);

/// What ends a sentence for spaCy's sentencizer, standing alone.
bool ends_sentence(char32_t c);

/// string.punctuation of Python.
constexpr bool is_ascii_punctuation(char c) {
  return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
         (c >= '{' && c <= '~');
}

}  // namespace dechaff::signals
