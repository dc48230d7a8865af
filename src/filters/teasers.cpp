#include <algorithm>

#include "core/filter.h"
#include "page/analysis.h"
#include "rules/rule_set.h"

namespace dechaff {
namespace {

constexpr Reason model_reason{"teasers.model",
                              "the line model finds that the page's own text has ended"};
constexpr Reason marker_reason{"teasers.end-marker", "marks the end of the page's own text"};
constexpr Reason after_marker{"teasers.after-end-marker",
                              "what follows the end marker is not the page's own text"};
constexpr Reason after_related{"teasers.after-related", "a block of other pages begins here"};
constexpr Reason cut_snippet{"teasers.cut-snippet", "a title line and a snippet that is cut short"};
constexpr Reason pointed{"teasers.inline", "points to another page from between the paragraphs"};
constexpr Reason truncated{"teasers.truncated", "the text is cut short here; nothing was removed"};

/// Finds where the page's own text ends, and drops what follows.
class Teasers final : public Filter {
 public:
  void declare(Params& params) override {
    params.text(
        "mode", mode_,
        "how sure the end must be: rules looks at cues alone, careful weighs a lost word like "
        "ten of the tail, balanced like two",
        {"rules", "careful", "balanced"});
    params.flag("keep-marker", keep_marker_, "keep the end marker itself");
    params.flag("inline", inline_,
                "drop certain pointers to other pages between paragraphs (\"Read more: …\")");
  }

  std::vector<Reason> reasons() const override {
    return {marker_reason, after_marker, after_related, model_reason,
            cut_snippet,   pointed,      truncated};
  }

  void prepare(const Resources& resources) override { resources_ = resources; }

  void process(Document& document, Sink& sink) override {
    LineTable& lines = document.lines;
    page_ = &page::analyse(document, resources_);
    const std::size_t n = lines.size();
    weigh();
    Cut cut{n, {}, nullptr};
    for (std::size_t i = document.zones.find('t'); i < n && cut.line == n; ++i) {
      if (lines.kept(i)) cut = cut_by_rule(document, i);
    }
    if (const std::size_t line = cut_by_model(document); line < cut.line)
      cut = {line, model_reason, nullptr};
    drop_single_lines(document, cut.line, sink);
    for (std::size_t i = cut.line; i < n; ++i) {
      const bool marker = i == cut.line && cut.rule != nullptr && cut.rule->kind == "end-marker";
      if (marker && keep_marker_) continue;
      sink.drop(i, marker ? marker_reason : cut.reason,
                cut.rule != nullptr ? std::string_view(cut.rule->id) : std::string_view{});
    }
  }

 private:
  struct Cut {
    std::size_t line;
    Reason reason;
    const rules::Rule* rule;
  };

  /// Fills gain_: for each block the words of the tail that a cut there takes off, less the words
  /// of the text that it loses, which weigh more. A block belongs to the text with the larger of
  /// its probabilities of being content and of not lying behind the end; eight words are added to
  /// each, so that many short lines count.
  void weigh() {
    gain_.clear();
    if (!page_->scored || page_->scores.blocks() < 5) return;
    const model::PageScores& scores = page_->scores;
    constexpr double added = 8;
    const double loss = mode_ == "careful" ? 10 : 2;
    gain_.assign(scores.blocks() + 1, 0);
    for (std::size_t b = scores.blocks(); b-- > 0;) {
      const auto content = static_cast<double>(scores.probability(b, model::Head::content));
      const auto tail = static_cast<double>(scores.probability(b, model::Head::tail));
      const double text = std::max(content, 1 - tail);
      const double words = static_cast<double>(scores.features.words[b]) + added;
      gain_[b] = gain_[b + 1] + words * ((1 - text) - loss * text);
    }
  }

  /// The first line of the tail by the model, or the number of lines.
  std::size_t cut_by_model(const Document& document) const {
    if (gain_.empty() || mode_ == "rules") return document.lines.size();
    const auto best = std::max_element(gain_.begin(), gain_.end());
    if (*best <= 0) return document.lines.size();
    return page_->scores.features.blocks[static_cast<std::size_t>(best - gain_.begin())].begin;
  }

  /// Whether the model would agree to a cut at a line that a cue speaks for.
  bool agreed(std::size_t line) const {
    constexpr double bonus = 60;  // words; what a cue is worth
    if (gain_.empty() || page_->block_of[line] == page::Analysis::none) return true;
    return gain_[page_->block_of[line]] + (mode_ == "careful" ? 0 : bonus) > 0;
  }

  Cut cut_by_rule(const Document& document, std::size_t i) const {
    for (const rules::Hit& hit : page_->cues.of(i)) {
      const rules::Rule& rule = *hit.rule;
      if ((rule.zones & 4) == 0 || !rule.certain || rule.action != rules::Action::open_tail)
        continue;
      if (rule.kind == "end-marker") return {i, after_marker, &rule};
      if (agreed(i) || pairs_to_end(document, i + 1)) return {i, after_related, &rule};
    }
    if (pairs_to_end(document, i) || (gain_.empty() && pair_at(document, i)))
      return {i, cut_snippet, nullptr};
    return {document.lines.size(), {}, nullptr};
  }

  /// Above the cut: pointers to other pages between paragraphs, and headings of "related" blocks
  /// that open no tail here. The text's own cut end is reported and stays.
  void drop_single_lines(Document& document, std::size_t cut, Sink& sink) const {
    const LineTable& lines = document.lines;
    for (std::size_t i = 0; i < std::min(cut, lines.size()); ++i) {
      if (!lines.kept(i)) continue;
      const char zone = document.zones[i];
      const std::uint8_t bit = zone == 'h' ? 1 : zone == 'b' ? 2 : 4;
      for (const rules::Hit& hit : page_->cues.of(i)) {
        const rules::Rule& rule = *hit.rule;
        if (rule.kind == "truncated") {
          sink.flag(i, lines.span[i], truncated, rule.id);
          continue;
        }
        if ((rule.zones & bit) == 0 || !rule.certain || rule.kind != "related") continue;
        const bool heading = rule.action == rules::Action::open_tail && zone == 't';
        const bool pointer = rule.action == rules::Action::drop && inline_;
        if (heading || pointer) {
          sink.drop(i, heading ? after_related : pointed, rule.id);
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

  /// Whether nothing but such pairs stands from line `i` to the end of the page, one at least.
  /// Inside a page a pair may be a list of the text's own; a page that ends with them ends before
  /// them.
  static bool pairs_to_end(const Document& document, std::size_t i) {
    const LineTable& lines = document.lines;
    const auto next = [&](std::size_t k) {
      while (k < lines.size() && (!lines.kept(k) || lines.chars[k] == 0)) ++k;
      return k;
    };
    std::size_t pairs = 0;
    for (i = next(i); i < lines.size(); ++pairs) {
      const std::size_t snippet = next(i + 1);
      const bool title = lines.words[i] >= 3 && lines.words[i] <= 18 &&
                         !page::ends_sentence(lines.text[i]) && !page::ends_cut(lines.text[i]);
      if (!title || snippet == lines.size() || lines.words[snippet] < 6 ||
          !page::ends_cut(lines.text[snippet])) {
        return false;
      }
      i = next(snippet + 1);
    }
    return pairs > 0;
  }

  std::string mode_ = "balanced";
  std::vector<double> gain_;
  bool keep_marker_ = false, inline_ = true;
  Resources resources_;
  const page::Analysis* page_ = nullptr;
};

}  // namespace

std::unique_ptr<Filter> make_teasers() { return std::make_unique<Teasers>(); }

}  // namespace dechaff
