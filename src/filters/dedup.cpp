#include <unordered_map>

#include "core/filter.h"
#include "page/analysis.h"
#include "page/zones.h"
#include "repeats/clauses.h"
#include "repeats/fingerprints.h"
#include "repeats/fold.h"
#include "text/hash.h"
#include "text/sentences.h"
#include "text/words.h"

namespace dechaff {
namespace {

constexpr Reason repeated_line{"dedup.line", "repeats an earlier line"};
constexpr Reason repeated_sentence{"dedup.sentence", "repeats an earlier sentence"};
constexpr Reason repeated_paragraph{"dedup.paragraph", "repeats an earlier paragraph"};
constexpr Reason repeated_document{"dedup.document", "repeats an earlier document"};
constexpr Reason similar_clause{"dedup.clause",
                                "says in almost the same words what its sentence said before"};
constexpr Reason doubled_word{"dedup.word", "a word that stands twice"};

/// Drops what was said before, in the document or in all that was read; the first one stays.
class Dedup final : public Filter {
 public:
  void declare(Params& params) override {
    params.text("unit", unit_, "what is compared", {"sentence", "line", "paragraph", "document"});
    params.text("scope", scope_, "where a first one counts: this document, or all that was read",
                {"document", "input"});
    params.text("match", match_,
                "exact bytes, or folded: case, width, punctuation and spaces aside",
                {"exact", "folded"});
    params.flag("any-digit", any_digit_, "folded: any digit is like any other");
    params.integer("min-words", min_words_, 1, 1000, "shorter units are never repeats");
    params.flag("report", report_,
                "report repeats, near ones inside a sentence too; change nothing");
    params.number("threshold", threshold_, 0, 1, "share of 4-grams in common of a near repeat");
  }

  std::vector<Reason> reasons() const override {
    return {repeated_line,     repeated_sentence, repeated_paragraph,
            repeated_document, similar_clause,    doubled_word};
  }

  Order order() const override { return scope_ == "input" ? Order::input : Order::document; }

  void prepare(const Resources& resources) override { resources_ = resources; }

  void process(Document& document, Sink& sink) override {
    LineTable& lines = document.lines;
    lines.measure();
    abbreviations_ =
        unit_ == "sentence" || report_ ? page::abbreviations_of(document, resources_) : nullptr;
    collect(document);
    for (std::size_t u = 0; u < units_.size(); ++u) {
      const Unit& unit = units_[u];
      if ((unit.first == u && !unit.earlier) || (refrain(unit) && !report_)) continue;
      const Reason& reason = reason_of(unit);
      if (report_) {
        // What stands in an earlier document has no place in this one.
        const Span of = unit.earlier ? Span{} : original(document, units_[unit.first]);
        sink.flag(unit.line, original(document, unit), reason, {}, 1, of);
      } else if (unit.whole) {
        for (std::size_t i = unit.line; i < unit.end; ++i) sink.drop(i, reason);
      } else {
        // From the last sentence of a line to the first, so that offsets stay true.
        cuts_.push_back(u);
      }
    }
    for (; !cuts_.empty(); cuts_.pop_back()) {
      const Unit& unit = units_[cuts_.back()];
      sink.rewrite(unit.line, unit.span, {}, repeated_sentence);
    }
    if (report_) report_near(document, sink);
  }

 private:
  struct Unit {
    std::size_t line, end;        // lines of the document, one past the last
    Span span;                    // bytes of the line's text; of a whole unit, all of it
    std::size_t first;            // the unit it repeats; itself when it is new
    std::uint32_t words, copies;  // copies is kept by the first one
    bool whole;                   // whole lines
    bool earlier = false;         // an earlier document has it
  };

  void collect(const Document& document) {
    const LineTable& lines = document.lines;
    units_.clear();
    cuts_.clear();
    seen_.clear();
    if (unit_ == "paragraph" || unit_ == "document") {
      collect_blocks(lines);
      return;
    }
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (!lines.kept(i) || lines.words[i] < min_words_) continue;
      const std::string_view text = lines.text[i];
      sentences_.clear();
      if (unit_ == "sentence") {
        text::split_sentences(text, abbreviations_, sentences_);
      } else {
        sentences_.push_back({0, text.size()});
      }
      const bool whole = sentences_.size() == 1;
      for (const Span span : sentences_) {
        const std::string_view said = trim(text::slice(text, span));
        const std::size_t words = whole ? lines.words[i] : text::count_words(said);
        if (words < static_cast<std::size_t>(min_words_)) continue;
        if (unit_ == "sentence" && !page::ends_sentence(said)) continue;
        add({i, i + 1, span, 0, static_cast<std::uint32_t>(words), 1, whole}, said);
      }
    }
  }

  /// Paragraphs, lines between blank ones, or the document as one.
  void collect_blocks(const LineTable& lines) {
    std::size_t begin = 0, words = 0;
    block_.clear();
    const auto close = [&](std::size_t end) {
      if (!block_.empty() && words >= static_cast<std::size_t>(min_words_)) {
        add({begin, end, {}, 0, static_cast<std::uint32_t>(words), 1, true}, block_);
      }
      block_.clear();
      words = 0;
    };
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const std::string_view said = trim(lines.text[i]);
      if (said.empty() && unit_ == "paragraph") close(i);
      if (!lines.kept(i) || said.empty()) continue;
      if (block_.empty()) begin = i;
      block_ += said;
      block_ += '\n';
      words += lines.words[i];
    }
    close(lines.size());
  }

  void add(Unit unit, std::string_view said) {
    if (match_ == "folded") {
      repeats::fold(said, any_digit_, folded_);
      if (folded_.empty()) return;
      said = folded_;
    }
    const text::Hash128 key = text::hash128(said);
    const std::size_t self = units_.size();
    unit.first = seen_.try_emplace(key, self).first->second;
    if (unit.first != self) {
      ++units_[unit.first].copies;
      unit.earlier = units_[unit.first].earlier;
    } else if (scope_ == "input") {
      unit.earlier = !read_.insert(key);
    }
    units_.push_back(unit);
  }

  const Reason& reason_of(const Unit& unit) const {
    if (unit_ == "document") return repeated_document;
    if (unit_ == "paragraph") return repeated_paragraph;
    return unit.whole ? repeated_line : repeated_sentence;
  }

  /// A sentence of fewer than 16 words said three times or more is a refrain: speeches, songs.
  bool refrain(const Unit& unit) const {
    return unit_ == "sentence" && !unit.earlier && unit.words < 16 &&
           units_[unit.first].copies >= 3;
  }

  /// Bytes of the original document, for a line that was not rewritten exactly the unit's.
  static Span original(const Document& document, const Unit& unit) {
    const Span line = document.lines.span[unit.line];
    if (unit.whole) return {line.begin, document.lines.span[unit.end - 1].end};
    if (document.lines.verdict[unit.line] == Verdict::rewrite) return line;
    return {line.begin + unit.span.begin, line.begin + unit.span.end};
  }

  void report_near(Document& document, Sink& sink) {
    const LineTable& lines = document.lines;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (!lines.kept(i) || lines.verdict[i] == Verdict::rewrite) continue;
      const std::size_t begin = lines.span[i].begin;
      const auto tell = [&](std::size_t from, const repeats::Repeat& r, const Reason& reason) {
        sink.flag(i, {begin + from + r.again.begin, begin + from + r.again.end}, reason, {},
                  r.similarity, {begin + from + r.first.begin, begin + from + r.first.end});
      };
      sentences_.clear();
      text::split_sentences(lines.text[i], abbreviations_, sentences_);
      for (const Span sentence : sentences_) {
        for (const repeats::Repeat& r :
             repeats::similar_clauses(text::slice(lines.text[i], sentence), threshold_, 6)) {
          tell(sentence.begin, r, similar_clause);
        }
      }
      for (const repeats::Repeat& r : repeats::doubled_words(lines.text[i]))
        tell(0, r, doubled_word);
    }
  }

  Resources resources_;
  const text::Abbreviations* abbreviations_ = nullptr;  // of the document at hand
  std::string unit_ = "sentence", scope_ = "document", match_ = "exact";
  bool any_digit_ = false;
  std::int64_t min_words_ = 12;
  bool report_ = false;
  double threshold_ = 0.7;
  struct Low {
    std::size_t operator()(const text::Hash128& key) const { return key.low; }
  };
  std::vector<Unit> units_;
  std::vector<std::size_t> cuts_;
  std::vector<Span> sentences_;
  std::string block_, folded_;
  repeats::FingerprintSet read_;  // of all documents so far, for the scope input
  std::unordered_map<text::Hash128, std::size_t, Low> seen_;  // only probed, never walked
};

}  // namespace

std::unique_ptr<Filter> make_dedup() { return std::make_unique<Dedup>(); }

}  // namespace dechaff
