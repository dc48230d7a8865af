#pragma once

#include <cstdint>

#include "model/line_stats.h"

namespace dechaff::model_text {

/// What the line scan needs to know of a code point.
enum class PointClass : std::uint8_t {
  space,
  lower,
  upper,
  digit,
  ideograph,
  period,
  exclaim,
  question,
  ellipsis,
  colon,
  comma,
  opening_quote,
  closing_quote,
  separator,
  copyright,
  currency,
  mark,
  ignored,  ///< zero-width and control characters
};

/// Class of a code point outside ASCII. A coarse table by block (Unicode 15 code charts), enough
/// for counting; it is not a replacement for the Unicode character database.
PointClass classify(std::uint32_t point);

/// Simple lower case for Latin-1, Latin Extended-A, Greek, Cyrillic and Armenian; other code points
/// come back as they are.
std::uint32_t fold(std::uint32_t point);

struct Decoded {
  std::uint32_t point;
  std::uint32_t length;  ///< bytes used, at least 1
};

/// The code point at `p`; U+FFFD with length 1 for bytes that are not UTF-8. `p < end`.
Decoded decode(const unsigned char* p, const unsigned char* end);

}  // namespace dechaff::model_text
