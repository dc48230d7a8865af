#include "decide/text_end.h"

#include <algorithm>
#include <utility>

#include "decide/policy.h"
#include "decide/prose.h"

namespace dechaff::decide {

using rules::CueKind;

Cut TextEnd::find(const PageView& page, const BlockScores& blocks, Mode mode) {
  page_ = &page;
  blocks_ = &blocks;
  mode_ = mode;
  const LineTable& lines = page.lines();
  const std::size_t n = lines.size();
  weigh();
  count_pairs();
  Cut cut{n};
  refused_ = 0;
  const bool has_body = page.has_body();
  for (std::size_t i = has_body ? first_of(page.document.zones, Zone::tail)
                                : std::size_t{policy::first_tail};
       i < n && cut.line == n; ++i) {
    if (lines.kept(i)) cut = has_body ? cut_by_rule(i) : cut_without_body(i);
  }
  if (cut.by == Cut::By::snippet) cut = with_heading_above(cut);
  if (const std::size_t line = cut_by_model();
      line < cut.line && (cut.line == n || surely_tail(line, cut.line))) {
    cut = {line, Cut::By::model};
  }
  return cut;
}

/// Fills worse_by_, and gain_: for each block the words of the tail that a cut there takes off,
/// less the words of the text that it loses, which weigh more. A block belongs to the text with the
/// larger of its probabilities of being content and of not lying behind the end; some words are
/// added to each, so that many short lines count.
void TextEnd::weigh() {
  gain_.clear();
  const std::size_t n = blocks_->words.size();
  if (n < policy::least_page) return;
  const double loss = mode_ == Mode::careful ? policy::careful_loss : policy::balanced_loss;
  gain_.assign(n + 1, 0);
  worse_by_.assign(n, 0);
  double even = 0, best = 0;  // of a cut at a block, and of the best at it or behind it
  for (std::size_t b = n; b-- > 0;) {
    gain_[b] = gain_[b + 1] + gain_of(b, loss);
    even += gain_of(b, 1);
    best = std::max(best, even);
    worse_by_[b] = best - even;
  }
}

/// The words of a block that a cut takes off when it is of the tail, less `loss` times those it
/// loses when it is of the text.
double TextEnd::gain_of(std::size_t block, double loss) const {
  const auto content = static_cast<double>(blocks_->content[block]);
  const auto tail = static_cast<double>(blocks_->tail[block]);
  const double text = std::max(content, 1 - tail);
  return (static_cast<double>(blocks_->words[block]) + policy::block_words) *
         ((1 - text) - loss * text);
}

/// Whether the lines between a cut by the model and one that a cue or pairs speak for are of the
/// tail by careful measure: without them the page's end is explained already.
bool TextEnd::surely_tail(std::size_t from, std::size_t to) const {
  double gain = 0;
  std::uint32_t last = no_block;
  for (std::size_t i = from; i < to; ++i) {
    const std::uint32_t block = page_->block_of[i];
    if (block == last || block == no_block) continue;
    gain += gain_of(block, policy::careful_loss);
    last = block;
  }
  return gain > 0;
}

/// The first line of the tail by the model, or the number of lines.
std::size_t TextEnd::cut_by_model() const {
  if (gain_.empty() || mode_ == Mode::rules) return page_->lines().size();
  const auto best = std::max_element(gain_.begin(), gain_.end());
  if (*best <= 0) return page_->lines().size();
  return blocks_->begin[static_cast<std::size_t>(best - gain_.begin())];
}

/// Whether the model would agree to a cut at a line that a cue speaks for; without one, whether the
/// cut takes no more than a tail has.
bool TextEnd::agreed(std::size_t line) const {
  if (gain_.empty()) return page_->lines().size() <= line + policy::longest_tail;
  const std::uint32_t block = page_->block_of[line];
  if (block == no_block) return true;
  const double bonus = mode_ == Mode::careful ? 0.0 : policy::heading_bonus;
  return gain_[block] + bonus > 0 && worse_by(line) < policy::heading_bonus;
}

/// What a cut at a line loses beside the best cut at it or behind it, or beside none; words of the
/// text count as much as those of the tail.
double TextEnd::worse_by(std::size_t line) const {
  const std::vector<std::uint32_t>& block_of = page_->block_of;
  while (line < block_of.size() && block_of[line] == no_block) ++line;
  return line < block_of.size() ? worse_by_[block_of[line]] : 0;
}

/// Whether the text may end at an end marker: not at the foot of a page ("-30-"), nor between two
/// scenes of a story ("# # #"), where the model takes what follows for text; without a model, where
/// prose follows, more than a line about the sender has.
bool TextEnd::ends_text(std::size_t line) const {
  const LineTable& lines = page_->lines();
  if (is_page_number(lines, line)) return false;
  if (!gain_.empty()) {
    return worse_by(line) <
           (mode_ == Mode::careful ? policy::careful_marker_bonus : policy::marker_bonus);
  }
  double prose = 0;
  for (std::size_t i = line; i < lines.size(); ++i) {
    if (lines.kept(i) && is_prose(lines, i)) prose += lines.words[i];
  }
  return prose <= policy::after_marker;
}

Cut TextEnd::cut_by_rule(std::size_t line) {
  for (const rules::Hit& hit : page_->cues.of(line)) {
    const rules::Rule& rule = *hit.rule;
    if (!rule.zones.has(Zone::tail) || !rule.certain || rule.action != rules::Action::open_tail)
      continue;
    if (rule.kind == CueKind::end_marker) {
      if (refused_ < policy::refused_markers && ends_text(line))
        return {line, Cut::By::marker, &rule};
      ++refused_;
      continue;
    }
    if (agreed(line) || pairs_[line + 1] > 0) return {line, Cut::By::related, &rule};
  }
  const std::size_t n = page_->lines().size();
  if (pairs_[line] > 0 || (gain_.empty() && n - line <= policy::pair_tail && pair_at(line)))
    return {line, Cut::By::snippet};
  return {n};
}

/// A poem, a song or code has no prose that a tail could follow. There it takes a heading that is
/// certain and pairs to the end, or several pairs.
Cut TextEnd::cut_without_body(std::size_t line) const {
  for (const rules::Hit& hit : page_->cues.of(line)) {
    const rules::Rule& rule = *hit.rule;
    if (rule.certain && rule.action == rules::Action::open_tail && pairs_[line + 1] > 0) {
      const bool marker = rule.kind == CueKind::end_marker;
      return {line, marker ? Cut::By::marker : Cut::By::related, &rule};
    }
  }
  if (pairs_[line] >= policy::pairs_alone) return {line, Cut::By::snippet};
  return {page_->lines().size()};
}

/// A heading of related pages right above the pairs goes with them, certain or not.
Cut TextEnd::with_heading_above(const Cut& cut) const {
  const LineTable& lines = page_->lines();
  std::size_t i = cut.line;
  do {
    if (i-- == 0) return cut;
  } while (!lines.kept(i) || lines.chars[i] == 0);
  for (const rules::Hit& hit : page_->cues.of(i)) {
    if (hit.rule->kind == CueKind::related) return {i, Cut::By::related, hit.rule};
  }
  return cut;
}

/// A title without a cut, and behind it a snippet that is cut short.
bool TextEnd::pair_at(std::size_t line) const {
  const LineTable& lines = page_->lines();
  if (line + 1 >= lines.size() || !lines.kept(line + 1)) return false;
  return lines.words[line] >= policy::pair_title_least && !ends_cut(lines.shown(line)) &&
         lines.words[line + 1] >= policy::snippet_words && ends_cut(lines.shown(line + 1));
}

/// Fills pairs_: how many such pairs stand from each line to the end of the page; 0 when anything
/// else does. Inside a page a pair may be a list of the text's own; a page that ends with them ends
/// before them. From the end upwards, so that a long page costs no more than its lines.
void TextEnd::count_pairs() {
  const LineTable& lines = page_->lines();
  const std::size_t n = lines.size();
  pairs_.assign(n + 1, 0);
  std::size_t below = n, under = n;  // the next line with text, and the one after that
  for (std::size_t i = n; i-- > 0;) {
    if (!lines.kept(i) || lines.chars[i] == 0) {
      pairs_[i] = pairs_[below];
      continue;
    }
    const bool title = lines.words[i] >= policy::pair_title_least &&
                       lines.words[i] <= policy::pair_title_most &&
                       !ends_sentence(lines.shown(i)) && !ends_cut(lines.shown(i));
    const bool pair = title && below < n && lines.words[below] >= policy::snippet_words &&
                      ends_cut(lines.shown(below)) && (under == n || pairs_[under] > 0);
    pairs_[i] = pair ? pairs_[under] + 1 : 0;
    under = std::exchange(below, i);
  }
}

}  // namespace dechaff::decide
