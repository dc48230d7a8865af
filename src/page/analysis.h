#pragma once

#include <optional>

#include "core/document.h"
#include "core/filter.h"
#include "model/line_model.h"
#include "page/language.h"
#include "page/zones.h"

namespace dechaff::page {

/// What the filters of a chain share about one page: made by the first that asks, on the text as it
/// then stands. Lines that were dropped before have no cues and no scores.
struct Analysis final : Workspace::Slot {
  static constexpr std::uint32_t none = UINT32_MAX;

  void next_document() override { language_known = made = false; }

  PageLanguage language;
  bool language_known = false;  // it was asked for
  bool packs_known = false;     // else only its code
  LanguageClues clues;
  Cues cues;
  model::PageScores scores;
  std::vector<std::uint32_t>
      block_of;  // of a line: its block in `scores`, or none; empty unless scored
  std::vector<std::string_view> lines;  // work space
  bool made = false;                    // all below the language is of this document
  bool scored = false;                  // false without a model, and on texts too long for a page
};

/// The language of the document's text: the user's, or guessed. O(lines) the first time, O(1) after
/// that for the same document; empty without packs.
const PageLanguage& language_of(Document& document, const Resources& resources);

/// Its code alone, which is found in a third of the time.
std::string_view language_code_of(Document& document, const Resources& resources);

/// The abbreviations of that language, which is only asked for when one comes up; none without
/// packs. Both arguments must outlive it.
std::optional<text::Abbreviations> abbreviations_of(Document& document, const Resources& resources);

/// Measures the lines, finds language, cues and zones, and scores the lines. O(bytes) the first
/// time, O(1) after that for the same document.
Analysis& analyse(Document& document, const Resources& resources);

}  // namespace dechaff::page
