#include <algorithm>

#include "core/filter.h"
#include "decide/policy.h"
#include "decide/prose.h"
#include "page/analysis.h"
#include "page/document_blocks.h"
#include "page/heading_shape.h"
#include "rules/rule_set.h"

namespace dechaff {
namespace {

namespace policy = decide::policy;

using page::HeadingShape;

/// Finds title and headings by marks, numbers, the line model, shape and surroundings. Changes
/// nothing.
class Headings final : public Filter {
 public:
  void declare(Params& params) override {
    params.number("threshold", threshold_, 0, 1,
                  "the model's probability from which a line is a heading");
  }
  void prepare(const Resources& resources) override { resources_ = resources; }

  void process(Document& document, Sink& sink) override {
    const page::DocumentBlocks& marks = page::read_blocks(document);
    if (marks.language != evidence::MarkLanguage::none) {
      take_marks(document, marks.blocks, sink);
      return;
    }
    page_ = &page::analyse(document, resources_);
    if (!document.heading_elements.empty()) {
      take_elements(document, sink);
      return;
    }
    find_shapes(document);
    find_text(document);
    bool titled = false;
    for (std::size_t i = 0; i < document.lines.size(); ++i) {
      if (!document.lines.kept(i) || document.lines.chars[i] == 0) continue;
      judge(document, i, titled, sink);
    }
  }

 private:
  void find_shapes(const Document& document) {
    const LineTable& lines = document.lines;
    shapes_.assign(lines.size(), {});
    barred_.assign(lines.size(), 0);
    styles_.clear();
    std::size_t last = lines.size();  // the line above, when it is numbered
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (!lines.kept(i) || lines.chars[i] == 0) continue;
      shapes_[i] = page::heading_shape(lines, i);
      if (shapes_[i].kind != HeadingShape::Kind::numbered) shapes_[i] = {};  // stray marks
      const bool numbered = shapes_[i].kind == HeadingShape::Kind::numbered;
      // Lines with numbers of one style one below the other are a list.
      if (numbered && last < lines.size() && shapes_[last].style == shapes_[i].style)
        barred_[last] = barred_[i] = 1;
      last = numbered ? i : lines.size();
    }
    bar_fences(lines);
  }

  /// Code between fences has no headings; a fence that is never closed fences nothing.
  void bar_fences(const LineTable& lines) {
    const auto is_fence = [&](std::size_t i) {
      const std::string_view text = trim(lines.text[i]);
      const char mark = text.starts_with("```") ? '`' : text.starts_with("~~~") ? '~' : '\0';
      return mark != '\0' &&
             (mark == '~' || text.find('`', text.find_first_not_of('`')) == std::string_view::npos);
    };
    std::size_t open = lines.size();
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (!lines.kept(i) || !is_fence(i)) continue;
      if (open == lines.size()) {
        open = i;
        continue;
      }
      for (; open <= i; ++open) {
        barred_[open] = 1;
        shapes_[open] = {};
      }
      open = lines.size();
    }
  }

  /// The marks say what the headings are. "##Heading" without a space is one where no heading has
  /// a space.
  static void take_marks(const Document& document, const evidence::Blocks& blocks, Sink& sink) {
    using Kind = evidence::MarkdownBlock::Kind;
    bool proper = false;
    for (const evidence::MarkdownBlock& block : blocks.blocks)
      proper = proper || block.kind == Kind::heading;
    for (const evidence::MarkdownBlock& block : blocks.blocks) {
      if (block.kind != Kind::heading && (proper || !block.lax)) continue;
      const std::string_view title = blocks.title_of(block);
      if (title.empty() || !document.lines.kept(block.line_begin)) continue;
      sink.heading({block.line_begin, block.level, policy::sure_heading,
                    block.setext ? "underlined" : "marked", std::string(title),
                    std::string(document.bytes.substr(block.name.begin, block.name.size()))});
    }
  }

  /// A page that was HTML says itself what its headings are; the cues take those of its chaff.
  void take_elements(const Document& document, Sink& sink) const {
    for (const HeadingElement& element : document.heading_elements) {
      const std::size_t i = element.line;
      if (i >= document.lines.size() || !document.lines.kept(i) || cued(document, i)) continue;
      sink.heading(i, element.level, policy::sure_heading, "element");
    }
  }

  void judge(const Document& document, std::size_t i, bool& titled, Sink& sink) {
    using Kind = HeadingShape::Kind;
    const HeadingShape shape = shapes_[i];
    if ((!page_->scored && document.zones[i] == Zone::tail) || cued(document, i)) return;
    const float p = heading_probability(i);
    const bool sure = static_cast<double>(p) >= threshold_;
    if (barred_[i] != 0) return;
    const bool follows = text_follows(document, i);
    const int below_title = titled ? 2 : 1;
    if (shape.kind == Kind::numbered) {
      if (!sure && (!follows || (page_->scored && p < policy::numbered_heading))) return;
      sink.heading(i, std::min(below_title + depth_of(shape.style), 6),
                   std::max(p, policy::numbered_confidence.value), "numbered");
    } else if (!titled && document.zones[i] == Zone::head &&
               document.lines.chars[i] <= policy::title_chars &&
               document.lines.words[i] >= policy::title_words && follows) {
      sink.heading(i, 1, policy::title_confidence, "title");
      titled = true;
    } else if (page_->scored) {
      const bool shaped_well = follows && shaped(document, i);
      if (static_cast<double>(p) < threshold_ - (shaped_well ? policy::heading_shape_bonus : 0.0))
        return;
      sink.heading(i, below_title, p, "model");
      titled = true;
    } else if (follows && shaped(document, i)) {
      sink.heading(i, 2, policy::shape_confidence, "bare");
    }
  }

  /// The first style of numbers in a document is the topmost; a style lies below those before it.
  int depth_of(int style) {
    const auto at = std::find(styles_.begin(), styles_.end(), style);
    const auto depth = at - styles_.begin();
    if (at == styles_.end()) styles_.push_back(style);
    return static_cast<int>(depth);
  }

  float heading_probability(std::size_t line) const {
    if (!page_->scored || page_->block_of[line] == page::Analysis::none) return 0;
    return page_->scores.probability(page_->block_of[line], model::Head::heading);
  }

  bool cued(const Document& document, std::size_t i) const {
    return page_->cues.whole_line(i, {document.zones[i]});
  }

  static bool shaped(const Document& document, std::size_t i) {
    const LineTable& lines = document.lines;
    const std::string_view text = trim(lines.text[i]);
    return lines.words[i] >= 1 && lines.words[i] <= policy::heading_words &&
           lines.chars[i] <= policy::heading_chars && !decide::ends_sentence(text) &&
           !decide::ends_cut(text) && text.back() != ',' && text.back() != ';' &&
           text.back() != ':';
  }

  /// The next line, cues aside, is text: much longer, with a sentence end or long.
  bool text_follows(const Document& document, std::size_t i) const {
    const LineTable& lines = document.lines;
    const std::size_t k = text_from_[i + 1];
    return k < lines.size() &&
           (lines.chars[k] >= policy::text_ratio * lines.chars[i] ||
            lines.chars[k] >= policy::long_text_chars) &&
           (decide::ends_sentence(lines.text[k]) || lines.chars[k] >= policy::open_text_chars);
  }

  /// For each line the first from it on that may be text; one pass, as headings may stand one below
  /// the other by the thousand.
  void find_text(const Document& document) {
    const LineTable& lines = document.lines;
    text_from_.assign(lines.size() + 1, lines.size());
    for (std::size_t k = lines.size(); k-- > 0;) {
      const bool heading = shapes_[k].kind != HeadingShape::Kind::none && barred_[k] == 0;
      const bool text = lines.kept(k) && lines.chars[k] != 0 && !heading && !cued(document, k);
      text_from_[k] = text ? k : text_from_[k + 1];
    }
  }

  double threshold_ = decide::policy::heading_threshold;
  Resources resources_;
  const page::Analysis* page_ = nullptr;
  std::vector<HeadingShape> shapes_;
  std::vector<std::uint8_t> barred_;  // lines of a numbered list and of fenced code: no headings
  std::vector<std::size_t> text_from_;
  std::vector<int> styles_;  // in the order in which the document has them
};

}  // namespace

std::unique_ptr<Filter> make_headings() { return std::make_unique<Headings>(); }

}  // namespace dechaff
