#include <algorithm>
#include <optional>
#include <unordered_set>

#include "core/document_name.h"
#include "core/error.h"
#include "core/ordered_filter.h"
#include "dedup/copies.h"
#include "dedup/dedup_settings.h"
#include "dedup/drop_list.h"
#include "dedup/inside.h"
#include "dedup/keep.h"
#include "dedup/passages.h"
#include "dedup/reading.h"
#include "filters/reasons.h"
#include "page/analysis.h"

namespace dechaff {
namespace {

using dedup::Copy;
using dedup::Reading;
using dedup::Unit;
using dedup::UnitKind;

namespace reason = reasons::dedup;

/// Drops what was said before, in the document or in all that was read.
class Dedup final : public OrderedFilter {
 public:
  void declare(Params& params) override { set_.declare(params); }

  bool in_order() const override {
    if (!set_.drop.empty()) return true;  // one instance holds the list
    return set_.across() && set_.emit == "text" && resources_.ledger == nullptr;
  }

  void prepare(const Resources& resources) override {
    resources_ = resources;
    set_.check();
    rules_ = set_.units();
    if (set_.gathers() && resources.ledger != nullptr) {
      throw Error({},
                  "dedup: over the input an engine can keep the first copy alone, and count "
                  "nothing");
    }
    reader_.emplace(set_.copies());
    copies_.emplace(set_.copies(), reader_->bands(), resources.ledger);
  }

  bool may_put_off() const override { return set_.memory > 0 || set_.gathers(); }
  bool puts_off() const override { return copies_->learning(); }
  void settle() override { copies_->settle(); }
  void commit() override { copies_->commit(); }

  void study(Document& document) override {
    document.lines.measure();
    const bool in_lines = rules_.kind == UnitKind::sentence || rules_.kind == UnitKind::clause;
    auto& units = document.workspace.get<Reading>();
    units.rules = rules_;
    units.abbreviations.reset();
    if (in_lines || set_.report || set_.within)
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
    units_ = &document.workspace.get<Reading>();
    if (!units_->ready) study(document);
    units_->ready = false;  // another stage cuts its own
    if (set_.emit == "keys") return emit_keys(document, sink);
    if (!set_.drop.empty() && !drop_) drop_.emplace(set_.drop);
    if (!copies_->find(*units_)) return;
    if (set_.count) return report_counts(document, sink);
    choose(document);
    if (set_.report) {
      report(document, sink);
      report_inside(document, sink);
    } else {
      drop(document, sink);
    }
    if (set_.within) cut_inside(document, sink);
  }

 private:
  /// A flag a unit, with its number and fingerprint.
  void emit_keys(Document& document, Sink& sink) {
    for (std::size_t u = 0; u < units_->cut.units.size(); ++u) {
      const text::Hash128 key = units_->keys[u];
      if (key == text::Hash128{}) continue;
      sink.flag(units_->cut.units[u].line, original(document, u), reason::key, ByKey{u, key});
    }
  }

  void choose(const Document& document) {
    const bool refrains =
        rules_.kind == UnitKind::sentence && set_.spans == 1 && !set_.report && !set_.containment;
    if (set_.passage_words() > 1) {
      dedup::only_in_passages(
          document.lines, units_->rules, set_.passage_words(),
          [&](std::string_view said) { return reader_->key_of(said); }, units_->cut, copies_->of);
    }
    if (!drop_) return dedup::keep_one(set_.keep, units_->cut, refrains, copies_->of);
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
      if (!copy.goes) continue;
      // What stands in an earlier document has no place in this one.
      const Span of = copy.earlier || copy.first == u ? Span{} : original(document, copy.first);
      sink.flag(units_->cut.units[u].line, original(document, u), reason_of(u), ByRepeat{of},
                copy.similarity);
    }
  }

  void drop(const Document& document, Sink& sink) {
    cuts_.clear();
    for (std::size_t u = 0; u < copies_->of.size(); ++u) {
      const Copy& copy = copies_->of[u];
      if (!copy.goes) continue;
      const Unit& unit = units_->cut.units[u];
      if (unit.whole && unit.line == 0 && unit.end == document.lines.size()) {
        sink.drop_all(reason_of(u), ByRepeat{}, copy.similarity);
      } else if (unit.whole) {
        for (std::size_t i = unit.line; i < unit.end; ++i)
          sink.drop(i, reason_of(u), ByRepeat{}, copy.similarity);
      } else {
        cuts_.push_back(u);
      }
    }
    // From the last line to the first, as from the last of a line to the first.
    for (std::size_t end = cuts_.size(), begin = end; end > 0; end = begin) {
      const std::size_t line = units_->cut.units[cuts_[end - 1]].line;
      while (begin > 0 && units_->cut.units[cuts_[begin - 1]].line == line) --begin;
      std::vector<Sink::Rewrite> rewrites;
      for (std::size_t k = begin; k < end; ++k) {
        const std::size_t u = cuts_[k];
        rewrites.push_back(
            {units_->cut.units[u].span, {}, &reason_of(u), ByRepeat{}, copies_->of[u].similarity});
      }
      sink.rewrite(line, rewrites);
    }
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

  /// Bytes of the original document, for a line that was not rewritten exactly the unit's.
  Span original(const Document& document, std::size_t u) const {
    const Unit& unit = units_->cut.units[u];
    const Span line = document.lines.span[unit.line];
    if (unit.whole) return {line.begin, document.lines.span[unit.end - 1].end};
    if (document.lines.verdict[unit.line] == Verdict::rewrite) return line;
    return {line.begin + unit.span.begin, line.begin + unit.span.end};
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
  bool store_open_ = false;        // by the instance that reads in order
  std::vector<std::size_t> cuts_;  // units
  std::vector<dedup::Inside> inside_;
};

}  // namespace

std::unique_ptr<Filter> make_dedup() { return std::make_unique<Dedup>(); }

}  // namespace dechaff
