#include <algorithm>

#include "core/filter.h"
#include "page/zones.h"
#include "rules/rule_set.h"

namespace dechaff {
namespace {

std::uint8_t zone_bit(char zone) { return zone == 'h' ? 1 : zone == 'b' ? 2 : 4; }

/// Drops the lines that are not the article: cue rules in their zones, then a context pass.
class Boilerplate final : public Filter {
 public:
  void declare(Params& params) override {
    params.flag("context", context_, "also drop runs of short lines around the text");
  }

  void prepare(const Resources& resources) override { rules_ = resources.rules; }

  void process(Document& document, Sink& sink) override {
    LineTable& lines = document.lines;
    lines.measure();
    if (rules_ == nullptr || lines.size() == 0) return;
    page::find_cues(document, *rules_, cues_);
    page::find_zones(document, cues_);
    const bool has_body = document.zones.find('b') != std::string_view::npos;
    mark(document);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (fire_[i] != nullptr) act(document, i, sink);
    }
    if (context_ && has_body) drop_runs(document, sink);
  }

 private:
  /// Chooses the rule that fires on each line: certain ones in their zone, others with support.
  void mark(const Document& document) {
    const std::size_t n = document.lines.size();
    fire_.assign(n, nullptr);
    supported_.assign(n, 0);
    for (std::size_t i = 0; i < n; ++i) {
      for (const rules::Hit& hit : cues_.of(i)) {
        if ((hit.rule->zones & zone_bit(document.zones[i])) == 0) continue;
        if (hit.rule->action == rules::Action::flag ||
            hit.rule->action == rules::Action::open_tail) {
          continue;  // where the text ends is for `teasers` to say
        }
        supported_[i] = 1;
        if (hit.rule->certain && fire_[i] == nullptr) fire_[i] = &hit;
      }
    }
    const bool whole_page = document.zones.find('b') != std::string_view::npos && n >= 5;
    for (std::size_t i = 0; whole_page && i < n; ++i) {
      if (fire_[i] != nullptr || supported_[i] == 0) continue;
      bool support = i == 0 || i + 1 == n;
      for (std::size_t k = i > 2 ? i - 2 : 0; k <= std::min(n - 1, i + 2); ++k) {
        support = support || (k != i && supported_[k] != 0);
      }
      if (!support) continue;
      for (const rules::Hit& hit : cues_.of(i)) {
        if ((hit.rule->zones & zone_bit(document.zones[i])) != 0 &&
            hit.rule->action != rules::Action::flag &&
            hit.rule->action != rules::Action::open_tail) {
          fire_[i] = &hit;
          break;
        }
      }
    }
  }

  void act(const Document& document, std::size_t i, Sink& sink) {
    const rules::Rule& rule = *fire_[i]->rule;
    const std::string_view trimmed = trim(document.lines.text[i]);
    if (rule.meta) {
      for (const auto& [name, value] : rules_->capture(rule, trimmed)) sink.meta(name, value);
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

  bool opens_tail(std::size_t i) const {
    for (const rules::Hit& hit : cues_.of(i)) {
      if (hit.rule->action == rules::Action::open_tail) return true;
    }
    return false;
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
          sink.drop(k, {"boilerplate.run", "a run of short lines with cues around the text"}, {},
                    static_cast<float>(cues) / static_cast<float>(filled));
        }
      }
      begin = n;
    }
  }

  bool context_ = true;
  const rules::RuleSet* rules_ = nullptr;
  page::Cues cues_;
  std::vector<const rules::Hit*> fire_;
  std::vector<std::uint8_t> supported_;
};

}  // namespace

std::unique_ptr<Filter> make_boilerplate() { return std::make_unique<Boilerplate>(); }

}  // namespace dechaff
