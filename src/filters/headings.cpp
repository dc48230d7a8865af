#include <algorithm>

#include "core/filter.h"
#include "page/analysis.h"
#include "page/heading_shape.h"
#include "rules/rule_set.h"

namespace dechaff {
namespace {

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
    page_ = &page::analyse(document, resources_);
    find_shapes(document);
    if (!document.heading_elements.empty()) {
      take_elements(document, sink);
      return;
    }
    if (!marked_) find_text(document);
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
    std::size_t marks = 0;
    std::size_t last = lines.size();                   // the line above, when it is numbered
    std::size_t fences = count_fences(lines) / 2 * 2;  // one that is never closed fences nothing
    bool fenced = false;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (!lines.kept(i) || lines.chars[i] == 0) continue;
      if (fences > 0 && fence(lines.text[i])) {
        fenced = !fenced;
        --fences;
      }
      if (fenced) {
        barred_[i] = 1;
        continue;
      }
      shapes_[i] = page::heading_shape(lines, i);
      const HeadingShape::Kind kind = shapes_[i].kind;
      if (kind == HeadingShape::Kind::marked || kind == HeadingShape::Kind::underlined) ++marks;
      const bool numbered = kind == HeadingShape::Kind::numbered;
      // Lines with numbers of one style one below the other are a list.
      if (numbered && last < lines.size() && shapes_[last].style == shapes_[i].style)
        barred_[last] = barred_[i] = 1;
      last = numbered ? i : lines.size();
    }
    if (comments(document)) marks = 0;
    // One is enough for a short text; a page that came without marks may have a stray one.
    marked_ = marks >= std::clamp<std::size_t>(lines.size() / lines_a_mark, 1, most_marks);
  }

  static bool fence(std::string_view line) {
    line = trim(line);
    return line.starts_with("```") || line.starts_with("~~~");
  }

  static std::size_t count_fences(const LineTable& lines) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < lines.size(); ++i)
      count += lines.kept(i) && fence(lines.text[i]) ? 1 : 0;
    return count;
  }

  /// Several "# …" lines are the comments of a program, not headings, when no deeper mark is among
  /// them, or when a quarter of all marked lines is a sentence or begins with a small letter:
  /// forgets their shapes and says so.
  bool comments(const Document& document) {
    std::size_t all = 0, single = 0, said = 0;
    for (std::size_t i = 0; i < shapes_.size(); ++i) {
      if (shapes_[i].kind != HeadingShape::Kind::marked) continue;
      const std::string_view text = trim(document.lines.text[i]);
      if (text.front() != '#') return false;
      const std::string_view words = page::without_heading_marks(text);
      const bool small = !words.empty() && words[0] >= 'a' && words[0] <= 'z';
      ++all;
      single += shapes_[i].level == 1 ? 1 : 0;
      said += small || words.ends_with('.') ? 1 : 0;
    }
    if (single < 2 || (single < all && 4 * said < all)) return false;
    for (HeadingShape& shape : shapes_) {
      if (shape.kind == HeadingShape::Kind::marked) shape = {};
    }
    return true;
  }

  /// A page that was HTML says itself what its headings are; the cues take those of its chaff.
  void take_elements(const Document& document, Sink& sink) const {
    for (const HeadingElement& element : document.heading_elements) {
      const std::size_t i = element.line;
      if (i >= document.lines.size() || !document.lines.kept(i) || cued(document, i)) continue;
      sink.heading(i, element.level, 0.95F, "element");
    }
  }

  void judge(const Document& document, std::size_t i, bool& titled, Sink& sink) {
    using Kind = HeadingShape::Kind;
    const HeadingShape shape = shapes_[i];
    if (shape.kind == Kind::marked || shape.kind == Kind::underlined) {
      sink.heading(i, shape.level, 0.95F, shape.kind == Kind::marked ? "marked" : "underlined");
      return;
    }
    if (marked_) return;  // a text with marks marks all its headings
    if ((!page_->scored && document.zones[i] == Zone::tail) || cued(document, i)) return;
    const float p = heading_probability(i);
    const bool sure = static_cast<double>(p) >= threshold_;
    if (barred_[i] != 0) return;
    const bool follows = text_follows(document, i);
    const int below_title = titled ? 2 : 1;
    if (shape.kind == Kind::numbered) {
      if (!sure && (!follows || (page_->scored && p < numbered_least))) return;
      sink.heading(i, std::min(below_title + depth_of(shape.style), 6), std::max(p, 0.8F),
                   "numbered");
    } else if (!titled && document.zones[i] == Zone::head && document.lines.chars[i] <= 200 &&
               document.lines.words[i] >= 2 && follows) {
      sink.heading(i, 1, 0.7F, "title");
      titled = true;
    } else if (page_->scored) {
      const bool shaped_well = follows && shaped(document, i);
      if (static_cast<double>(p) < threshold_ - (shaped_well ? shape_bonus : 0)) return;
      sink.heading(i, below_title, p, "model");
      titled = true;
    } else if (follows && shaped(document, i)) {
      sink.heading(i, 2, 0.6F, "bare");
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
    return lines.words[i] >= 1 && lines.words[i] <= 12 && lines.chars[i] <= 80 &&
           !page::ends_sentence(text) && !page::ends_cut(text) && text.back() != ',' &&
           text.back() != ';' && text.back() != ':';
  }

  /// The next line, cues aside, is text: at least three times as long, with a sentence end or long.
  bool text_follows(const Document& document, std::size_t i) const {
    const LineTable& lines = document.lines;
    const std::size_t k = text_from_[i + 1];
    return k < lines.size() && (lines.chars[k] >= 3 * lines.chars[i] || lines.chars[k] >= 200) &&
           (page::ends_sentence(lines.text[k]) || lines.chars[k] >= 120);
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

  static constexpr float numbered_least = 0.1F;
  static constexpr double shape_bonus = 0.15;
  static constexpr std::size_t lines_a_mark = 40, most_marks = 10;

  double threshold_ = 0.4;
  Resources resources_;
  const page::Analysis* page_ = nullptr;
  std::vector<HeadingShape> shapes_;
  std::vector<std::uint8_t> barred_;  // lines of a numbered list and of fenced code: no headings
  std::vector<std::size_t> text_from_;
  std::vector<int> styles_;  // in the order in which the document has them
  bool marked_ = false;
};

}  // namespace

std::unique_ptr<Filter> make_headings() { return std::make_unique<Headings>(); }

}  // namespace dechaff
