#include <algorithm>
#include <optional>
#include <unordered_set>

#include "core/document_name.h"
#include "core/error.h"
#include "core/ordered_filter.h"
#include "dedup/copies.h"
#include "dedup/cuts.h"
#include "dedup/dedup_settings.h"
#include "dedup/drop_list.h"
#include "dedup/inside.h"
#include "dedup/keep.h"
#include "dedup/loops.h"
#include "dedup/passages.h"
#include "dedup/reading.h"
#include "dedup/repeat_scan.h"
#include "dedup/shown_twice.h"
#include "dedup/spare.h"
#include "dedup/tokens.h"
#include "filters/reasons.h"
#include "page/analysis.h"

namespace dechaff {
namespace {

using dedup::Again;
using dedup::Copy;
using dedup::Reading;
using dedup::Spare;
using dedup::Stretch;
using dedup::Unit;
using dedup::UnitKind;

namespace reason = reasons::dedup;

/// Drops what was said before, in the document or in all that was read.
class Dedup final : public OrderedFilter {
 public:
  void declare(Params& params) override { set_.declare(params); }

  bool in_order() const override {
    if (set_.only_blocks) return false;
    if (!set_.drop.empty()) return true;  // one instance holds the list
    return set_.across() && set_.emit == "text" && resources_.ledger == nullptr;
  }

  void prepare(const Resources& resources) override {
    resources_ = resources;
    set_.check();
    rules_ = set_.units();
    if (set_.only_blocks) return;
    if (set_.gathers() && resources.ledger != nullptr) {
      throw Error({},
                  "dedup: over the input an engine can keep the first copy alone, and count "
                  "nothing");
    }
    reader_.emplace(set_.copies());
    copies_.emplace(set_.copies(), reader_->bands(), resources.ledger);
  }

  bool may_put_off() const override {
    return !set_.only_blocks && (set_.memory > 0 || set_.gathers());
  }
  bool puts_off() const override { return copies_ && copies_->learning(); }
  void settle() override {
    if (copies_) copies_->settle();
  }
  void commit() override {
    if (copies_) copies_->commit();
  }

  void study(Document& document) override {
    document.lines.measure();
    const bool in_lines = rules_.kind == UnitKind::sentence || rules_.kind == UnitKind::clause;
    auto& units = document.workspace.get<Reading>();
    units.rules = rules_;
    units.abbreviations.reset();
    if (in_lines || set_.report_only || set_.within)
      units.abbreviations = page::abbreviations_of(document, resources_);
    if (units.abbreviations) units.rules.abbreviations = &*units.abbreviations;
    reader_->read(document.lines, units);
    units.ready = true;
  }

  void process(Document& document, Sink& sink) override {
    if (!set_.store.empty() && !store_open_) {
      copies_->open_store(set_.store, set_.kind());
      store_open_ = true;
    }
    taken_.clear();
    const dedup::RepeatScan::Found seen = cut_stretches(document, sink);
    if (set_.only_blocks) return;
    if (skips_without_traces() && !seen.again && !seen.loop) return;
    units_ = &document.workspace.get<Reading>();
    if (!units_->ready) study(document);
    units_->ready = false;  // another stage cuts its own
    if (set_.emit == "keys") return emit_keys(document, sink);
    if (!set_.drop.empty() && !drop_) drop_.emplace(set_.drop);
    if (!copies_->find(*units_)) return;
    if (set_.count) return report_counts(document, sink);
    choose(document);
    set_.report_only ? report(document, sink) : drop(document, sink);
    if (set_.within) set_.report_only ? report_inside(document, sink) : cut_inside(document, sink);
  }

 private:
  /// Long passages and copies that touch leave their traces in the scan.
  bool skips_without_traces() const {
    return set_.as_readers() && set_.passage_words() >= 100 && !set_.within;
  }

  /// Loops, then what a page shows twice.
  dedup::RepeatScan::Found cut_stretches(Document& document, Sink& sink) {
    LineTable& lines = document.lines;
    dedup::RepeatScan::Found seen;
    if (!set_.finds_loops() && !set_.finds_blocks() && !skips_without_traces()) return seen;
    seen = scan_.scan(lines);
    if (seen.loop || seen.again) lines.measure();
    bool read = false;
    if (set_.finds_loops() && seen.loop) {
      tokens_.read(lines);
      found_.clear();
      loops_.find(tokens_, lines, found_);
      read = !act_on_found(document, reason::loop, sink);
    }
    if (set_.finds_blocks() && seen.again) {
      if (!read) {
        lines.measure();
        tokens_.read(lines);
      }
      found_.clear();
      twice_.find(tokens_, lines, std::max<std::size_t>(set_.passage_words(), 400), found_);
      std::erase_if(found_, [&](const Again& again) { return is_taken(again.what); });
      act_on_found(document, reason::block, sink);
    }
    return seen;
  }

  /// Cuts or reports what was found; whether lines changed.
  bool act_on_found(Document& document, const Reason& why, Sink& sink) {
    cuts_.clear();
    if (found_.empty()) return false;
    const std::vector<bool> code = dedup::fenced_lines(document.lines);
    for (Again& again : found_) {
      if (code[again.what.line]) again.spare = Spare::code;
      const bool kept = again.spare != Spare::no && set_.spares[std::size_t(again.spare)];
      const ByRepeat of{original(document.lines, again.first)};
      if (set_.report_only)
        sink.flag(again.what.line, original(document.lines, again.what),
                  kept ? kept_reason(again.spare) : why, of);
      if (kept) continue;
      if (set_.report_only) {
        taken_.push_back(again.what);
      } else {
        cuts_.add(document.lines, again.what, why, of, 1);
      }
    }
    if (cuts_.empty()) return false;
    cuts_.apply(sink);
    return true;
  }

  bool is_taken(const Stretch& what) const {
    return std::any_of(taken_.begin(), taken_.end(), [&](const Stretch& taken) {
      if (what.line >= taken.end || what.end <= taken.line) return false;
      if (what.line + 1 == taken.end && what.span.begin >= taken.span.end) return false;
      return what.end != taken.line + 1 || what.span.end > taken.span.begin;
    });
  }

  static const Reason& kept_reason(Spare spare) {
    return reason::kept[static_cast<std::size_t>(spare) - 1];
  }

  Stretch stretch(const Unit& unit) const {
    if (unit.whole) return {unit.line, unit.end, {0, SIZE_MAX}};
    return {unit.line, unit.end, unit.span};
  }

  /// A flag a unit, with its number and fingerprint.
  void emit_keys(Document& document, Sink& sink) {
    for (std::size_t u = 0; u < units_->cut.units.size(); ++u) {
      const text::Hash128 key = units_->keys[u];
      if (key == text::Hash128{}) continue;
      sink.flag(units_->cut.units[u].line, original(document, u), reason::key, ByKey{u, key});
    }
  }

  void choose(const Document& document) {
    const bool refrains = rules_.kind == UnitKind::sentence && set_.spans == 1 &&
                          !set_.report_only && !set_.containment;
    if (set_.passage_words() > 1) {
      dedup::only_in_passages(
          document.lines, units_->rules, set_.passage_words(),
          [&](std::string_view said) { return reader_->key_of(said); }, units_->cut, copies_->of);
    }
    if (!drop_) {
      dedup::keep_one(set_.keep, units_->cut, refrains && !set_.as_readers(), copies_->of);
      if (set_.as_readers()) spare(document.lines);
      return;
    }
    // The units of the list; refrains stay, as they do otherwise.
    std::vector<Copy>& copies = copies_->of;
    const std::string name = document_name(document);
    std::vector<std::uint8_t> found(copies.size());
    for (std::size_t u = 0; u < copies.size(); ++u) {
      found[u] = drop_->has(name, u, text::hex(units_->keys[u])) ? 1 : 0;
      copies[u].earlier = found[copies[u].first] != 0;
    }
    for (std::size_t u = 0; u < copies.size(); ++u) {
      copies[u].goes =
          found[u] != 0 && !(refrains && dedup::refrain(copies[u], copies, units_->cut.units[u]));
    }
  }

  /// Notes why repeats stay, and what went with a loop or block.
  void spare(const LineTable& lines) {
    spared_.assign(copies_->of.size(), Spare::no);
    std::optional<dedup::Protections> protections;
    for (std::size_t u = 0; u < copies_->of.size(); ++u) {
      Copy& copy = copies_->of[u];
      if (!copy.goes) continue;
      const Unit& unit = units_->cut.units[u];
      if (!taken_.empty() && is_taken(stretch(unit))) {
        copy.goes = false;
        continue;
      }
      if (!protections) protections.emplace(lines, set_.spares);
      Spare why = protections->of(unit, units_->cut.units[copy.first], units_->cut.said[u]);
      if (why == Spare::no && set_.spares[std::size_t(Spare::refrain)] &&
          dedup::refrain(copy, copies_->of, unit))
        why = Spare::refrain;
      spared_[u] = why;
      copy.goes = why == Spare::no;
    }
  }

  /// A flag on the first copy of a text, with the number of copies.
  void report_counts(Document& document, Sink& sink) {
    for (std::size_t u = 0; u < copies_->of.size(); ++u) {
      const Copy& copy = copies_->of[u];
      const std::uint32_t count = set_.across() ? copy.total : copy.copies;
      if (copy.first != u || copy.earlier || count < 2) continue;
      sink.flag(units_->cut.units[u].line, original(document, u), kind_of(u), ByCount{count});
    }
  }

  void report(Document& document, Sink& sink) {
    for (std::size_t u = 0; u < copies_->of.size(); ++u) {
      const Copy& copy = copies_->of[u];
      const bool kept = set_.as_readers() && spared_[u] != Spare::no;
      if (!copy.goes && !kept) continue;
      sink.flag(units_->cut.units[u].line, original(document, u),
                kept ? kept_reason(spared_[u]) : reason_of(u), repeat_of(document, u),
                copy.similarity);
    }
  }

  void drop(Document& document, Sink& sink) {
    cuts_.clear();
    for (std::size_t u = 0; u < copies_->of.size(); ++u) {
      const Copy& copy = copies_->of[u];
      if (!copy.goes) continue;
      const Unit& unit = units_->cut.units[u];
      if (unit.whole && unit.line == 0 && unit.end == document.lines.size()) {
        sink.drop_all(reason_of(u), repeat_of(document, u), copy.similarity);
        continue;
      }
      cuts_.add(document.lines, stretch(unit), reason_of(u), repeat_of(document, u),
                copy.similarity);
    }
    cuts_.apply(sink);
  }

  /// The first copy; what is in an earlier document has no place in this one.
  ByRepeat repeat_of(const Document& document, std::size_t u) const {
    const Copy& copy = copies_->of[u];
    return {copy.earlier || copy.first == u ? Span{} : original(document, copy.first)};
  }

  const Reason& reason_of(std::size_t u) const {
    if (drop_) return reason::listed;
    if (set_.spans > 1) return reason::span;
    if (copies_->of[u].inside) return reason::inside;
    if (copies_->of[u].first == u && !copies_->of[u].earlier) return reason::first;
    return kind_of(u);
  }

  const Reason& kind_of(std::size_t u) const {
    switch (rules_.kind) {
      case UnitKind::document:
        return reason::document;
      case UnitKind::paragraph:
        return reason::paragraph;
      default:
        return units_->cut.units[u].whole        ? reason::line
               : rules_.kind == UnitKind::clause ? reason::clause
                                                 : reason::sentence;
    }
  }

  /// Bytes of the original document, for lines that were not rewritten exactly the stretch's.
  static Span original(const LineTable& lines, const Stretch& what) {
    const auto exact = [&](std::size_t line) { return lines.verdict[line] != Verdict::rewrite; };
    const Span first = lines.span[what.line], last = lines.span[what.end - 1];
    const bool begins = exact(what.line) && what.span.begin <= first.size();
    const bool ends = exact(what.end - 1) && what.span.end <= last.size();
    return {begins ? first.begin + what.span.begin : first.begin,
            ends ? last.begin + what.span.end : last.end};
  }
  Span original(const Document& document, std::size_t u) const {
    return original(document.lines, stretch(units_->cut.units[u]));
  }

  void report_inside(Document& document, Sink& sink) {
    const LineTable& lines = document.lines;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (!lines.kept(i) || lines.verdict[i] == Verdict::rewrite) continue;
      const std::size_t at = lines.span[i].begin;
      inside_.clear();
      dedup::repeats_inside(lines.text[i], units_->rules.abbreviations, inside_);
      for (const auto& [r, word] : inside_) {
        sink.flag(i, {at + r.again.begin, at + r.again.end},
                  word ? reason::doubled_word : reason::similar_clause,
                  ByRepeat{{at + r.first.begin, at + r.first.end}}, r.similarity);
      }
    }
  }

  /// Cuts the second of two clauses, and the second of two words where the language's pack names
  /// those that may stand twice.
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
            : resources_.packs->language(page::language_code_of(document, resources_));
    std::unordered_set<std::string_view> legal;
    if (info != nullptr) legal.insert(info->doubles.begin(), info->doubles.end());
    std::vector<Cut> cuts;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (!lines.kept(i)) continue;
      cuts.clear();
      inside_.clear();
      const std::string_view line = lines.text[i];
      dedup::repeats_inside(line, units_->rules.abbreviations, inside_);
      for (const dedup::Inside& what : inside_) {
        const std::string_view again = text::slice(line, what.repeat.again);
        const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
        if (what.word && (legal.empty() || legal.count(again) > 0 ||
                          std::any_of(again.begin(), again.end(), capital))) {
          continue;
        }
        cuts.push_back({dedup::cut_of(line, what),
                        what.word ? &reason::doubled_word : &reason::similar_clause,
                        what.repeat.similarity});
      }
      std::sort(cuts.begin(), cuts.end(),
                [](const Cut& a, const Cut& b) { return a.span.begin > b.span.begin; });
      std::size_t end = SIZE_MAX;
      for (const Cut& cut : cuts) {
        if (cut.span.end > end) continue;
        end = cut.span.begin;
        sink.rewrite(i, cut.span, {}, *cut.reason, ByRepeat{}, cut.similarity);
      }
    }
  }

  DedupSettings set_;
  Resources resources_;
  dedup::UnitRules rules_;
  std::optional<dedup::UnitReader> reader_;
  std::optional<dedup::Copies> copies_;
  Reading* units_ = nullptr;  // of the document in process()
  std::optional<dedup::DropList> drop_;
  bool store_open_ = false;  // by the instance that reads in order
  dedup::Cuts cuts_;
  // Loops and blocks.
  dedup::RepeatScan scan_;
  dedup::Tokens tokens_;
  dedup::Loops loops_;
  dedup::ShownTwice twice_;
  std::vector<Again> found_;
  std::vector<Stretch> taken_;  // what of a document was reported
  std::vector<Spare> spared_;   // of a unit
  std::vector<dedup::Inside> inside_;
};

}  // namespace

std::unique_ptr<Filter> make_dedup() { return std::make_unique<Dedup>(); }

}  // namespace dechaff
