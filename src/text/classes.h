#pragma once

#include <string_view>

#include "text/properties.h"

namespace dechaff::text {

inline bool is_letter(char32_t c) {
  const Category category = properties(c).category;
  return category >= Category::uppercase_letter && category <= Category::other_letter;
}

/// Nonspacing, enclosing and spacing marks.
inline bool is_mark(char32_t c) {
  const Category category = properties(c).category;
  return category >= Category::nonspacing_mark && category <= Category::spacing_mark;
}

/// Decimal digits of any script (Nd), full-width ones among them.
inline bool is_digit(char32_t c) { return properties(c).category == Category::decimal_number; }

inline bool is_upper(char32_t c) { return (properties(c).flags & flag_uppercase) != 0; }
inline bool is_lower(char32_t c) { return (properties(c).flags & flag_lowercase) != 0; }

/// White_Space of Unicode: also NBSP, U+3000, NEL, line and paragraph separator.
inline bool is_space(char32_t c) { return properties(c).sentence == SentenceKind::space; }

inline bool is_punctuation(Category category) {
  return (category >= Category::dash_punctuation && category <= Category::other_punctuation) ||
         category == Category::initial_punctuation || category == Category::final_punctuation;
}

/// General category P: not symbols such as + $ ^.
inline bool is_punctuation(char32_t c) { return is_punctuation(properties(c).category); }

/// General category S.
inline bool is_symbol(char32_t c) {
  const Category category = properties(c).category;
  return category >= Category::math_symbol && category <= Category::other_symbol;
}

/// Part of a word in any script: letters, marks, digits, letter numbers, Han, kana, Thai ….
inline bool is_word(char32_t c) { return properties(c).word != WordKind::none; }

inline Script script(char32_t c) { return properties(c).script; }

/// Han and kana: written without spaces, a character on its own carries a meaning or a syllable.
inline bool is_han_or_kana(char32_t c) { return properties(c).word == WordKind::character; }

/// The script of most letters of `s`; Script::common when it has none. Han beside at least a tenth
/// as many kana is `kana` (Japanese). Ties go to the script that comes first in `Script`. O(n).
Script dominant_script(std::string_view s);

/// A short name such as "latin", for messages and JSON.
std::string_view name(Script script);

}  // namespace dechaff::text
