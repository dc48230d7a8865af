#pragma once

#include <string>
#include <string_view>

#include "core/document.h"
#include "rules/pack_library.h"
#include "text/language.h"

namespace dechaff::page {

/// The language of a page and the packs for it.
struct PageLanguage {
  std::string_view code;  // BCP 47 of the prose; empty when it is not certain
  rules::PackMask packs = 0;
};

/// What the language of a page is found by: some 300 bytes of the longer lines, 2 KB when those are
/// not certain; some 200 bytes of the short lines and 300 of the last ones, which may be in another
/// language; and the scripts of the lines that are not ASCII.
struct LanguageClues {
  std::string prose, short_lines, end;
  text::ScriptSet scripts = 0;
  text::LanguageGuess guess;  // of the prose

  /// Takes them from the lines as they stand. Needs `lines.measure()`. O(lines).
  void gather(const Document& document);

  /// BCP 47 of the prose; empty when it is not certain. O(1).
  std::string_view code() const;

  /// The packs of all these languages. Lines in another script bring the packs of that script; so
  /// does prose of unknown language. O(1), but as slow as gather() for a usual page.
  rules::PackMask packs(const rules::PackLibrary& library) const;
};

}  // namespace dechaff::page
