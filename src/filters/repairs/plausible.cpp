#include "filters/repairs/plausible.h"

namespace dechaff::repairs {
namespace {

bool cyrillic(char32_t c) { return c >= 0x401 && c <= 0x45F; }
bool small_cyrillic(char32_t c) { return c >= 0x430 && c <= 0x45F; }
bool vowel(char32_t c) {
  static constexpr std::u32string_view vowels = U"аеиоуыэюяёіїєАЕИОУЫЭЮЯЁІЇЄ";
  return vowels.find(c) != std::u32string_view::npos;
}
bool kana(char32_t c) { return c >= 0x3041 && c <= 0x30FE; }
bool han(char32_t c) { return c >= 0x4E00 && c <= 0x9FFF; }

bool punctuation(char32_t c) {
  return (c >= 0xA0 && c <= 0xBF) || (c >= 0x2010 && c <= 0x203A) || c == 0x20AC || c == 0x2116 ||
         c == 0x2122;
}

}  // namespace

bool plausible(char32_t c) {
  return (c >= 0xA0 && c <= 0x17F) || (c >= 0x218 && c <= 0x21B) || (c >= 0x386 && c <= 0x3CE) ||
         cyrillic(c) || (c >= 0x490 && c <= 0x491) || (c >= 0x5D0 && c <= 0x5EA) ||
         (c >= 0x60C && c <= 0x6CC) || (c >= 0x901 && c <= 0x97F) || (c >= 0xE01 && c <= 0xE5B) ||
         (c >= 0x1EA0 && c <= 0x1EF9) || (c >= 0x2010 && c <= 0x203A) || c == 0x20AC ||
         c == 0x2116 || c == 0x2122 || (c >= 0x2190 && c <= 0x2193) || c == 0x2212 ||
         (c >= 0x3000 && c <= 0x30FF) || han(c) || (c >= 0xAC00 && c <= 0xD7A3) ||
         (c >= 0xFF01 && c <= 0xFF5E);
}

bool chinese(char32_t c) {
  return han(c) || (c >= 0x3000 && c <= 0x3011) || (c >= 0xFF01 && c <= 0xFF5E) ||
         (c >= 0x2014 && c <= 0x2026);
}

bool japanese(char32_t c) { return chinese(c) || kana(c) || (c >= 0x3012 && c <= 0x301F); }

bool cyrillic_or_plain(char32_t c) {
  return cyrillic(c) || (c >= 0x490 && c <= 0x491) || punctuation(c);
}

bool greek_or_plain(char32_t c) { return (c >= 0x386 && c <= 0x3CE) || punctuation(c); }

std::size_t letters_beyond_ascii(std::string_view line) {
  std::size_t out = 0;
  for (std::size_t at = 0; at < line.size();) {
    const text::Decoded d = text::decode(line, at);
    if (d.c >= 0x80 && d.c < 0x2200) ++out;
    at += d.bytes;
  }
  return out;
}

std::size_t small_letters(std::string_view line) {
  std::size_t out = 0;
  for (std::size_t at = 0; at < line.size();) {
    const text::Decoded d = text::decode(line, at);
    if (small_cyrillic(d.c)) ++out;
    at += d.bytes;
  }
  return out;
}

bool reads_as_russian(std::string_view line) {
  std::size_t letters = 0, vowels = 0, words = 0, odd = 0;
  bool in_word = false, ascii_letter = false;
  for (std::size_t at = 0; at < line.size();) {
    const text::Decoded d = text::decode(line, at);
    at += d.bytes;
    if (cyrillic(d.c)) {
      if (ascii_letter) ++odd;                     // glued to a Latin letter
      if (in_word && !small_cyrillic(d.c)) ++odd;  // a capital inside
      if (!in_word) ++words;
      ++letters;
      if (vowel(d.c)) ++vowels;
      in_word = true;
      continue;
    }
    ascii_letter = (d.c >= 'a' && d.c <= 'z') || (d.c >= 'A' && d.c <= 'Z');
    if (ascii_letter && in_word) ++odd;
    if (d.c >= 0x80 && !punctuation(d.c)) ++odd;
    in_word = false;
  }
  return words > 0 && letters >= 4 && letters >= words * 3 && odd * 8 <= letters &&
         vowels * 4 >= letters && vowels * 3 <= letters * 2;
}

bool reads_as_japanese(std::string_view line) {
  std::size_t kanas = 0, others = 0, marks = 0;
  for (std::size_t at = 0; at < line.size();) {
    const text::Decoded d = text::decode(line, at);
    at += d.bytes;
    if (kana(d.c))
      ++kanas;
    else if (han(d.c))
      ++others;
    else if (d.c >= 0x80 && !japanese(d.c))
      ++marks;
  }
  return kanas >= 3 && kanas * 3 >= others && marks * 10 <= kanas + others;
}

}  // namespace dechaff::repairs
