#pragma once

// How the properties follow from the Unicode character database, as ICU gives it. Used by the
// generator and by the unit test of the table, never by the library.

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include "text/properties.h"

namespace dechaff::text::generate {

inline Script script_from_icu(UChar32 c) {
  // The prolonged sound mark, the voicing marks and their half-width forms are shared by the two
  // kana, which Unicode calls Common.
  if (c == 0x30FC || c == 0xFF70 || (c >= 0x3099 && c <= 0x309C) || c == 0xFF9E || c == 0xFF9F) {
    return Script::kana;
  }
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(c, &status)) {
    case USCRIPT_COMMON:
    case USCRIPT_INHERITED:
    case USCRIPT_UNKNOWN:
      return Script::common;
    case USCRIPT_LATIN:
      return Script::latin;
    case USCRIPT_GREEK:
      return Script::greek;
    case USCRIPT_CYRILLIC:
      return Script::cyrillic;
    case USCRIPT_ARABIC:
      return Script::arabic;
    case USCRIPT_HEBREW:
      return Script::hebrew;
    case USCRIPT_DEVANAGARI:
      return Script::devanagari;
    case USCRIPT_HAN:
      return Script::han;
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
      return Script::kana;
    case USCRIPT_HANGUL:
      return Script::hangul;
    case USCRIPT_THAI:
      return Script::thai;
    case USCRIPT_KHMER:
      return Script::khmer;
    case USCRIPT_LAO:
      return Script::lao;
    case USCRIPT_MYANMAR:
      return Script::burmese;
    default:
      return Script::other;
  }
}

inline WordKind word_from_icu(UChar32 c, Category category, Script script) {
  switch (category) {
    case Category::nonspacing_mark:
    case Category::enclosing_mark:
    case Category::spacing_mark:
      return WordKind::extend;
    case Category::format:
      // Zero width space is a separator that cannot be seen; all other format characters stay with
      // the word before them (rule WB4 of UAX #29).
      return c == 0x200B ? WordKind::none : WordKind::extend;
    case Category::decimal_number:
      return WordKind::word;
    case Category::uppercase_letter:
    case Category::lowercase_letter:
    case Category::titlecase_letter:
    case Category::modifier_letter:
    case Category::other_letter:
    case Category::letter_number:
    case Category::other_number:
      break;
    default:
      return WordKind::none;
  }
  if (c == 0xFF9E || c == 0xFF9F) return WordKind::extend;
  switch (script) {
    case Script::han:
    case Script::kana:
      return WordKind::character;
    case Script::thai:
    case Script::lao:
    case Script::khmer:
    case Script::burmese:
      return WordKind::cluster;
    default:
      return WordKind::word;
  }
}

inline SentenceKind sentence_from_icu(UChar32 c, Category category) {
  switch (c) {
    case '.':
    case 0x2024:
    case 0xFE52:
    case 0xFF0E:
      return SentenceKind::full_stop;
    case 0x2025:
    case 0x2026:
    case 0xFE19:
    case 0xFE30:
    case 0x22EF:
      return SentenceKind::ellipsis;
    case '!':
    case '?':
    case 0x037E:
    case 0x061F:
    case 0x203C:
    case 0x203D:
    case 0x2047:
    case 0x2048:
    case 0x2049:
      return SentenceKind::mark;
    case 0x3002:
    case 0xFF01:
    case 0xFF1F:
    case 0xFF61:
    case 0xFE12:
    case 0xFE15:
    case 0xFE16:
    case 0xFE56:
    case 0xFE57:
      return SentenceKind::wide;
    case 0x17D4:
    case 0x17D5:
    case 0x17DA:
      return SentenceKind::stroke;
    case '"':
    case '\'':
    case '*':
    case '_':
    case 0xFF02:
    case 0xFF07:
      return SentenceKind::quote;
    case ';':
    case 0xFF1B:
    case 0x061B:
    case 0x204F:
      return SentenceKind::comma;
    default:
      break;
  }
  if (u_hasBinaryProperty(c, UCHAR_WHITE_SPACE)) return SentenceKind::space;
  switch (category) {
    case Category::dash_punctuation:
      return SentenceKind::dash;
    case Category::open_punctuation:
    case Category::initial_punctuation:
      return SentenceKind::open;
    case Category::close_punctuation:
    case Category::final_punctuation:
      return SentenceKind::close;
    default:
      break;
  }
  switch (u_getIntPropertyValue(c, UCHAR_SENTENCE_BREAK)) {
    case U_SB_STERM:
      return SentenceKind::stroke;
    case U_SB_SCONTINUE:
      return SentenceKind::comma;
    default:
      return SentenceKind::none;
  }
}

// True when NFKC_Casefold maps `c` to one code point that is a starter and never composes with
// what is before it; then `delta` is the distance to it.
inline bool simple_fold(UChar32 c, int& delta) {
  if (U_IS_SURROGATE(c)) return false;
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* fold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  const icu::UnicodeString folded = fold->normalize(icu::UnicodeString(c), status);
  if (U_FAILURE(status) || folded.countChar32() != 1) return false;
  const UChar32 m = folded.char32At(0);
  delta = m - c;
  return u_getCombiningClass(m) == 0 && u_getCombiningClass(c) == 0 &&
         u_getIntPropertyValue(m, UCHAR_NFC_QUICK_CHECK) == UNORM_YES;
}

// All but `fold`, which numbers the deltas that the generator chose.
inline Properties properties_from_icu(UChar32 c) {
  Properties p{};
  p.category = static_cast<Category>(u_charType(c));
  p.script = script_from_icu(c);
  p.word = word_from_icu(c, p.category, p.script);
  p.sentence = sentence_from_icu(c, p.category);
  if (u_hasBinaryProperty(c, UCHAR_UPPERCASE)) p.flags |= flag_uppercase;
  if (u_hasBinaryProperty(c, UCHAR_LOWERCASE)) p.flags |= flag_lowercase;
  if (!U_IS_SURROGATE(c) && u_getCombiningClass(c) == 0 &&
      u_getIntPropertyValue(c, UCHAR_NFC_QUICK_CHECK) == UNORM_YES) {
    p.flags |= flag_nfc_simple;
  }
  return p;
}

}  // namespace dechaff::text::generate
