#include <algorithm>

#include "core/filter.h"
#include "decide/choice.h"
#include "decide/keep_by_place.h"
#include "filters/reasons.h"
#include "learn/host.h"
#include "learn/site_pack.h"
#include "page/analysis.h"
#include "rules/rule_set.h"

namespace dechaff {
namespace {

namespace reason = reasons::boilerplate;

constexpr float region_doubt = 0.8F;  // what the model gives less may go by where it stood

bool cuts(const rules::Rule& rule) {
  return rule.action == rules::Action::drop || rule.action == rules::Action::strip;
}

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
    drop_site_lines(document, sink);
    if (document.lines.size() == 0) return;
    const bool has_body = first_of(document.zones, Zone::body) != no_line;
    mark(document);
    flag_placeholders(document, sink);
    for (std::size_t i = 0; i < document.lines.size(); ++i) {
      if (fire_[i] != nullptr) act(document, i, sink);
    }
    if (!context_) return;
    if (page_->scored) {
      drop_by_model(document, sink);
    } else if (has_body) {
      drop_runs(document, sink);
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

  /// Whether a rule may act where its line stands. Where the text ends is for `teasers` to say.
  bool may_fire(const Document& document, std::size_t line, const rules::Hit& hit) const {
    const rules::Rule& rule = *hit.rule;
    return rule.zones.has(document.zones[line]) && cuts(rule) &&
           (datelines_ || !rules::traits_of(rule.kind).is(rules::Trait::by_setting));
  }

  /// Chooses the rule that fires on each line: certain ones in their zone, others with support.
  void mark(const Document& document) {
    const std::size_t n = document.lines.size();
    fire_.assign(n, nullptr);
    supported_.assign(n, 0);
    for (std::size_t i = 0; i < n; ++i) {
      for (const rules::Hit& hit : page_->cues.of(i)) {
        if (!may_fire(document, i, hit)) continue;
        supported_[i] = 1;
        if (hit.rule->certain && fire_[i] == nullptr) fire_[i] = &hit;
      }
    }
    // Of text in an unknown language, or in several, only what is certain goes.
    const bool whole_page =
        first_of(document.zones, Zone::body) != no_line && n >= 5 && !document.language.empty();
    for (std::size_t i = 0; whole_page && i < n; ++i) {
      if (fire_[i] != nullptr || supported_[i] == 0) continue;
      bool support = i == 0 || i + 1 == n;
      for (std::size_t k = i > 2 ? i - 2 : 0; k <= std::min(n - 1, i + 2); ++k) {
        support = support || (k != i && supported_[k] != 0);
      }
      if (!support) continue;
      for (const rules::Hit& hit : page_->cues.of(i)) {
        if (!may_fire(document, i, hit)) continue;
        fire_[i] = &hit;
        break;
      }
    }
  }

  void flag_placeholders(const Document& document, Sink& sink) const {
    for (std::size_t i = 0; i < document.lines.size(); ++i) {
      for (const rules::Hit& hit : page_->cues.of(i)) {
        if (hit.rule->kind != rules::CueKind::placeholder) continue;
        sink.flag(i, document.lines.span[i], reason::placeholder, ByRule{hit.rule->id});
        break;
      }
    }
  }

  void act(const Document& document, std::size_t i, Sink& sink) {
    const rules::Rule& rule = *fire_[i]->rule;
    const std::string_view trimmed = trim(document.lines.text[i]);
    if (rule.meta) {
      for (const auto& [name, value] : fire_[i]->set->capture(rule, trimmed))
        sink.meta(name, value);
    }
    const Reason& why = rules::traits_of(rule.kind).reason;
    if (rule.action == rules::Action::strip) {
      const auto offset = static_cast<std::size_t>(trimmed.data() - document.lines.text[i].data());
      sink.rewrite(i, {offset + fire_[i]->cut.begin, offset + fire_[i]->cut.end}, {}, why,
                   ByRule{rule.id});
    } else {
      sink.drop(i, why, ByRule{rule.id});
    }
  }

  bool opens_tail(std::size_t i) const {
    for (const rules::Hit& hit : page_->cues.of(i)) {
      if (hit.rule->action == rules::Action::open_tail) return true;
    }
    return false;
  }

  void drop_by_model(Document& document, Sink& sink) {
    model::PageScores& scores = page_->scores;
    probability_.resize(scores.blocks());
    for (std::size_t b = 0; b < probability_.size(); ++b) {
      probability_[b] = scores.probability(b, model::Head::content);
    }
    decide::choose_blocks(probability_, scores.features.words, mode_,
                          static_cast<float>(threshold_), keep_);
    LineTable& lines = document.lines;
    const decide::ModelVerdict verdict{document, *page_, fire_, probability_, keep_};
    const std::size_t title = decide::title_line(verdict);
    decide::keep_gaps(verdict);
    decide::keep_inside(verdict);
    decide::keep_heading_elements(verdict);
    std::uint32_t explained = page::Analysis::none;
    std::string evidence;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const std::uint32_t block = page_->block_of[i];
      if (block == page::Analysis::none || keep_[block] != 0 || !lines.kept(i)) continue;
      if (i == title || opens_tail(i)) continue;
      if (resources_.explaining && explained != block) {
        evidence = resources_.model->evidence(scores, block);
        explained = block;
      }
      sink.drop(i, reason::model, ByModel{evidence}, 1 - probability_[block]);
    }
    drop_regions(document, title, sink);
    drop_blank_lines(document, sink);
  }

  /// Of a page that was HTML: what stood in its navigation or footer, of which the model is in
  /// doubt.
  void drop_regions(const Document& document, std::size_t title, Sink& sink) const {
    for (const RegionLine& at : document.region_lines) {
      const std::size_t i = at.line;
      const std::uint32_t block = page_->block_of[i];
      if (block == page::Analysis::none || !document.lines.kept(i) || i == title) continue;
      if (probability_[block] >= region_doubt || opens_tail(i)) continue;
      sink.drop(i, traits_of(at.region).goes, ByModel{}, 1 - probability_[block]);
    }
  }

  /// Empty lines go with their neighbours when lines on both sides went.
  static void drop_blank_lines(Document& document, Sink& sink) {
    const LineTable& lines = document.lines;
    bool dropped_before = false;
    for (std::size_t i = 0; i < lines.size();) {
      if (lines.chars[i] > 0 || !lines.kept(i)) {
        dropped_before = !lines.kept(i);
        ++i;
        continue;
      }
      std::size_t end = i;
      while (end < lines.size() && lines.chars[end] == 0 && lines.kept(end)) ++end;
      if (dropped_before && (end == lines.size() || !lines.kept(end))) {
        for (; i < end; ++i) sink.drop(i, reason::blank);
      }
      i = end;
    }
  }

  /// Runs of short lines that are no sentences, at least `shortest_run` of them with a cue among
  /// them, are navigation. The two lines next to the text may be its title and a heading.
  void drop_runs(Document& document, Sink& sink) const {
    constexpr std::size_t shortest_run = 4;
    const LineTable& lines = document.lines;
    const std::size_t n = lines.size();
    const std::size_t first_body = first_of(document.zones, Zone::body);
    std::size_t begin = n;
    for (std::size_t i = 0; i <= n; ++i) {
      const bool run = i < n && document.zones[i] != Zone::body && !opens_tail(i) &&
                       !(i + 2 >= first_body && i < first_body) && lines.words[i] <= 6 &&
                       !page::ends_sentence(lines.text[i]);
      if (run && begin == n) begin = i;
      if (run || begin == n) continue;
      std::size_t cues = 0, filled = 0;
      for (std::size_t k = begin; k < i; ++k) {
        cues += supported_[k];
        filled += lines.chars[k] > 0 ? 1U : 0U;
      }
      if (filled >= shortest_run && cues * 4 >= filled) {
        for (std::size_t k = begin; k < i; ++k) {
          sink.drop(k, reason::run, ByStructure{},
                    static_cast<float>(cues) / static_cast<float>(filled));
        }
      }
      begin = n;
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
  std::vector<const rules::Hit*> fire_;
  std::vector<std::uint8_t> supported_, keep_;
  std::vector<float> probability_;
};

}  // namespace

std::unique_ptr<Filter> make_boilerplate() { return std::make_unique<Boilerplate>(); }

}  // namespace dechaff
