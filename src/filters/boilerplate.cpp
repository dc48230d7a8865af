#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "core/filter.h"
#include "decide/choice.h"
#include "decide/cue_choice.h"
#include "decide/keep_by_place.h"
#include "decide/policy.h"
#include "decide/short_runs.h"
#include "evidence/of_document.h"
#include "filters/reasons.h"
#include "learn/host.h"
#include "learn/site_pack.h"
#include "page/analysis.h"
#include "rules/rule_set.h"

namespace dechaff {
namespace {

namespace reason = reasons::boilerplate;

/// Drops the lines that are not the article: cue rules in their zones, then the line model, or,
/// without one, runs of short lines around the text.
class Boilerplate final : public Filter {
 public:
  void declare(Params& params) override {
    params.text("mode", mode_name_, "how sure a line must be to go",
                {"careful", "balanced", "strict"});
    params.number("threshold", threshold_, 0, 1, "keep lines of this probability; 0: by page");
    params.text("pack", pack_, "drop the site lines of this pack, made by dechaff learn");
    params.text("host", host_, "all pages are of this site; empty: see their ids");
    params.flag("datelines", datelines_,
                "cut datelines off the first sentence; most readers count them as text");
    params.flag("context", context_, "judge lines by their page, not by cue rules alone");
  }

  void prepare(const Resources& resources) override {
    resources_ = resources;
    mode_ = decide::mode_named(mode_name_);
    if (pack_.empty()) return;
    sites_ = resources.sites != nullptr ? resources.sites->get(pack_)
                                        : std::make_shared<const learn::SitePack>(pack_);
  }

  void process(Document& document, Sink& sink) override {
    page_ = &page::analyse(document, resources_);
    of_lines_ = evidence::of_document(document);
    drop_site_lines(document, sink);
    if (document.lines.size() == 0) return;
    const decide::PageView view{document, page_->cues, page_->block_of};
    decide::choose_cues(view, datelines_, chosen_);
    flag_lines(document, sink);
    for (std::size_t i = 0; i < document.lines.size(); ++i) {
      if (chosen_.fire[i] != nullptr) act(document, i, sink);
    }
    if (!context_) return;
    if (page_->scored) {
      drop_by_model(view, sink);
    } else if (view.has_body()) {
      drop_runs(view, sink);
    }
  }

 private:
  /// After the analysis: the model learned from pages that still have their site's lines.
  void drop_site_lines(Document& document, Sink& sink) {
    if (!sites_) return;
    const std::string_view page = document.host.empty() ? document.id : document.host;
    const learn::SitePack::Site* site = sites_->find(host_.empty() ? learn::host_of(page) : host_);
    if (site == nullptr) return;
    learn::find_site_lines(*site, document, site_work_, site_lines_);
    for (const learn::SiteLineHit& hit : site_lines_)
      sink.drop(hit.line, reason::site_line, ByStructure{}, hit.share);
  }

  /// What rules only report: placeholders, what writing assistants leave.
  void flag_lines(const Document& document, Sink& sink) const {
    for (std::size_t i = 0; i < document.lines.size(); ++i) {
      const rules::CueTraits* before = nullptr;  // the kind that was flagged last: each once
      for (const rules::Hit& hit : page_->cues.of(i)) {
        const rules::CueTraits& kind = rules::traits_of(hit.rule->kind);
        if (!kind.is(rules::Trait::reported) || &kind == before) continue;
        sink.flag(i, document.lines.span[i], kind.reason, ByRule{hit.rule->id});
        before = &kind;
      }
    }
  }

  void act(const Document& document, std::size_t i, Sink& sink) {
    const rules::Rule& rule = *chosen_.fire[i]->rule;
    const std::string_view shown = document.lines.shown(i), trimmed = trim(shown);
    if (rule.meta) {
      for (const auto& [name, value] : chosen_.fire[i]->set->capture(rule, trimmed))
        sink.meta(name, value);
    }
    const Reason& why = rules::traits_of(rule.kind).reason;
    if (rule.action == rules::Action::strip) {
      const auto offset = static_cast<std::size_t>(trimmed.data() - shown.data());
      Span cut{offset + chosen_.fire[i]->cut.begin, offset + chosen_.fire[i]->cut.end};
      if (of_lines_ != nullptr)
        cut = evidence::whole_marks(*of_lines_, i, document.lines.text[i], cut);
      if (!cut.empty()) sink.rewrite(i, cut, {}, why, ByRule{rule.id});
    } else {
      sink.drop(i, why, ByRule{rule.id});
    }
  }

  void drop_by_model(const decide::PageView& page, Sink& sink) {
    model::PageScores& scores = page_->scores;
    probability_.resize(scores.blocks());
    title_.clear();
    for (std::size_t b = 0; b < probability_.size(); ++b) {
      probability_[b] = scores.probability(b, model::Head::content);
      title_.push_back(scores.probability(b, model::Head::title));
    }
    decide::hold_fixed(page, probability_);
    decide::choose_blocks(probability_, scores.features.words, mode_,
                          static_cast<float>(threshold_), keep_);
    decide::keep_title(title_, keep_);
    const LineTable& lines = page.lines();
    const decide::ModelVerdict verdict{page, chosen_.fire, probability_, keep_,
                                       model::one_text(scores.kinds)};
    const std::size_t title = decide::title_line(verdict);
    tell_title(title, sink);
    decide::keep_gaps(verdict);
    decide::keep_small_page(verdict);
    decide::keep_inside(verdict);
    decide::keep_heading_elements(verdict);
    std::uint32_t explained = decide::no_block;
    std::string evidence;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const std::uint32_t block = page_->block_of[i];
      if (block == decide::no_block || keep_[block] != 0 || !lines.kept(i)) continue;
      if (i == title || page.opens_tail(i)) continue;
      if (resources_.explaining && explained != block) {
        evidence = resources_.model->evidence(scores, block);
        explained = block;
      }
      sink.drop(i, reason::model, ByModel{evidence}, 1 - probability_[block]);
    }
    drop_regions(page, title, sink);
    drop_marks(lines, sink);
    for (const decide::ShortRun& run : decide::blank_runs(lines)) {
      for (std::size_t i = run.begin; i < run.end; ++i) sink.drop(i, reason::blank);
    }
    if (page.document.markup == Markup::markdown) {
      for (const std::size_t i : decide::doubled_blanks(page.document)) sink.drop(i, reason::blank);
    }
  }

  /// The page's likeliest title, or else the one by its place.
  void tell_title(std::size_t by_place, Sink& sink) const {
    const std::vector<std::uint32_t>& blocks = page_->block_of;
    const auto best = std::max_element(title_.begin(), title_.end());
    if (best != title_.end() && *best >= decide::policy::title_known) {
      const auto block = static_cast<std::uint32_t>(best - title_.begin());
      const auto line = std::find(blocks.begin(), blocks.end(), block);
      if (line != blocks.end()) return sink.title(static_cast<std::size_t>(line - blocks.begin()));
    }
    if (by_place < blocks.size()) sink.title(by_place);
  }

  /// Of a page that was HTML: what stood in its navigation or footer, of which the model is in
  /// doubt.
  void drop_regions(const decide::PageView& page, std::size_t title, Sink& sink) const {
    for (const RegionLine& at : page.document.region_lines) {
      const std::size_t i = at.line;
      const std::uint32_t block = page_->block_of[i];
      if (block == decide::no_block || !page.lines().kept(i) || i == title) continue;
      if (probability_[block] >= decide::policy::region_doubt || page.opens_tail(i)) continue;
      sink.drop(i, traits_of(at.region).goes, ByModel{}, 1 - probability_[block]);
    }
  }

  /// The underline of a Markdown heading and the line below a table's head go with the line above.
  void drop_marks(const LineTable& lines, Sink& sink) const {
    if (of_lines_ == nullptr) return;
    for (std::size_t i = 1; i < lines.size(); ++i) {
      if ((*of_lines_)[i].element == evidence::Element::mark && lines.chars[i] == 0 &&
          !lines.kept(i - 1))
        sink.drop(i, reason::marks, ByStructure{});
    }
  }

  void drop_runs(const decide::PageView& page, Sink& sink) const {
    for (const decide::ShortRun& run : decide::short_runs(page, chosen_.supported)) {
      for (std::size_t i = run.begin; i < run.end; ++i)
        sink.drop(i, reason::run, ByStructure{}, run.cues);
    }
  }

  std::string mode_name_ = "balanced";
  decide::Mode mode_ = decide::Mode::balanced;
  double threshold_ = 0;
  bool context_ = true, datelines_ = false;
  std::string pack_, host_;
  Resources resources_;
  std::shared_ptr<const learn::SitePack> sites_;  // null without a pack
  std::vector<learn::PageLine> site_work_;
  std::vector<learn::SiteLineHit> site_lines_;
  page::Analysis* page_ = nullptr;
  const evidence::Evidence* of_lines_ = nullptr;  // null: nothing is known
  decide::CueChoice chosen_;
  std::vector<std::uint8_t> keep_;
  std::vector<float> probability_, title_;
};

}  // namespace

std::unique_ptr<Filter> make_boilerplate() { return std::make_unique<Boilerplate>(); }

}  // namespace dechaff
