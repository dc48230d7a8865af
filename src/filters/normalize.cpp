#include "text/normalize.h"

#include <algorithm>
#include <memory>

#include "core/filter.h"
#include "filters/reasons.h"
#include "filters/repairs/characters.h"
#include "filters/repairs/entities.h"
#include "filters/repairs/hyphenation.h"
#include "filters/repairs/invisible.h"
#include "filters/repairs/markup.h"
#include "filters/repairs/mojibake.h"
#include "filters/repairs/translation.h"
#include "filters/repairs/wraps.h"
#include "page/analysis.h"
#include "rules/pack_library.h"
#include "text/words.h"

namespace dechaff {
namespace {

namespace reason = reasons::normalize;

/// Mends the form of the text, never its words: each repair is a switch of its own, and what is on
/// by default changes nothing that a reader sees.
class Normalize final : public Filter {
 public:
  void declare(Params& params) override {
    params.flag("nfc", nfc_, "put text into Unicode normalization form C");
    params.flag("controls", controls_,
                "cut control and zero-width characters that show nothing; those that break a line "
                "become line feeds");
    params.text("spaces", spaces_,
                "trim cuts white space at line ends, collapse also makes one of several",
                {"keep", "trim", "collapse"});
    params.text("line-endings", endings_,
                "lf and crlf make all of them one, U+2028 and U+2029 aside",
                {"keep", "lf", "crlf"});
    params.flag("mojibake", mojibake_, "mend text decoded with the wrong encoding: CafÃ© to Café");
    params.flag("entities", entities_, "turn left-over &eacute; &#233; into their characters");
    params.flag("markup", markup_, "cut left-over tags: <br>, </p>, [/url]");
    params.flag("ligatures", ligatures_, "turn ligatures such as ﬁ into letters");
    params.flag("soft-hyphens", soft_hyphens_, "cut soft hyphens");
    params.flag("full-width", full_width_, "turn full-width letters and digits into ASCII");
    params.flag("hyphenation", hyphenation_, "join words that were broken at a line's end");
    params.flag("unwrap", unwrap_, "join the lines of paragraphs that were wrapped");
    params.text(
        "repair", repair_,
        "mt: artefacts of machine translation (split hyphens, doubled and stray words, glued "
        "sentences)",
        {"none", "mt"});
  }

  void prepare(const Resources& resources) override {
    resources_ = resources;
    if (repair_ == "mt" && resources.packs != nullptr)
      words_ = repairs::translation_words(*resources.packs);
  }

  void process(Document& document, Sink& sink) override {
    LineTable& lines = document.lines;
    if (unwrap_) repairs::find_wraps(lines, wrapped_);
    fenced_ = false;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (!lines.kept(i)) continue;
      if (entities_ && (lines.text[i].starts_with("```") || lines.text[i].starts_with("~~~")))
        fenced_ = !fenced_;
      if (endings_ != "keep") mend_ending(document, i, sink);
      if (lines.text[i].empty()) continue;
      mend_characters(lines, i, sink);
      if (!lines.kept(i)) continue;
      if (controls_) cut_controls(lines, i, sink);
      if (spaces_ != "keep") mend_spaces(lines, i, sink);
      if (nfc_ && lines.kept(i) && text::to_nfc(lines.text[i], buffer_)) {
        rewrite_difference(lines, i, sink);
      }
    }
    if (hyphenation_) join_words(document, sink);
    if (unwrap_) join_lines(lines, sink);
  }

 private:
  /// Lets `find` look at the line as it stands now, and makes the repairs.
  template <class Find>
  void mend(LineTable& lines, std::size_t i, const Reason& why, Sink& sink, Find find) {
    if (!lines.kept(i)) return;
    repairs_.clear();
    find(lines.text[i], repairs_);
    std::vector<Sink::Rewrite> rewrites;
    for (repairs::Repair& repair : repairs_)
      rewrites.push_back({repair.span, std::move(repair.replacement), &why, {}});
    sink.rewrite(i, rewrites);
  }

  void mend_characters(LineTable& lines, std::size_t i, Sink& sink) {
    using namespace repairs;
    if (entities_ && !fenced_) mend(lines, i, reason::entity, sink, find_entities);
    if (markup_) mend(lines, i, reason::markup, sink, find_markup);
    if (mojibake_) {
      if (!decoder_) decoder_ = std::make_unique<Mojibake>();
      mend(lines, i, reason::mojibake, sink,
           [&](std::string_view line, Repairs& out) { decoder_->find(line, out); });
    }
    if (ligatures_) mend(lines, i, reason::ligature, sink, find_ligatures);
    if (soft_hyphens_) mend(lines, i, reason::soft_hyphen, sink, find_soft_hyphens);
    if (full_width_) mend(lines, i, reason::full_width, sink, find_full_width);
    if (repair_ != "mt") return;
    const auto with_words = [&](auto find) {
      return [this, find](std::string_view line, Repairs& out) { find(line, words_, out); };
    };
    mend(lines, i, reason::split_hyphen, sink, find_split_hyphens);
    mend(lines, i, reason::doubled, sink, with_words(find_doubled_words));
    mend(lines, i, reason::stray, sink, with_words(find_stray_words));
    mend(lines, i, reason::glued, sink, with_words(find_glued_sentences));
  }

  /// Puts the rest of a broken word behind its first half and cuts it from the next line.
  void join_words(Document& document, Sink& sink) {
    LineTable& lines = document.lines;
    words_of_page_.read(lines);
    bool asked = false;  // the language is asked for when the first word is broken
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
      if (!lines.kept(i) || !lines.kept(i + 1) || !repairs::ends_broken(lines.text[i])) continue;
      if (!asked) words_of_page_.speak(language_of(document), resources_.packs);
      asked = true;
      repairs::BrokenWord broken;
      if (!words_of_page_.find(lines.text[i], lines.text[i + 1], broken)) continue;
      std::string joined = broken.keep_hyphen ? "-" : "";
      joined += text::slice(lines.text[i + 1], broken.rest);
      std::size_t rest = broken.rest.end;
      while (rest < lines.text[i + 1].size() && lines.text[i + 1][rest] == ' ') ++rest;
      sink.rewrite(i, broken.hyphen, joined, reason::hyphenation);
      sink.rewrite(i + 1, {0, rest}, {}, reason::hyphenation);
    }
  }

  const rules::LanguageInfo* language_of(Document& document) const {
    if (resources_.packs == nullptr) return nullptr;
    return resources_.packs->language(page::language_code_of(document, resources_));
  }

  /// Lines that were wrapped end in a space.
  void join_lines(LineTable& lines, Sink& sink) const {
    for (std::size_t i = 0; i < wrapped_.size(); ++i) {
      if (wrapped_[i] == 0 || !lines.kept(i)) continue;
      std::size_t next = i + 1;  // one that only held the rest of a broken word is gone
      bool goes_on = true;
      while (next < lines.size() && !lines.kept(next)) goes_on = wrapped_[next++] != 0;
      if (goes_on && next < lines.size()) sink.end_line(i, " ", reason::wrap);
    }
  }

  void cut_controls(LineTable& lines, std::size_t i, Sink& sink) {
    mend(lines, i, reason::line_break, sink, repairs::find_line_breaks);
    mend(lines, i, reason::invisible, sink, [i](std::string_view s, repairs::Repairs& out) {
      repairs::find_invisible(s, i == 0, out);
    });
  }

  void mend_spaces(LineTable& lines, std::size_t i, Sink& sink) {
    const std::string_view whole = lines.text[i];
    std::size_t end = whole.size();
    while (end > 0 && (whole[end - 1] == ' ' || whole[end - 1] == '\t')) --end;
    if (end == 0) return;
    if (end < whole.size()) sink.rewrite(i, {end, whole.size()}, {}, reason::spaces);
    if (spaces_ != "collapse") return;
    mend(lines, i, reason::spaces, sink, [](std::string_view s, repairs::Repairs& out) {
      std::size_t at = 0;
      while (at < s.size() && (s[at] == ' ' || s[at] == '\t')) ++at;
      while (at < s.size()) {
        std::size_t stop = at;
        while (stop < s.size() && (s[stop] == ' ' || s[stop] == '\t')) ++stop;
        if (stop > at + 1) out.push_back({{at, stop}, " "});
        at = std::max(at + 1, stop);
      }
    });
  }

  void mend_ending(const Document& document, std::size_t i, Sink& sink) const {
    const Span line = document.lines.span[i];
    const std::string_view now = document.bytes.substr(line.end, document.lines.next[i] - line.end);
    const std::string_view wanted = endings_ == "lf" ? "\n" : "\r\n";
    if (now.empty() || now == wanted || now.size() > 2) return;
    sink.end_line(i, wanted, reason::line_ending);
  }

  /// Rewrites only what differs between the line and `buffer_`.
  void rewrite_difference(const LineTable& lines, std::size_t i, Sink& sink) const {
    const std::string_view now = lines.text[i];
    const auto tail_byte = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; };
    std::size_t front = 0;
    while (front < now.size() && front < buffer_.size() && now[front] == buffer_[front]) ++front;
    while (front > 0 && ((front < now.size() && tail_byte(now[front])) ||
                         (front < buffer_.size() && tail_byte(buffer_[front])))) {
      --front;
    }
    std::size_t back = 0;
    while (back < now.size() - front && back < buffer_.size() - front &&
           now[now.size() - 1 - back] == buffer_[buffer_.size() - 1 - back]) {
      ++back;
    }
    while (back > 0 && tail_byte(now[now.size() - back])) --back;
    const std::string replacement = buffer_.substr(front, buffer_.size() - back - front);
    sink.rewrite(i, {front, now.size() - back}, replacement, reason::nfc);
  }

  bool nfc_ = true;
  bool controls_ = true;
  std::string spaces_ = "trim";
  std::string endings_ = "keep";
  bool mojibake_ = false, entities_ = false, markup_ = false, ligatures_ = false;
  bool soft_hyphens_ = false, full_width_ = false, hyphenation_ = false, unwrap_ = false;
  bool fenced_ = false;  // the line is inside a block of code
  std::vector<std::uint8_t> wrapped_;
  Resources resources_;
  std::string repair_ = "none";
  std::string buffer_;
  repairs::Repairs repairs_;
  repairs::TranslationWords words_;
  repairs::Hyphenation words_of_page_;
  std::unique_ptr<repairs::Mojibake> decoder_;
};

}  // namespace

std::unique_ptr<Filter> make_normalize() { return std::make_unique<Normalize>(); }

}  // namespace dechaff
