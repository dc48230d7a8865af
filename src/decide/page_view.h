#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/document.h"
#include "rules/cues.h"

namespace dechaff::decide {

/// The block of a line that is in none: an empty line.
inline constexpr std::uint32_t no_block = UINT32_MAX;

/// What policy sees of a page: its lines and zones, the cues that match, and the block of each line
/// where the model scored it. Empty `block_of`: it did not.
struct PageView {
  const Document& document;
  const rules::Cues& cues;
  const std::vector<std::uint32_t>& block_of;

  const LineTable& lines() const { return document.lines; }
  Zone zone(std::size_t line) const { return document.zones[line]; }
  bool has_body() const { return first_of(document.zones, Zone::body) != no_line; }

  /// Whether a rule that is no mere flag matches.
  bool has_cue(std::size_t line) const {
    const auto hits = cues.of(line);
    return std::any_of(hits.begin(), hits.end(), [](const rules::Hit& hit) {
      return hit.rule->action != rules::Action::flag;
    });
  }
  /// Whether a rule matches that says that the page's own text ends.
  bool opens_tail(std::size_t line) const {
    const auto hits = cues.of(line);
    return std::any_of(hits.begin(), hits.end(), [](const rules::Hit& hit) {
      return hit.rule->action == rules::Action::open_tail;
    });
  }
};

/// What the model says of the blocks of a page. Empty when it was not asked.
struct BlockScores {
  std::vector<float> words, content, tail;  // word equivalents; probabilities, 0..1
  std::vector<std::size_t> begin;           // the first line
  void clear() {
    words.clear();
    content.clear();
    tail.clear();
    begin.clear();
  }
};

}  // namespace dechaff::decide
