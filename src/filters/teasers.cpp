#include <algorithm>
#include <memory>
#include <string>

#include "core/filter.h"
#include "decide/keep_by_place.h"
#include "decide/text_end.h"
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
    const page::Analysis& analysis = page::analyse(document, resources_);
    const decide::PageView page{document, analysis.cues, analysis.block_of};
    read_scores(analysis);
    decide::hold_fixed(page, blocks_.content);
    const decide::Cut cut = end_.find(page, blocks_, mode_);
    drop_single_lines(page, cut.line, sink);
    for (std::size_t i = cut.line; i < document.lines.size(); ++i) {
      const bool marker =
          i == cut.line && cut.rule != nullptr && cut.rule->kind == CueKind::end_marker;
      if (marker && keep_marker_) continue;
      sink.drop(i, marker ? reason::end_marker : reason_of(cut.by), because(cut));
    }
  }

 private:
  static const Reason& reason_of(decide::Cut::By by) {
    using By = decide::Cut::By;
    return by == By::marker    ? reason::after_marker
           : by == By::related ? reason::after_related
           : by == By::model   ? reason::model
                               : reason::cut_snippet;
  }

  static Because because(const decide::Cut& cut) {
    if (cut.rule != nullptr) return ByRule{cut.rule->id};
    if (cut.by == decide::Cut::By::model) return ByModel{};
    return ByStructure{};
  }

  void read_scores(const page::Analysis& analysis) {
    blocks_.clear();
    if (!analysis.scored) return;
    const model::PageScores& scores = analysis.scores;
    blocks_.words = scores.features.words;
    for (std::size_t b = 0; b < scores.blocks(); ++b) {
      blocks_.content.push_back(scores.probability(b, model::Head::content));
      blocks_.tail.push_back(scores.probability(b, model::Head::tail));
      blocks_.begin.push_back(scores.features.blocks[b].begin);
    }
  }

  /// Above the cut: pointers to other pages between paragraphs, and headings of "related" blocks
  /// that open no tail here. The text's own cut end is reported and stays.
  void drop_single_lines(const decide::PageView& page, std::size_t cut, Sink& sink) const {
    const LineTable& lines = page.lines();
    for (std::size_t i = 0; i < std::min(cut, lines.size()); ++i) {
      if (!lines.kept(i)) continue;
      const Zone zone = page.zone(i);
      for (const rules::Hit& hit : page.cues.of(i)) {
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

  std::string mode_name_ = "balanced";
  decide::Mode mode_ = decide::Mode::balanced;
  bool keep_marker_ = false, inline_ = true;
  Resources resources_;
  decide::TextEnd end_;
  decide::BlockScores blocks_;
};

}  // namespace

std::unique_ptr<Filter> make_teasers() { return std::make_unique<Teasers>(); }

}  // namespace dechaff
