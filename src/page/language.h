#pragma once

#include <string>
#include <string_view>

#include "core/document.h"
#include "rules/pack_library.h"

namespace dechaff::page {

/// The language of a page and the packs for it.
struct PageLanguage {
  std::string_view code;  // BCP 47 of the prose; empty when it is not certain
  rules::PackMask packs = 0;
};

/// Guesses the language from some 300 bytes of the longer lines, from 2 KB when that is not
/// certain, and from some 200 bytes of the short lines and 300 of the last ones, which may be in
/// another. Lines in another script bring the packs of that script; so does prose of unknown
/// language. Needs `lines.measure()`. O(lines), `sample` is work space.
PageLanguage find_language(const Document& document, const rules::PackLibrary& library,
                           std::string& sample);

}  // namespace dechaff::page
