#include <algorithm>
#include <utility>

#include "core/filter.h"
#include "learn/host.h"
#include "learn/site_pack.h"
#include "model/decide.h"
#include "page/analysis.h"
#include "rules/rule_set.h"

namespace dechaff {
namespace {

constexpr Reason model_reason{"boilerplate.model",
                              "the line model finds that this is not the page's own text"};
constexpr Reason run_reason{"boilerplate.run", "a run of short lines with cues around the text"};
constexpr float title_probability = 0.01F;  // a title above the text stays from here on

constexpr Reason nav_reason{
    "html.nav", "it stood in a <nav> outside the content, and the model is in doubt about it"};
constexpr Reason footer_reason{
    "html.footer",
    "it stood in a <footer> outside the content, and the model is in doubt about it"};
constexpr float region_doubt = 0.8F;  // what the model gives less may go by where it stood

constexpr Reason site_reason{"boilerplate.site-line",
                             "the site shows this line on many of its pages: dechaff learn"};
constexpr Reason placeholder{"boilerplate.placeholder",
                             "text that stands in for text; nothing was removed"};
constexpr Reason blank_reason{"boilerplate.blank", "an empty line between lines that went"};

std::uint8_t zone_bit(char zone) { return zone == 'h' ? 1 : zone == 'b' ? 2 : 4; }

bool cuts(const rules::Rule& rule) {
  return rule.action == rules::Action::drop || rule.action == rules::Action::strip;
}

/// Drops the lines that are not the article: cue rules in their zones, then the line model, or,
/// without one, runs of short lines around the text.
class Boilerplate final : public Filter {
 public:
  void declare(Params& params) override {
    params.text("mode", mode_, "how sure a line must be to go", {"careful", "balanced", "strict"});
    params.number("threshold", threshold_, 0, 1, "keep lines of this probability; 0: by page");
    params.text("pack", pack_, "drop the site lines of this pack, made by dechaff learn");
    params.text("host", host_, "all pages are of this site; empty: see their ids");
    params.flag("datelines", datelines_,
                "cut datelines off the first sentence; most readers count them as text");
    params.flag("context", context_, "judge lines by their page, not by cue rules alone");
  }

  std::vector<Reason> reasons() const override {
    return {model_reason,  run_reason,  site_reason, nav_reason,
            footer_reason, placeholder, blank_reason};
  }

  void prepare(const Resources& resources) override {
    resources_ = resources;
    if (pack_.empty()) return;
    sites_ = resources.sites != nullptr ? resources.sites->get(pack_)
                                        : std::make_shared<const learn::SitePack>(pack_);
  }

  void process(Document& document, Sink& sink) override {
    page_ = &page::analyse(document, resources_);
    drop_site_lines(document, sink);
    if (document.lines.size() == 0) return;
    const bool has_body = document.zones.find('b') != std::string_view::npos;
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
      sink.drop(hit.line, site_reason, {}, hit.share);
  }

  /// Whether a rule may act where its line stands. Where the text ends is for `teasers` to say.
  bool may_fire(const Document& document, std::size_t line, const rules::Hit& hit) const {
    const rules::Rule& rule = *hit.rule;
    return (rule.zones & zone_bit(document.zones[line])) != 0 && cuts(rule) &&
           (datelines_ || rule.kind != "dateline");
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
        document.zones.find('b') != std::string_view::npos && n >= 5 && !document.language.empty();
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
        if (hit.rule->kind != "placeholder") continue;
        sink.flag(i, document.lines.span[i], placeholder, hit.rule->id);
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
    const Reason reason{rule.kind, "a cue rule of this kind matches in its zone"};
    if (rule.action == rules::Action::strip) {
      const auto offset = static_cast<std::size_t>(trimmed.data() - document.lines.text[i].data());
      sink.rewrite(i, {offset + fire_[i]->cut.begin, offset + fire_[i]->cut.end}, {}, reason,
                   rule.id);
    } else {
      sink.drop(i, reason, rule.id);
    }
  }

  /// Whether a rule that is no mere flag matches.
  bool has_cue(std::size_t i) const {
    const auto hits = page_->cues.of(i);
    return std::any_of(hits.begin(), hits.end(), [](const rules::Hit& hit) {
      return hit.rule->action != rules::Action::flag;
    });
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
    const model::Mode mode = mode_ == "careful"  ? model::Mode::careful
                             : mode_ == "strict" ? model::Mode::strict
                                                 : model::Mode::balanced;
    model::decide(probability_, scores.features.words, mode, static_cast<float>(threshold_), keep_);
    LineTable& lines = document.lines;
    const std::size_t title = title_line(document);
    keep_gaps(document);
    keep_inside(document);
    keep_heading_elements(document);
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
      sink.drop(i, model_reason, evidence, 1 - probability_[block]);
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
      sink.drop(i, at.region == Region::nav ? nav_reason : footer_reason, {},
                1 - probability_[block]);
    }
  }

  /// Below a line that stays, a long sentence of the body stays, and so does a short line right
  /// above prose that stays, a heading by its place; unless a rule or the model speaks against it.
  /// An "[edit]" or "Advertisement" between them that a rule dropped does not count. What a rule
  /// leaves of a line, a caption before its credit, stays unless the model speaks against it. Out
  /// of fold this changes word F1 by +.0001 to +.0013.
  void keep_inside(const Document& document) {
    constexpr float sentence_probability = 0.02F, heading_probability = 0.01F,
                    strip_probability = 0.2F;
    constexpr std::uint32_t sentence_words = 20, heading_words = 12;
    const LineTable& lines = document.lines;
    const auto stays = [&](std::size_t i) {
      return i < lines.size() && lines.kept(i) && page_->block_of[i] != page::Analysis::none &&
             keep_[page_->block_of[i]] != 0;
    };
    const auto passed_over = [&](std::size_t i) {
      return lines.chars[i] == 0 ||
             (!lines.kept(i) && fire_[i] != nullptr &&
              (fire_[i]->rule->kind == "navigation" || fire_[i]->rule->kind == "advertisement"));
    };
    std::size_t above = lines.size();
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const std::uint32_t block = page_->block_of[i];
      if (passed_over(i) || block == page::Analysis::none) continue;
      if (lines.kept(i) && fire_[i] != nullptr && probability_[block] >= strip_probability)
        keep_[block] = 1;
      const std::size_t before = std::exchange(above, i);
      if (keep_[block] != 0 || !stays(before) || has_cue(i)) continue;
      if (document.zones[i] == 'b' && lines.words[i] >= sentence_words &&
          page::is_prose(document, i) && probability_[block] >= sentence_probability) {
        keep_[block] = 1;
        continue;
      }
      std::size_t next = i + 1;
      while (next < lines.size() && passed_over(next)) ++next;
      if (stays(next) && (document.zones[i] == 'b' || page::is_prose(document, next)) &&
          lines.words[i] <= heading_words && !page::ends_cut(lines.text[i]) &&
          probability_[block] >= heading_probability) {
        keep_[block] = 1;
      }
    }
  }

  /// Of a page that was HTML: an h1 to h6 stays right above what stays, unless a rule speaks
  /// against it or the model is certain. From below, so that a heading above a heading stays too.
  void keep_heading_elements(const Document& document) {
    constexpr float least = 0.01F;
    const LineTable& lines = document.lines;
    std::size_t below = lines.size(), from = lines.size();
    for (auto element = document.heading_elements.rbegin();
         element != document.heading_elements.rend(); ++element) {
      const std::size_t i = element->line;
      if (i >= from) continue;
      while (from > i + 1) {
        if (lines.kept(--from) && lines.chars[from] != 0) below = from;
      }
      from = i;
      const std::uint32_t block = page_->block_of[i];
      const std::uint32_t next =
          below < lines.size() ? page_->block_of[below] : page::Analysis::none;
      if (lines.kept(i) && lines.chars[i] != 0) below = i;
      if (block == page::Analysis::none || next == page::Analysis::none) continue;
      if (lines.kept(i) && keep_[next] != 0 && !has_cue(i) && probability_[block] >= least)
        keep_[block] = 1;
    }
  }

  /// A short run of lines of the body without cues, between lines that stay, stays with them: the
  /// things of a recipe, the headings of a part, a post. Not where the model is certain. Out of
  /// fold: see docs/model.md.
  void keep_gaps(const Document& document) {
    constexpr std::size_t longest_gap = 12;  // lines
    constexpr float least = 0.01F;
    const LineTable& lines = document.lines;
    gap_.clear();
    bool open = false;  // a line that stays is above
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const std::uint32_t block = page_->block_of[i];
      if (lines.chars[i] == 0 || block == page::Analysis::none) continue;
      if (lines.kept(i) && keep_[block] != 0) {
        if (open && gap_.size() <= longest_gap) {
          for (const std::uint32_t b : gap_) keep_[b] = 1;
        }
        open = true;
        gap_.clear();
      } else if (document.zones[i] != 'b' || !lines.kept(i) || has_cue(i) ||
                 probability_[block] < least) {
        open = false;
        gap_.clear();
      } else if (gap_.empty() || gap_.back() != block) {
        gap_.push_back(block);
      }
    }
  }

  /// The line that stands right above the first prose, lines with cues aside, when it has the size
  /// of a title; or else the nearest one of the `title_reach` above it that the prose says word for
  /// word: a product's name above its price. The number of lines when there is none.
  std::size_t title_line(const Document& document) const {
    constexpr std::size_t title_reach = 12, named_bytes = 8;
    const LineTable& lines = document.lines;
    const std::size_t none = lines.size();
    const std::size_t body = std::min(document.zones.find('b'), none);
    if (body == none || page_->block_of[body] == page::Analysis::none ||
        keep_[page_->block_of[body]] == 0)
      return none;
    std::size_t seen = 0;
    for (std::size_t i = body; i-- > 0 && seen < title_reach;) {
      if (lines.chars[i] == 0 || has_cue(i)) continue;
      const std::uint32_t block = page_->block_of[i];
      const std::string_view text = trim(lines.text[i]);
      const bool possible = block != page::Analysis::none &&
                            probability_[block] >= title_probability && lines.words[i] <= 25 &&
                            !page::ends_cut(lines.text[i]);
      const bool named = lines.words[i] >= 2 && text.size() >= named_bytes &&
                         lines.text[body].find(text) != std::string_view::npos;
      if (possible && ((seen == 0 && lines.words[i] >= 3) || named)) return i;
      ++seen;
    }
    return none;
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
        for (; i < end; ++i) sink.drop(i, blank_reason);
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
    const std::size_t first_body = document.zones.find('b');
    std::size_t begin = n;
    for (std::size_t i = 0; i <= n; ++i) {
      const bool run = i < n && document.zones[i] != 'b' && !opens_tail(i) &&
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
          sink.drop(k, run_reason, {}, static_cast<float>(cues) / static_cast<float>(filled));
        }
      }
      begin = n;
    }
  }

  std::string mode_ = "balanced";
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
  std::vector<std::uint32_t> gap_;  // blocks
};

}  // namespace

std::unique_ptr<Filter> make_boilerplate() { return std::make_unique<Boilerplate>(); }

}  // namespace dechaff
