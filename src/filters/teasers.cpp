#include <algorithm>

#include "core/filter.h"
#include "model/decide.h"
#include "page/analysis.h"
#include "rules/rule_set.h"

namespace dechaff {
namespace {

constexpr Reason model_reason{"teasers.model",
                              "the line model finds that the page's own text has ended"};

/// Finds where the page's own text ends, and drops what follows.
class Teasers final : public Filter {
 public:
  void declare(Params& params) override {
    params.text("mode", mode_, "what opens the tail beside cues: nothing, or the line model",
                {"rules", "careful", "balanced"});
    params.flag("keep-marker", keep_marker_, "keep the end marker itself");
  }

  std::vector<Reason> reasons() const override {
    return {{"teasers.end-marker", "marks the end of the page's own text"},
            {"teasers.after-end-marker", "what follows the end marker is not the page's own text"},
            {"teasers.after-related", "a block of other pages begins here"},
            model_reason,
            {"teasers.cut-snippet", "a title line and a snippet that is cut short"}};
  }

  void prepare(const Resources& resources) override { resources_ = resources; }

  void process(Document& document, Sink& sink) override {
    LineTable& lines = document.lines;
    page_ = &page::analyse(document, resources_);
    const std::size_t n = lines.size();
    Reason reason{};
    const rules::Rule* rule = nullptr;
    std::size_t cut = n;
    for (std::size_t i = document.zones.find('t'); i < n && cut == n; ++i) {
      if (!lines.kept(i)) continue;
      for (const rules::Hit& hit : page_->cues.of(i)) {
        if ((hit.rule->zones & 4) == 0 || !hit.rule->certain) continue;
        if (hit.rule->action == rules::Action::open_tail) {
          rule = hit.rule;
          cut = i;
          reason = hit.rule->kind == "end-marker"
                       ? Reason{"teasers.after-end-marker",
                                "what follows the end marker is not the page's own text"}
                       : Reason{"teasers.after-related", "a block of other pages begins here"};
          break;
        }
      }
      if (cut == n && pair_at(document, i)) {
        cut = i;
        reason = {"teasers.cut-snippet", "a title line and a snippet that is cut short"};
      }
    }
    if (cut == n && mode_ != "rules" && page_->scored) {
      cut = cut_by_model(document);
      reason = model_reason;
    }
    for (std::size_t i = cut; i < n; ++i) {
      const bool marker = i == cut && rule != nullptr;
      if (marker && keep_marker_ && rule->kind == "end-marker") continue;
      sink.drop(i,
                marker && rule->kind == "end-marker"
                    ? Reason{"teasers.end-marker", "marks the end of the page's own text"}
                    : reason,
                rule != nullptr ? std::string_view(rule->id) : std::string_view{});
    }
  }

 private:
  /// The first line of the tail by the model, or the number of lines.
  std::size_t cut_by_model(const Document& document) {
    const LineTable& lines = document.lines;
    const model::PageScores& scores = page_->scores;
    if (scores.blocks() < 5) return lines.size();
    logits_.clear();
    p_.clear();
    for (std::size_t b = 0; b < scores.blocks(); ++b) {
      logits_.push_back(
          scores.logits[b * scores.heads + static_cast<std::size_t>(model::Head::tail)]);
      p_.push_back(scores.probability(b, model::Head::tail));
    }
    const auto mode = mode_ == "careful" ? model::Mode::careful : model::Mode::balanced;
    const std::size_t block = model::tail_begin(logits_, p_, scores.features.words, mode);
    if (block == scores.blocks()) return lines.size();
    return scores.features.blocks[block].begin;
  }

  /// A title without a cut, and behind it a snippet that is cut short.
  static bool pair_at(const Document& document, std::size_t i) {
    const LineTable& lines = document.lines;
    if (i + 1 >= lines.size() || !lines.kept(i + 1)) return false;
    return lines.words[i] >= 3 && !page::ends_cut(lines.text[i]) && lines.words[i + 1] >= 6 &&
           page::ends_cut(lines.text[i + 1]);
  }

  std::string mode_ = "balanced";
  std::vector<float> logits_, p_;
  bool keep_marker_ = false;
  Resources resources_;
  const page::Analysis* page_ = nullptr;
};

}  // namespace

std::unique_ptr<Filter> make_teasers() { return std::make_unique<Teasers>(); }

}  // namespace dechaff
