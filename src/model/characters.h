#pragma once

#include <array>
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

inline constexpr std::array<std::uint8_t, 128> ascii_classes = [] {
  std::array<std::uint8_t, 128> table{};
  const auto set = [&](const char* chars, PointClass c) {
    for (; *chars != 0; ++chars)
      table[static_cast<unsigned char>(*chars)] = static_cast<std::uint8_t>(c);
  };
  for (std::size_t i = 0; i < 128; ++i)
    table[i] =
        static_cast<std::uint8_t>(i < 0x20 || i == 0x7F ? PointClass::ignored : PointClass::mark);
  for (std::size_t i = 'a'; i <= 'z'; ++i) table[i] = static_cast<std::uint8_t>(PointClass::lower);
  for (std::size_t i = 'A'; i <= 'Z'; ++i) table[i] = static_cast<std::uint8_t>(PointClass::upper);
  for (std::size_t i = '0'; i <= '9'; ++i) table[i] = static_cast<std::uint8_t>(PointClass::digit);
  set(" \t\r\n\v\f", PointClass::space);
  set(".", PointClass::period);
  set("!", PointClass::exclaim);
  set("?", PointClass::question);
  set(":", PointClass::colon);
  set(",;", PointClass::comma);
  set("\"'", PointClass::closing_quote);
  set(")]}", PointClass::closing_quote);
  set("([{", PointClass::opening_quote);
  set("|/>*", PointClass::separator);
  set("$", PointClass::currency);
  return table;
}();

/// Class of an ASCII character.
inline PointClass ascii_class(unsigned char c) { return static_cast<PointClass>(ascii_classes[c]); }

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
