#include "text/language.h"

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include <algorithm>
#include <climits>

namespace dechaff::text {
namespace {

/// CLD2 has three codes that were withdrawn, and one with a capital.
std::string_view modern(std::string_view code) {
  if (code == "iw") return "he";
  if (code == "jw") return "jv";
  if (code == "zh-Hant") return "zh-hant";
  return code == "no" ? std::string_view("nb") : code;
}

/// The script that a lead byte and the byte behind it stand for; 0 for the others.
ScriptSet script_at(unsigned char lead, unsigned char next) {
  if (lead >= 0xC3 && lead <= 0xC9) return bit(Script::latin);
  if (lead >= 0xD0 && lead <= 0xD3) return bit(Script::cyrillic);
  if (lead >= 0xD8 && lead <= 0xDB) return bit(Script::arabic);
  if (lead == 0xE3 && next >= 0x81 && next <= 0x83) return bit(Script::kana);
  if (lead >= 0xE4 && lead <= 0xE9) return bit(Script::han);
  if (lead == 0xEA && next >= 0xB0) return bit(Script::hangul);
  if (lead >= 0xEB && lead <= 0xED) return bit(Script::hangul);
  return 0;
}

}  // namespace

LanguageGuess guess_language(std::string_view utf8) {
  LanguageGuess out;
  const int size = static_cast<int>(std::min<std::size_t>(utf8.size(), INT_MAX));
  const CLD2::CLDHints hints{nullptr, "", CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  CLD2::Language languages[3];
  int percent[3], bytes = 0, valid = 0;
  double score[3];
  bool reliable = false;
  CLD2::ExtDetectLanguageSummaryCheckUTF8(utf8.data(), size, true, &hints, 0, languages, percent,
                                          score, nullptr, &bytes, &reliable, &valid);
  if (valid < size) {  // CLD2 reads nothing when a byte is bad: ask about what stands before it
    CLD2::ExtDetectLanguageSummaryCheckUTF8(utf8.data(), valid, true, &hints, 0, languages, percent,
                                            score, nullptr, &bytes, &reliable, &valid);
  }
  for (int i = 0; i < 3; ++i) {
    if (languages[i] == CLD2::UNKNOWN_LANGUAGE || percent[i] == 0) continue;
    out.languages[out.count++] = {modern(CLD2::LanguageCode(languages[i])), percent[i]};
  }
  out.certain = reliable && out.count > 0;
  return out;
}

ScriptSet scripts_of(std::string_view utf8, std::size_t most) {
  ScriptSet out = 0;
  std::size_t seen = 0;
  for (std::size_t i = 0; i < utf8.size() && seen < most; ++i) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    if (lead < 0xC0) continue;
    ++seen;
    out |= script_at(lead, i + 1 < utf8.size() ? static_cast<unsigned char>(utf8[i + 1]) : 0);
  }
  return out == 0 && seen == 0 ? bit(Script::latin) : out;
}

ScriptSet script_named(std::string_view name) {
  if (name == "Latn") return bit(Script::latin);
  if (name == "Cyrl") return bit(Script::cyrillic);
  if (name == "Arab") return bit(Script::arabic);
  if (name == "Hani") return bit(Script::han);
  if (name == "Jpan") return bit(Script::kana) | bit(Script::han);
  return name == "Kore" ? bit(Script::hangul) : ScriptSet{0};
}

}  // namespace dechaff::text
