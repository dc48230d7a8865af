#include <algorithm>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "core/document_name.h"
#include "core/error.h"
#include "core/filter.h"
#include "page/analysis.h"
#include "repeats/clauses.h"
#include "repeats/drop_list.h"
#include "repeats/fold.h"
#include "repeats/ledger.h"
#include "repeats/near_index.h"
#include "repeats/seen_fingerprints.h"
#include "repeats/units.h"
#include "text/hash.h"
#include "text/sentences.h"

namespace dechaff {
namespace {

using repeats::Unit;
using repeats::UnitKind;

constexpr Reason repeated_line{"dedup.line", "repeats an earlier line"};
constexpr Reason repeated_clause{"dedup.part", "repeats an earlier clause"};
constexpr Reason repeated_sentence{"dedup.sentence", "repeats an earlier sentence"};
constexpr Reason repeated_paragraph{"dedup.paragraph", "repeats an earlier paragraph"};
constexpr Reason repeated_document{"dedup.document", "repeats an earlier document"};
constexpr Reason repeated_span{"dedup.span",
                               "is part of some sentences that stood before in a row"};
constexpr Reason repeated_later{"dedup.first", "is said again; no copy is to be kept"};
constexpr Reason listed{"dedup.listed", "stands in the list of --drop"};
constexpr Reason fingerprint{"dedup.key", "the fingerprint of a unit; nothing changes"};
constexpr Reason similar_clause{"dedup.clause",
                                "says in almost the same words what its sentence said before"};
constexpr Reason doubled_word{"dedup.word", "a word that stands twice"};

/// Drops what was said before, in the document or in all that was read.
class Dedup final : public Filter {
 public:
  void declare(Params& params) override {
    params.text("unit", unit_, "what is compared",
                {"clause", "sentence", "line", "paragraph", "document"});
    params.text("scope", scope_, "where a first one counts: this document, or all that was read",
                {"document", "input"});
    params.text(
        "match", match_,
        "exact bytes; folded: case, width, punctuation and spaces aside; near: alike by their "
        "runs of characters (clause to line) or of five words (paragraph, document)",
        {"exact", "folded", "near"});
    params.text("keep", keep_, "which copy stays; none and longest need the scope document",
                {"first", "none", "longest"});
    params.flag("any-digit", any_digit_, "folded, near: any digit is like any other");
    params.integer("min-words", min_words_, 1, 1000, "shorter units are never repeats");
    params.integer("spans", spans_, 1, 20,
                   "only rows of so many sentences are repeats (C4, datatrove: 3)");
    params.flag(
        "within", within_,
        "also cut words that stand twice, and clauses that say the same again, from a sentence");
    params.text(
        "store", store_path_,
        "a file that keeps fingerprints between runs; for the scope input, exact or folded");
    params.size(
        "memory", memory_, 0, 1e15,
        "for the scope input, exact or folded: fingerprints take no more, the rest waits on "
        "disk ($TMPDIR); same output; 0: no limit");
    params.text("emit", emit_,
                "keys: a TSV row a unit in the place of the text: document, unit, begin, end, "
                "fingerprint, for an engine that finds repeats elsewhere",
                {"text", "keys"});
    params.text("drop", drop_path_,
                "a file of such rows: drops these units and no others; unit, match and min-words "
                "must be those of the keys");
    params.flag("report", report_,
                "report repeats, near ones inside a sentence too; change nothing");
    params.number(
        "threshold", threshold_, 0, 1,
        "near: the Jaccard similarity from which two are the same; 0: .8 for paragraphs and "
        "documents (16 bands of 6 rows: a pair of .6 is looked at with a probability of .53, of .7 "
        ".87, .8 .99, .9 1), else .7 (25 of 5: .5 .55, .6 .87, .7 .99, .8 1); what is looked at is "
        "verified");
  }

  std::vector<Reason> reasons() const override {
    return {repeated_line,     repeated_clause, repeated_sentence, repeated_paragraph,
            repeated_document, repeated_span,   repeated_later,    similar_clause,
            doubled_word,      listed,          fingerprint};
  }

  Order order() const override {
    if (!drop_path_.empty()) return Order::input;  // one instance holds the list
    return scope_ == "input" && emit_ == "text" && resources_.ledger == nullptr ? Order::input
                                                                                : Order::document;
  }

  void prepare(const Resources& resources) override {
    resources_ = resources;
    if (scope_ == "input" && keep_ != "first") {
      throw Error({}, "dedup: --keep " + keep_ + " needs --scope document", {},
                  "over all that is read only the first copy can be kept");
    }
    if (spans_ > 1 && (unit_ != "sentence" || match_ == "near"))
      throw Error({}, "dedup: --spans is for --unit sentence, exact or folded");
    rules_.kind = unit_ == "clause"      ? UnitKind::clause
                  : unit_ == "line"      ? UnitKind::line
                  : unit_ == "paragraph" ? UnitKind::paragraph
                  : unit_ == "document"  ? UnitKind::document
                                         : UnitKind::sentence;
    rules_.min_words = spans_ > 1 ? 1 : static_cast<std::size_t>(min_words_);
    rules_.ended_only = spans_ == 1;
    long_units_ = rules_.kind == UnitKind::paragraph || rules_.kind == UnitKind::document;
    if (!store_path_.empty() && (scope_ != "input" || match_ == "near")) {
      throw Error({}, "dedup: --store needs --scope input and --match exact or folded");
    }
    if (memory_ > 0 && (scope_ != "input" || match_ == "near")) {
      throw Error(
          {}, "dedup: --memory needs --scope input and --match exact or folded", {},
          match_ == "near" ? "near repeats keep all shingles in memory; cut the input" : "");
    }
    read_.emplace(static_cast<std::size_t>(memory_));
    if ((emit_ == "keys" || !drop_path_.empty()) &&
        (match_ == "near" || spans_ > 1 || keep_ != "first" || scope_ == "input" || report_ ||
         within_)) {
      throw Error({},
                  "dedup: --emit keys and --drop need the defaults of --scope, --spans, --keep "
                  "and --within, and --match exact or folded");
    }
    if (match_ == "near") near_.emplace(threshold_ > 0 ? threshold_ : long_units_ ? 0.8 : 0.7);
  }

  bool may_put_off() const override { return memory_ > 0; }
  bool puts_off() const override { return learning_; }

  void settle() override {
    read_->settle();
    learning_ = false;
  }

  void commit() override { read_->commit(); }

  void process(Document& document, Sink& sink) override {
    if (!store_path_.empty() && !store_open_) {
      read_->open_store(store_path_, kind());
      store_open_ = true;
    }
    document.lines.measure();
    const bool in_lines = rules_.kind == UnitKind::sentence || rules_.kind == UnitKind::clause;
    rules_.abbreviations =
        in_lines || report_ || within_ ? page::abbreviations_of(document, resources_) : nullptr;
    cut_.collect(document.lines, rules_);
    if (emit_ == "keys") return emit_keys(document, sink);
    if (!drop_path_.empty() && !drop_) drop_.emplace(drop_path_);
    learning_ = scope_ == "input" && !near_ && !read_->answers(cut_.units.size());
    find_copies();
    if (learning_) return;
    if (drop_) {
      choose_listed(document);
    } else {
      choose();
    }
    act(document, sink);
    if (report_) report_inside(document, sink);
    if (within_) cut_inside(document, sink);
  }

 private:
  struct Copy {
    std::size_t first;         // the unit it repeats; itself when it is new
    std::uint32_t copies = 1;  // kept by the first one
    bool earlier = false;      // an earlier document has it
    bool goes = false;
    float similarity = 1;
  };

  /// What a store's keys are of.
  std::string kind() const {
    return unit_ + ' ' + match_ + (any_digit_ ? " any-digit" : "") +
           (spans_ > 1 ? " spans " + std::to_string(spans_) : "");
  }

  bool read_before(const text::Hash128& key) {
    if (resources_.ledger != nullptr) return resources_.ledger->ask(key);
    if (!learning_) return !read_->ask(key);
    read_->learn({&key, 1});
    return false;
  }

  void find_copies() {
    const std::size_t n = cut_.units.size();
    copies_.assign(n, {});
    seen_.clear();
    if (near_ && scope_ == "document") near_->clear();
    const std::size_t base = near_ ? near_->size() : 0;
    keys_.resize(n);
    for (std::size_t u = 0; u < n; ++u) {
      copies_[u].first = u;
      if (near_) {
        find_near(u, base);
      } else {
        keys_[u] = key_of(cut_.said[u]);
        if (spans_ == 1) find_equal(u, keys_[u]);
      }
    }
    if (spans_ > 1) find_spans();
  }

  text::Hash128 key_of(std::string_view said) {
    if (match_ == "exact") return text::hash128(said);
    repeats::fold(said, any_digit_, folded_);
    return folded_.empty() ? text::Hash128{} : text::hash128(folded_);
  }

  void repeat(std::size_t u, std::size_t first, float similarity) {
    Copy& copy = copies_[u];
    copy.first = copies_[first].first;
    copy.earlier = copies_[copy.first].earlier;
    copy.similarity = similarity;
    ++copies_[copy.first].copies;
  }

  void find_equal(std::size_t u, const text::Hash128& key) {
    if (key == text::Hash128{}) return;  // nothing but punctuation
    const std::size_t first = seen_.try_emplace(key, u).first->second;
    if (first != u) {
      repeat(u, first, 1);
    } else if (scope_ == "input") {
      copies_[u].earlier = read_before(key);
    }
  }

  void find_near(std::size_t u, std::size_t base) {
    shingles_.clear();
    if (long_units_) {
      repeats::word_shingles(cut_.said[u], 5, shingles_);
    } else {
      repeats::fold(cut_.said[u], any_digit_, folded_);
      repeats::character_shingles(folded_, 4, shingles_);
    }
    const auto match = near_->add(shingles_);
    if (!match) return;
    if (match->id >= base) {
      repeat(u, match->id - base, static_cast<float>(match->similarity));
    } else {
      copies_[u].earlier = true;
      copies_[u].similarity = static_cast<float>(match->similarity);
    }
  }

  /// Rows of sentences that stood before, not over one another.
  void find_spans() {
    const auto rows = static_cast<std::size_t>(spans_);
    std::vector<std::uint8_t> again(cut_.units.size(), 0);
    for (std::size_t u = 0; u + rows <= cut_.units.size(); ++u) {
      std::size_t words = 0;
      for (std::size_t k = 0; k < rows; ++k) words += cut_.units[u + k].words;
      if (words < static_cast<std::size_t>(min_words_)) continue;
      const std::string_view row(reinterpret_cast<const char*>(&keys_[u]), rows * sizeof keys_[u]);
      const text::Hash128 key = text::hash128(row);
      const std::size_t first = seen_.try_emplace(key, u).first->second;
      const bool before = first + rows <= u;
      const bool earlier = first == u && scope_ == "input" && read_before(key);
      if (!before && !earlier) continue;
      for (std::size_t k = 0; k < rows; ++k) {
        if (std::exchange(again[u + k], 1) != 0) continue;
        copies_[u + k].first = before ? first + k : u + k;
        copies_[u + k].earlier = earlier;
      }
    }
  }

  /// A flag a unit, with its number and fingerprint as the rule.
  void emit_keys(Document& document, Sink& sink) {
    for (std::size_t u = 0; u < cut_.units.size(); ++u) {
      const text::Hash128 key = key_of(cut_.said[u]);
      if (key == text::Hash128{}) continue;
      sink.flag(cut_.units[u].line, original(document, u), fingerprint,
                std::to_string(u) + ' ' + repeats::hex(key));
    }
  }

  /// The units of the list; refrains stay, as they do otherwise.
  void choose_listed(const Document& document) {
    const std::string name = document_name(document);
    std::vector<std::uint8_t> found(copies_.size());
    for (std::size_t u = 0; u < copies_.size(); ++u) {
      found[u] = drop_->has(name, u, repeats::hex(keys_[u])) ? 1 : 0;
      copies_[u].earlier = found[copies_[u].first] != 0;
    }
    for (std::size_t u = 0; u < copies_.size(); ++u) copies_[u].goes = found[u] != 0 && !refrain(u);
  }

  /// Which copies go.
  void choose() {
    for (std::size_t u = 0; u < copies_.size(); ++u) {
      Copy& copy = copies_[u];
      copy.goes = (copy.first != u || copy.earlier) && !refrain(u);
    }
    if (keep_ == "none") {
      for (std::size_t u = 0; u < copies_.size(); ++u) {
        if (copies_[u].goes) copies_[copies_[u].first].goes = true;
      }
    } else if (keep_ == "longest") {
      std::unordered_map<std::size_t, std::size_t> best;  // of a first one: the longest copy
      for (std::size_t u = 0; u < copies_.size(); ++u) {
        std::size_t& longest = best.try_emplace(copies_[u].first, u).first->second;
        if (cut_.said[u].size() > cut_.said[longest].size()) longest = u;
      }
      for (std::size_t u = 0; u < copies_.size(); ++u) {
        if (!copies_[u].goes || best[copies_[u].first] != u) continue;
        copies_[u].goes = false;
        copies_[copies_[u].first].goes = true;
      }
    }
  }

  /// A sentence of fewer than 16 words said three times or more is a refrain: speeches, songs.
  bool refrain(std::size_t u) const {
    return rules_.kind == UnitKind::sentence && spans_ == 1 && !copies_[u].earlier && !report_ &&
           cut_.units[u].words < 16 && copies_[copies_[u].first].copies >= 3;
  }

  void act(Document& document, Sink& sink) {
    cuts_.clear();
    for (std::size_t u = 0; u < copies_.size(); ++u) {
      const Copy& copy = copies_[u];
      if (!copy.goes) continue;
      const Unit& unit = cut_.units[u];
      const Reason& reason = reason_of(u);
      if (report_) {
        // What stands in an earlier document has no place in this one.
        const Span of = copy.earlier || copy.first == u ? Span{} : original(document, copy.first);
        sink.flag(unit.line, original(document, u), reason, {}, copy.similarity, of);
      } else if (unit.whole) {
        for (std::size_t i = unit.line; i < unit.end; ++i)
          sink.drop(i, reason, {}, copy.similarity);
      } else {
        cuts_.push_back(u);  // from the last of a line to the first, so that offsets stay true
      }
    }
    for (auto u = cuts_.rbegin(); u != cuts_.rend(); ++u) {
      const Unit& unit = cut_.units[*u];
      sink.rewrite(unit.line, unit.span, {}, reason_of(*u), {}, copies_[*u].similarity);
    }
  }

  const Reason& reason_of(std::size_t u) const {
    if (drop_) return listed;
    if (spans_ > 1) return repeated_span;
    if (copies_[u].first == u && !copies_[u].earlier) return repeated_later;
    switch (rules_.kind) {
      case UnitKind::document:
        return repeated_document;
      case UnitKind::paragraph:
        return repeated_paragraph;
      default:
        return cut_.units[u].whole               ? repeated_line
               : rules_.kind == UnitKind::clause ? repeated_clause
                                                 : repeated_sentence;
    }
  }

  /// Bytes of the original document, for a line that was not rewritten exactly the unit's.
  Span original(const Document& document, std::size_t u) const {
    const Unit& unit = cut_.units[u];
    const Span line = document.lines.span[unit.line];
    if (unit.whole) return {line.begin, document.lines.span[unit.end - 1].end};
    if (document.lines.verdict[unit.line] == Verdict::rewrite) return line;
    return {line.begin + unit.span.begin, line.begin + unit.span.end};
  }

  /// Calls `take(offset in the line, repeat, reason)` for what a line says twice inside a sentence.
  template <class Take>
  void inside(std::string_view line, Take take) {
    constexpr double alike = 0.7;
    constexpr std::size_t least_words = 6;
    sentences_.clear();
    text::split_sentences(line, rules_.abbreviations, sentences_);
    for (const Span sentence : sentences_) {
      for (const repeats::Repeat& r :
           repeats::similar_clauses(text::slice(line, sentence), alike, least_words)) {
        take(sentence.begin, r, similar_clause);
      }
    }
    for (const repeats::Repeat& r : repeats::doubled_words(line)) take(0, r, doubled_word);
  }

  void report_inside(Document& document, Sink& sink) {
    const LineTable& lines = document.lines;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (!lines.kept(i) || lines.verdict[i] == Verdict::rewrite) continue;
      const std::size_t begin = lines.span[i].begin;
      inside(lines.text[i], [&](std::size_t from, const repeats::Repeat& r, const Reason& reason) {
        sink.flag(i, {begin + from + r.again.begin, begin + from + r.again.end}, reason, {},
                  r.similarity, {begin + from + r.first.begin, begin + from + r.first.end});
      });
    }
  }

  /// Cuts the second of two clauses with the mark between them, and the second of two words where
  /// the language's pack names those that may stand twice.
  void cut_inside(Document& document, Sink& sink) {
    struct Cut {
      Span span;
      const Reason* reason;
      float similarity;
    };
    LineTable& lines = document.lines;
    const rules::LanguageInfo* info =
        resources_.packs == nullptr
            ? nullptr
            : resources_.packs->language(page::language_of(document, resources_).code);
    std::unordered_set<std::string_view> legal;
    if (info != nullptr) legal.insert(info->doubles.begin(), info->doubles.end());
    std::vector<Cut> cuts;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (!lines.kept(i)) continue;
      cuts.clear();
      const std::string_view line = lines.text[i];
      inside(line, [&](std::size_t from, const repeats::Repeat& r, const Reason& reason) {
        if (reason.code == doubled_word.code) {
          std::string word(text::slice(line, r.again));
          std::transform(word.begin(), word.end(), word.begin(), [](char c) {
            return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
          });
          if (legal.empty() || legal.count(word) > 0 || word != text::slice(line, r.again)) return;
          cuts.push_back({{r.first.end, r.again.end}, &doubled_word, r.similarity});
        } else {
          cuts.push_back({without_mark(line, {from + r.again.begin, from + r.again.end}),
                          &similar_clause, r.similarity});
        }
      });
      std::sort(cuts.begin(), cuts.end(),
                [](const Cut& a, const Cut& b) { return a.span.begin > b.span.begin; });
      std::size_t end = SIZE_MAX;
      for (const Cut& cut : cuts) {
        if (cut.span.end > end) continue;
        end = cut.span.begin;
        sink.rewrite(i, cut.span, {}, *cut.reason, {}, cut.similarity);
      }
    }
  }

  /// The clause with the mark before it; the mark at its end stays, so that the sentence ends well.
  static Span without_mark(std::string_view line, Span clause) {
    std::string_view before = line.substr(0, clause.begin);
    std::string_view said = text::slice(line, clause);
    const auto space = [](char c) { return c == ' ' || c == '\t'; };
    while (!said.empty() && space(said.back())) said.remove_suffix(1);
    while (!before.empty() && space(before.back())) before.remove_suffix(1);
    const auto mark_at_end = [](std::string_view s) -> std::size_t {
      for (const std::string_view mark :
           {",", ";", ":", ".", "!", "?", "，", "；", "：", "。", "！", "？", "、"}) {
        if (s.ends_with(mark)) return mark.size();
      }
      return 0;
    };
    const std::size_t own = mark_at_end(said);
    const std::size_t other = mark_at_end(before);
    if (own == 0 || other == 0) return clause;
    return {before.size() - other, clause.begin + said.size() - own};
  }

  struct Low {
    std::size_t operator()(const text::Hash128& key) const { return key.low; }
  };

  std::string unit_ = "sentence", scope_ = "document", match_ = "exact", keep_ = "first";
  bool any_digit_ = false, within_ = false, report_ = false, long_units_ = false;
  std::int64_t min_words_ = 12, spans_ = 1;
  double threshold_ = 0;
  Resources resources_;
  repeats::UnitRules rules_;
  repeats::Units cut_;
  std::vector<Copy> copies_;
  std::vector<std::size_t> cuts_;
  std::vector<Span> sentences_;
  std::vector<text::Hash128> keys_;
  std::vector<std::uint64_t> shingles_;
  std::string folded_;
  std::optional<repeats::NearIndex> near_;
  std::string store_path_;
  std::string emit_ = "text", drop_path_;
  std::optional<repeats::DropList> drop_;
  bool store_open_ = false;  // by the instance that reads in order
  bool learning_ = false;
  std::int64_t memory_ = 0;
  std::optional<repeats::SeenFingerprints> read_;  // of all documents so far, for the scope input
  std::unordered_map<text::Hash128, std::size_t, Low> seen_;  // only probed, never walked
};

}  // namespace

std::unique_ptr<Filter> make_dedup() { return std::make_unique<Dedup>(); }

}  // namespace dechaff
