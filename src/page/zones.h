#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "core/document.h"
#include "rules/pack_library.h"

namespace dechaff::page {

/// The cues of a page: all rules that match a line, whatever its zone.
struct Cues {
  std::vector<rules::Hit> hits;    // by line, then by rule id
  std::vector<std::size_t> first;  // hits of line i: [first[i], first[i+1])

  std::span<const rules::Hit> of(std::size_t line) const {
    return std::span(hits).subspan(first[line], first[line + 1] - first[line]);
  }

  /// Whether a rule that would drop a whole line, or end the text there, matches; in which zone is
  /// said by `zones`.
  bool whole_line(std::size_t line, Zones zones) const {
    for (const rules::Hit& hit : of(line)) {
      const rules::Action action = hit.rule->action;
      if (hit.rule->zones.meets(zones) &&
          (action == rules::Action::drop || action == rules::Action::open_tail)) {
        return true;
      }
    }
    return false;
  }
};

/// Fills `cues` for the kept lines; needs `lines.measure()`. One search a line.
void find_cues(const Document& document, const rules::PackLibrary& library, rules::PackMask packs,
               Cues& cues);

/// Finds head, body and tail of a page once, and fills `document.zones`. The body runs from the
/// first to the last line of prose.
///
/// Prose is a line of at least 12 words with a sentence end, or of at least 40 words without a cut.
/// The tail begins earlier where a certain end marker that is no page number, or two lines of
/// credits in a row, stand behind at least half of the prose words; and a paragraph far behind the
/// main run (more than 12 other lines) does not stretch the body, nor do notices behind it that a
/// certain rule of a kind with the trait `notice` takes. Needs `lines.measure()`. O(lines).
void find_zones(Document& document, const Cues& cues);

/// Whether a line is prose as find_zones understands it.
bool is_prose(const Document& document, std::size_t line);

/// Whether a line with digits stands elsewhere on the page with other digits in their place: "-30-"
/// is the foot of a page then, and no end marker. O(lines).
bool is_page_number(const Document& document, std::size_t line);

/// Whether `text` ends as a sentence does: a stop, question or exclamation mark of any script,
/// behind it nothing but closing quotes and brackets. An ellipsis ("...", "…") is no end.
bool ends_sentence(std::string_view text);

/// Whether `text` ends with "...", "…" or a cut like "-...".
bool ends_cut(std::string_view text);

}  // namespace dechaff::page
