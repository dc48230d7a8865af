#pragma once

#include <cstddef>
#include <string_view>

#include "text/utf8.h"

/// What tells text from what came of bytes read in the wrong encoding.
namespace dechaff::repairs {

/// Characters that web text is made of; what else comes out of a run speaks against it.
bool plausible(char32_t c);

bool chinese(char32_t c);
bool japanese(char32_t c);
bool cyrillic_or_plain(char32_t c);
bool greek_or_plain(char32_t c);

/// Whether `test` holds for every character. O(n).
template <class Test>
bool all_of(std::string_view s, Test test) {
  for (std::size_t at = 0; at < s.size();) {
    const text::Decoded d = text::decode(s, at);
    if (!test(d.c)) return false;
    at += d.bytes;
  }
  return true;
}

/// Letters of Latin-1's upper half and its signs, that code pages have other letters for. O(n).
std::size_t letters_beyond_ascii(std::string_view line);

/// Small letters of Cyrillic. O(n).
std::size_t small_letters(std::string_view line);

/// Whether a line's letters beyond ASCII are words of Cyrillic, with vowels, and in small letters
/// after the first: what other bytes come out as is not. O(n).
bool reads_as_russian(std::string_view line);

/// Whether a line is mostly kana and kanji of Japanese. O(n).
bool reads_as_japanese(std::string_view line);

}  // namespace dechaff::repairs
