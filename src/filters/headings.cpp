#include "core/filter.h"
#include "page/analysis.h"
#include "rules/rule_set.h"

namespace dechaff {
namespace {

/// Finds title and headings by shape, surroundings and siblings. Changes nothing.
class Headings final : public Filter {
 public:
  void declare(Params&) override {}
  void prepare(const Resources& resources) override { resources_ = resources; }

  void process(Document& document, Sink& sink) override {
    LineTable& lines = document.lines;
    page_ = &page::analyse(document, resources_);
    const std::size_t n = lines.size();
    bool titled = false;
    std::size_t sure = 0;
    for (std::size_t i = 0; i < n; ++i) sure += heading_probability(i) >= enough_ ? 1U : 0U;
    const float least = sure >= 2 ? sibling_ : least_;
    for (std::size_t i = 0; i < n; ++i) {
      if (!lines.kept(i) || lines.chars[i] == 0) continue;
      if (!page_->scored && document.zones[i] == 't') continue;
      if (cued(document, i)) continue;
      const float p = heading_probability(i);
      if (!titled && document.zones[i] == 'h' && lines.chars[i] <= 200 && lines.words[i] >= 2 &&
          text_follows(document, i)) {
        sink.heading(i, 1, 0.7F, "title");
        titled = true;
      } else if (page_->scored && p >= enough_) {
        sink.heading(i, titled ? 2 : 1, p, "model");
        titled = true;
      } else if ((!page_->scored || p >= least) && shaped(document, i) &&
                 text_follows(document, i)) {
        sink.heading(i, 2, 0.6F, "bare");
      }
    }
  }

 private:
  float heading_probability(std::size_t line) const {
    if (!page_->scored || page_->block_of[line] == page::Analysis::none) return 0;
    return page_->scores.probability(page_->block_of[line], model::Head::heading);
  }

  bool cued(const Document& document, std::size_t i) const {
    const std::uint8_t zone = document.zones[i] == 'h' ? 1 : document.zones[i] == 'b' ? 2 : 4;
    return page_->cues.whole_line(i, zone);
  }

  static bool shaped(const Document& document, std::size_t i) {
    const LineTable& lines = document.lines;
    const std::string_view text = trim(lines.text[i]);
    return lines.words[i] >= 1 && lines.words[i] <= 12 && lines.chars[i] <= 80 &&
           !page::ends_sentence(text) && !page::ends_cut(text) && text.back() != ',' &&
           text.back() != ';' && text.back() != ':';
  }

  /// The next line, cues aside, is text: at least three times as long, with a sentence end or long.
  bool text_follows(const Document& document, std::size_t i) const {
    const LineTable& lines = document.lines;
    for (std::size_t k = i + 1; k < lines.size(); ++k) {
      if (!lines.kept(k) || lines.chars[k] == 0 || cued(document, k)) continue;
      return (lines.chars[k] >= 3 * lines.chars[i] || lines.chars[k] >= 200) &&
             (page::ends_sentence(lines.text[k]) || lines.chars[k] >= 120);
    }
    return false;
  }

  // From here on a line is a heading whatever its shape.
  static constexpr float enough_ = 0.45F;
  // From here on one of the right shape is, and from `sibling_` on when the page has two others.
  static constexpr float least_ = 0.2F, sibling_ = 0.02F;

  Resources resources_;
  const page::Analysis* page_ = nullptr;
};

}  // namespace

std::unique_ptr<Filter> make_headings() { return std::make_unique<Headings>(); }

}  // namespace dechaff
