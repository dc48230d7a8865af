#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace dechaff::text {

struct LanguageShare {
  std::string_view code;  // BCP 47, lower case: "de", "zh", "zh-hant"
  int percent = 0;        // of the letters
};

/// The languages of a text, the largest share first. Not certain: the text is short, or a mixture.
struct LanguageGuess {
  std::array<LanguageShare, 3> languages;
  std::size_t count = 0;
  bool certain = false;
};

/// Asks CLD2 (Compact Language Detector 2, github.com/CLD2Owners/cld2: naive Bayes over quadgrams,
/// and over single characters for Han and kana; 83 languages). Bad bytes end the text. O(n), about
/// 40 MB/s; the same text gives the same answer. Thread-safe.
LanguageGuess guess_language(std::string_view utf8);

/// The scripts in which the packs are written; bits of a ScriptSet.
enum class Script : std::uint8_t {
  latin = 1,
  cyrillic = 2,
  arabic = 4,
  han = 8,
  kana = 16,
  hangul = 32
};
using ScriptSet = std::uint8_t;

/// The scripts of the letters among the first `most` characters of `utf8` that are not ASCII, with
/// latin when there is none. Judged by lead bytes, so that a rare letter of another script that
/// shares them counts as well. O(most).
ScriptSet scripts_of(std::string_view utf8, std::size_t most);

/// ISO 15924 name ("Latn") to script; 0 when unknown.
ScriptSet script_named(std::string_view name);

}  // namespace dechaff::text
