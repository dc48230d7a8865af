#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "text/properties.h"

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

/// A set of scripts: bit i is the script of that number.
using ScriptSet = std::uint32_t;
constexpr ScriptSet bit(Script script) { return ScriptSet{1} << static_cast<unsigned>(script); }

/// The scripts of the letters among the first `most` characters of `utf8` that are not ASCII, with
/// latin when there is none. Judged by lead bytes, so that a rare letter of another script that
/// shares them counts as well. O(most).
ScriptSet scripts_of(std::string_view utf8, std::size_t most);

/// ISO 15924 name ("Latn") to script; 0 when unknown.
ScriptSet script_named(std::string_view name);

}  // namespace dechaff::text
