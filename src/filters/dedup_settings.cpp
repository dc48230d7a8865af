#include "filters/dedup_settings.h"

#include "core/error.h"

namespace dechaff {

void DedupSettings::declare(Params& params) {
  params.text("unit", unit, "what is compared",
              {"clause", "sentence", "line", "paragraph", "document"});
  params.text("scope", scope, "where a first one counts: this document, or all that was read",
              {"document", "input"});
  params.text("match", match,
              "exact bytes; folded: case, width, punctuation and spaces aside; near: alike by "
              "their runs of characters (clause to line) or of five words (paragraph, document)",
              {"exact", "folded", "near"});
  params.text("keep", keep, "which copy stays; none and longest need the scope document",
              {"first", "none", "longest"});
  params.flag("any-digit", any_digit, "folded, near: any digit is like any other");
  params.integer("min-words", min_words, 1, 1000, "shorter units are never repeats");
  params.integer("spans", spans, 1, 20,
                 "only rows of so many sentences are repeats (C4, datatrove: 3)");
  params.flag(
      "within", within,
      "also cut words that stand twice, and clauses that say the same again, from a sentence");
  params.text("store", store,
              "a file that keeps fingerprints between runs; for the scope input, exact or folded");
  params.size("memory", memory, 0, 1e15,
              "for the scope input, exact or folded: fingerprints take no more, the rest waits on "
              "disk ($TMPDIR); same output; 0: no limit");
  params.text("emit", emit,
              "keys: a TSV row a unit in the place of the text: document, unit, begin, end, "
              "fingerprint, for an engine that finds repeats elsewhere",
              {"text", "keys"});
  params.text("drop", drop,
              "a file of such rows: drops these units and no others; unit, match and min-words "
              "must be those of the keys");
  params.flag("report", report, "report repeats, near ones inside a sentence too; change nothing");
  params.number(
      "threshold", threshold, 0, 1,
      "near: the Jaccard similarity from which two are the same; 0: .8 for paragraphs and "
      "documents (16 bands of 6 rows: a pair of .6 is looked at with a probability of .53, of .7 "
      ".87, .8 .99, .9 1), else .7 (25 of 5: .5 .55, .6 .87, .7 .99, .8 1); what is looked at is "
      "verified");
}

void DedupSettings::check() const {
  const bool near = match == "near";
  if (across() && keep != "first") {
    throw Error({}, "dedup: --keep " + keep + " needs --scope document", {},
                "over all that is read only the first copy can be kept");
  }
  if (spans > 1 && (unit != "sentence" || near))
    throw Error({}, "dedup: --spans is for --unit sentence, exact or folded");
  if (!store.empty() && (!across() || near))
    throw Error({}, "dedup: --store needs --scope input and --match exact or folded");
  if (memory > 0 && (!across() || near)) {
    throw Error({}, "dedup: --memory needs --scope input and --match exact or folded", {},
                near ? "near repeats keep all shingles in memory; cut the input" : "");
  }
  if ((emit == "keys" || !drop.empty()) &&
      (near || spans > 1 || keep != "first" || across() || report || within)) {
    throw Error({},
                "dedup: --emit keys and --drop need the defaults of --scope, --spans, --keep "
                "and --within, and --match exact or folded");
  }
}

repeats::UnitRules DedupSettings::units() const {
  using repeats::UnitKind;
  repeats::UnitRules rules;
  rules.kind = unit == "clause"      ? UnitKind::clause
               : unit == "line"      ? UnitKind::line
               : unit == "paragraph" ? UnitKind::paragraph
               : unit == "document"  ? UnitKind::document
                                     : UnitKind::sentence;
  rules.min_words = spans > 1 ? 1 : static_cast<std::size_t>(min_words);
  rules.ended_only = spans == 1;
  return rules;
}

repeats::CopyRules DedupSettings::copies() const {
  repeats::CopyRules rules;
  rules.match = match == "near"     ? repeats::Match::near
                : match == "folded" ? repeats::Match::folded
                                    : repeats::Match::exact;
  rules.long_units = unit == "paragraph" || unit == "document";
  rules.across = across();
  rules.any_digit = any_digit;
  rules.spans = static_cast<std::size_t>(spans);
  rules.span_words = static_cast<std::size_t>(min_words);
  rules.threshold = threshold > 0 ? threshold : rules.long_units ? 0.8 : 0.7;
  rules.memory = static_cast<std::size_t>(memory);
  return rules;
}

std::string DedupSettings::kind() const {
  return unit + ' ' + match + (any_digit ? " any-digit" : "") +
         (spans > 1 ? " spans " + std::to_string(spans) : "");
}

}  // namespace dechaff
