#include <algorithm>
#include <utility>

#include "core/filter.h"
#include "decide/mode.h"
#include "filters/reasons.h"
#include "page/analysis.h"
#include "rules/rule_set.h"

namespace dechaff {
namespace {

namespace reason = reasons::teasers;
using rules::CueKind;

/// Finds where the page's own text ends, and drops what follows.
class Teasers final : public Filter {
 public:
  void declare(Params& params) override {
    params.text(
        "mode", mode_name_,
        "how sure the end must be: rules looks at cues alone, careful weighs a lost word like "
        "sixteen of the tail, balanced like one and a half",
        {"rules", "careful", "balanced"});
    params.flag("keep-marker", keep_marker_, "keep the end marker itself");
    params.flag("inline", inline_,
                "drop certain pointers to other pages between paragraphs (\"Read more: …\")");
  }

  void prepare(const Resources& resources) override {
    resources_ = resources;
    mode_ = decide::mode_named(mode_name_);
  }

  void process(Document& document, Sink& sink) override {
    LineTable& lines = document.lines;
    page_ = &page::analyse(document, resources_);
    const std::size_t n = lines.size();
    weigh();
    count_pairs(document);
    Cut cut{n, nullptr, nullptr};
    refused_ = 0;
    const bool has_body = first_of(document.zones, Zone::body) != no_line;
    for (std::size_t i = has_body ? first_of(document.zones, Zone::tail) : shortest_text;
         i < n && cut.line == n; ++i) {
      if (lines.kept(i)) cut = has_body ? cut_by_rule(document, i) : cut_without_body(document, i);
    }
    if (cut.reason == &reason::cut_snippet) cut = with_heading_above(document, cut);
    if (const std::size_t line = cut_by_model(document);
        line < cut.line && (cut.line == n || surely_tail(line, cut.line))) {
      cut = {line, &reason::model, nullptr};
    }
    drop_single_lines(document, cut.line, sink);
    for (std::size_t i = cut.line; i < n; ++i) {
      const bool marker =
          i == cut.line && cut.rule != nullptr && cut.rule->kind == CueKind::end_marker;
      if (marker && keep_marker_) continue;
      sink.drop(i, marker ? reason::end_marker : *cut.reason, because(cut));
    }
  }

 private:
  struct Cut {
    std::size_t line;
    const Reason* reason;  // null when there is none
    const rules::Rule* rule;
  };

  static Because because(const Cut& cut) {
    if (cut.rule != nullptr) return ByRule{cut.rule->id};
    if (cut.reason == &reason::model) return ByModel{};
    return ByStructure{};
  }

  /// Fills worse_by_, and gain_: for each block the words of the tail that a cut there takes off,
  /// less the words of the text that it loses, which weigh more. A block belongs to the text with
  /// the larger of its probabilities of being content and of not lying behind the end; eight words
  /// are added to each, so that many short lines count.
  void weigh() {
    gain_.clear();
    if (!page_->scored || page_->scores.blocks() < 5) return;
    const double loss = mode_ == decide::Mode::careful ? careful_loss : 1.5;
    gain_.assign(page_->scores.blocks() + 1, 0);
    worse_by_.assign(page_->scores.blocks(), 0);
    double even = 0, best = 0;  // of a cut at a block, and of the best at it or behind it
    for (std::size_t b = page_->scores.blocks(); b-- > 0;) {
      gain_[b] = gain_[b + 1] + gain_of(b, loss);
      even += gain_of(b, 1);
      best = std::max(best, even);
      worse_by_[b] = best - even;
    }
  }

  /// The words of a block that a cut takes off when it is of the tail, less `loss` times those it
  /// loses when it is of the text.
  double gain_of(std::size_t block, double loss) const {
    constexpr double added = 8;
    const model::PageScores& scores = page_->scores;
    const auto content = static_cast<double>(scores.probability(block, model::Head::content));
    const auto tail = static_cast<double>(scores.probability(block, model::Head::tail));
    const double text = std::max(content, 1 - tail);
    return (static_cast<double>(scores.features.words[block]) + added) * ((1 - text) - loss * text);
  }

  /// Whether the lines between a cut by the model and one that a cue or pairs speak for are of the
  /// tail by careful measure: without them the page's end is explained already.
  bool surely_tail(std::size_t from, std::size_t to) const {
    double gain = 0;
    std::uint32_t last = page::Analysis::none;
    for (std::size_t i = from; i < to; ++i) {
      const std::uint32_t block = page_->block_of[i];
      if (block == last || block == page::Analysis::none) continue;
      gain += gain_of(block, careful_loss);
      last = block;
    }
    return gain > 0;
  }

  /// The first line of the tail by the model, or the number of lines.
  std::size_t cut_by_model(const Document& document) const {
    if (gain_.empty() || mode_ == decide::Mode::rules) return document.lines.size();
    const auto best = std::max_element(gain_.begin(), gain_.end());
    if (*best <= 0) return document.lines.size();
    return page_->scores.features.blocks[static_cast<std::size_t>(best - gain_.begin())].begin;
  }

  /// Whether the model would agree to a cut at a line that a cue speaks for; without one, whether
  /// the cut takes no more than a tail has.
  bool agreed(const Document& document, std::size_t line) const {
    constexpr double bonus = 60;  // words; what a cue is worth
    if (gain_.empty()) return document.lines.size() <= line + longest_tail;
    if (page_->block_of[line] == page::Analysis::none) return true;
    return gain_[page_->block_of[line]] + (mode_ == decide::Mode::careful ? 0 : bonus) > 0 &&
           worse_by(line) < bonus;
  }

  /// What a cut at a line loses beside the best cut at it or behind it, or beside none; words of
  /// the text count as much as those of the tail.
  double worse_by(std::size_t line) const {
    while (line < page_->block_of.size() && page_->block_of[line] == page::Analysis::none) ++line;
    return line < page_->block_of.size() ? worse_by_[page_->block_of[line]] : 0;
  }

  /// Whether the text may end at an end marker: not at the foot of a page ("-30-"), nor between two
  /// scenes of a story ("# # #"), where the model takes what follows for text; without a model,
  /// where prose follows, more than a line about the sender has.
  bool ends_text(const Document& document, std::size_t line) const {
    constexpr double sender = 50;  // words
    const double bonus = mode_ == decide::Mode::careful ? 30 : sender;
    if (page::is_page_number(document, line)) return false;
    const LineTable& lines = document.lines;
    if (!gain_.empty()) return worse_by(line) < bonus;
    double prose = 0;
    for (std::size_t i = line; i < lines.size(); ++i) {
      if (lines.kept(i) && page::is_prose(document, i)) prose += lines.words[i];
    }
    return prose <= sender;
  }

  Cut cut_by_rule(const Document& document, std::size_t i) {
    for (const rules::Hit& hit : page_->cues.of(i)) {
      const rules::Rule& rule = *hit.rule;
      if (!rule.zones.has(Zone::tail) || !rule.certain || rule.action != rules::Action::open_tail)
        continue;
      if (rule.kind == CueKind::end_marker) {
        if (refused_ < most_refused && ends_text(document, i))
          return {i, &reason::after_marker, &rule};
        ++refused_;
        continue;
      }
      if (agreed(document, i) || pairs_[i + 1] > 0) return {i, &reason::after_related, &rule};
    }
    const std::size_t n = document.lines.size();
    if (pairs_[i] > 0 || (gain_.empty() && n - i <= pair_tail && pair_at(document, i)))
      return {i, &reason::cut_snippet, nullptr};
    return {n, nullptr, nullptr};
  }

  /// A poem, a song or code has no prose that a tail could follow. There it takes a heading that is
  /// certain and pairs to the end, or several pairs.
  Cut cut_without_body(const Document& document, std::size_t i) const {
    constexpr std::size_t several = 2;
    for (const rules::Hit& hit : page_->cues.of(i)) {
      const rules::Rule& rule = *hit.rule;
      if (rule.certain && rule.action == rules::Action::open_tail && pairs_[i + 1] > 0)
        return {i,
                rule.kind == CueKind::end_marker ? &reason::after_marker : &reason::after_related,
                &rule};
    }
    if (pairs_[i] >= several) return {i, &reason::cut_snippet, nullptr};
    return {document.lines.size(), nullptr, nullptr};
  }

  /// A heading of related pages right above the pairs goes with them, certain or not.
  Cut with_heading_above(const Document& document, const Cut& cut) const {
    const LineTable& lines = document.lines;
    std::size_t i = cut.line;
    do {
      if (i-- == 0) return cut;
    } while (!lines.kept(i) || lines.chars[i] == 0);
    for (const rules::Hit& hit : page_->cues.of(i)) {
      if (hit.rule->kind == CueKind::related) return {i, &reason::after_related, hit.rule};
    }
    return cut;
  }

  /// Above the cut: pointers to other pages between paragraphs, and headings of "related" blocks
  /// that open no tail here. The text's own cut end is reported and stays.
  void drop_single_lines(Document& document, std::size_t cut, Sink& sink) const {
    const LineTable& lines = document.lines;
    for (std::size_t i = 0; i < std::min(cut, lines.size()); ++i) {
      if (!lines.kept(i)) continue;
      const Zone zone = document.zones[i];
      for (const rules::Hit& hit : page_->cues.of(i)) {
        const rules::Rule& rule = *hit.rule;
        if (rule.kind == CueKind::truncated) {
          sink.flag(i, lines.span[i], reason::truncated, ByRule{rule.id});
          continue;
        }
        if (!rule.zones.has(zone) || !rule.certain || rule.kind != CueKind::related) continue;
        const bool heading = rule.action == rules::Action::open_tail && zone == Zone::tail;
        const bool pointer = rule.action == rules::Action::drop && inline_;
        if (heading || pointer) {
          sink.drop(i, heading ? reason::after_related : reason::pointed, ByRule{rule.id});
          break;
        }
      }
    }
  }

  /// A title without a cut, and behind it a snippet that is cut short.
  static bool pair_at(const Document& document, std::size_t i) {
    const LineTable& lines = document.lines;
    if (i + 1 >= lines.size() || !lines.kept(i + 1)) return false;
    return lines.words[i] >= 3 && !page::ends_cut(lines.text[i]) && lines.words[i + 1] >= 6 &&
           page::ends_cut(lines.text[i + 1]);
  }

  /// Fills pairs_: how many such pairs stand from each line to the end of the page; 0 when anything
  /// else does. Inside a page a pair may be a list of the text's own; a page that ends with them
  /// ends before them. From the end upwards, so that a long page costs no more than its lines.
  void count_pairs(const Document& document) {
    const LineTable& lines = document.lines;
    const std::size_t n = lines.size();
    pairs_.assign(n + 1, 0);
    std::size_t below = n, under = n;  // the next line with text, and the one after that
    for (std::size_t i = n; i-- > 0;) {
      if (!lines.kept(i) || lines.chars[i] == 0) {
        pairs_[i] = pairs_[below];
        continue;
      }
      const bool title = lines.words[i] >= 3 && lines.words[i] <= 18 &&
                         !page::ends_sentence(lines.text[i]) && !page::ends_cut(lines.text[i]);
      const bool pair = title && below < n && lines.words[below] >= 6 &&
                        page::ends_cut(lines.text[below]) && (under == n || pairs_[under] > 0);
      pairs_[i] = pair ? pairs_[under] + 1 : 0;
      under = std::exchange(below, i);
    }
  }

  static constexpr double careful_loss = 16;
  // Lines that a cue, and one pair, may take with it without a model's word.
  static constexpr std::size_t longest_tail = 200, pair_tail = 40;
  static constexpr std::size_t most_refused = 4;   // with more, they end something else
  static constexpr std::size_t shortest_text = 5;  // lines before a tail, on a page without prose

  std::string mode_name_ = "balanced";
  decide::Mode mode_ = decide::Mode::balanced;
  std::vector<double> gain_, worse_by_;
  std::vector<std::uint32_t> pairs_;
  std::size_t refused_ = 0;  // end markers of this page
  bool keep_marker_ = false, inline_ = true;
  Resources resources_;
  const page::Analysis* page_ = nullptr;
};

}  // namespace

std::unique_ptr<Filter> make_teasers() { return std::make_unique<Teasers>(); }

}  // namespace dechaff
