#include "dedup/dedup_settings.h"

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
  params.text(
      "keep", keep,
      "which copy stays; with the scope input, none and longest read all before they write (text "
      "waits on disk, $TMPDIR), and near repeats are grouped: what is like a copy of a "
      "copy is a copy",
      {"first", "none", "longest"});
  params.flag("any-digit", any_digit, "folded, near: any digit is like any other");
  params.integer("min-words", min_words, 1, 1000, "shorter units are never repeats");
  params.integer(
      "passage", passage, 1, 100000,
      "a repeat is removed only as part of a repeated passage of so many words, or directly "
      "after its first copy; 1: always; for clauses, sentences and lines of a "
      "document, exact or folded");
  params.flag("loops", loops,
              "of what a document says over and over one copy stays: words, phrases, sentences, "
              "lines, also with a counter; for sentences of a document");
  params.flag(
      "blocks", blocks,
      "blocks of lines that a page shows twice go, short lines too, also wrapped otherwise; "
      "for sentences of a document");
  params.flag("only-blocks", only_blocks,
              "loops and blocks alone; of the other settings only what keeps repeats counts");
  using dedup::Spare;
  const auto spare = [&](Spare which, std::string_view name, std::string_view help) {
    params.flag(name, spares[static_cast<std::size_t>(which)], help);
    params.list.back().group = "Repeats that stay";
  };
  spare(Spare::refrain, "refrains",
        "keep sentences of fewer than 16 words that are said three times");
  spare(Spare::verse, "verses", "keep repeated lines of verse");
  spare(Spare::chant, "chants", "keep short loops with pauses: no, no, no");
  spare(Spare::dialogue, "dialogue", "keep what is in quotation marks, after a dash or a name");
  spare(Spare::quote, "quotes", "keep repeats on lines that begin with >");
  spare(Spare::list, "lists", "keep repeated items of lists");
  spare(Spare::form, "forms", "keep repeated lines with blanks and boxes to fill in");
  spare(Spare::formula, "formulas",
        "keep repeats with a section sign or under differently numbered headings");
  spare(Spare::table, "tables", "keep repeats with tabs or bars between cells");
  spare(Spare::code, "code", "keep repeats between the fences of code");
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
  params.size("bloom", bloom, 0, 1e15,
              "for the scope input, exact or folded: a Bloom filter of this size in the place of "
              "fingerprints; a new text is dropped with the odds of about 1 in 35 at 8 bits a "
              "unit, 1 in 1,000 at 16, 10,000 at 24, 60,000 at 32; 0: none");
  params.text("emit", emit,
              "keys: a TSV row a unit in the place of the text: document, unit, begin, end, "
              "fingerprint, for an engine that finds repeats elsewhere",
              {"text", "keys"});
  params.text("drop", drop,
              "a file of such rows: drops these units and no others; unit, match and min-words "
              "must be those of the keys");
  params.flag("report", report_only,
              "report repeats, near ones inside a sentence too; change nothing");
  params.flag("count", count,
              "report each text that stands more than once, and how often; change nothing");
  params.flag("containment", containment,
              "near: what stands inside another text repeats it (share of its own runs, "
              "threshold .8); an earlier one, or with --keep longest any");
  params.number(
      "threshold", threshold, 0, 1,
      "near: the Jaccard similarity from which two are the same; 0: .8 for paragraphs and "
      "documents (16 bands of 6 rows: a pair of .6 is looked at with a probability of .53, of .7 "
      ".87, .8 .99, .9 1), else .7 (25 of 5: .5 .55, .6 .87, .7 .99, .8 1); what is looked at is "
      "verified");
}

void DedupSettings::check() const {
  if (only_blocks) return;
  const bool near = match == "near";
  if (gathers() && (!store.empty() || memory > 0 || bloom > 0 || spans > 1)) {
    throw Error({}, "dedup: --store, --memory, --bloom and --spans do not go with " +
                        (count ? std::string("--count") : "--keep " + keep) + " over the input");
  }
  if (count && (spans > 1 || keep != "first" || report_only || containment))
    throw Error({}, "dedup: --count goes with none of --spans, --keep, --report and --containment");
  if (containment && (!near || keep == "none" || (keep == "longest" && !across()))) {
    throw Error({},
                "dedup: --containment needs --match near, and --keep first, or longest with "
                "--scope input");
  }
  if (bloom > 0 && (!across() || near || !store.empty() || memory > 0)) {
    throw Error({},
                "dedup: --bloom needs --scope input and --match exact or folded, without "
                "--store and --memory");
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
      (near || spans > 1 || keep != "first" || across() || report_only || count || within)) {
    throw Error({},
                "dedup: --emit keys and --drop need the defaults of --scope, --spans, --keep, "
                "--count and --within, and --match exact or folded");
  }
}

dedup::UnitRules DedupSettings::units() const {
  using dedup::UnitKind;
  dedup::UnitRules rules;
  rules.kind = unit == "clause"      ? UnitKind::clause
               : unit == "line"      ? UnitKind::line
               : unit == "paragraph" ? UnitKind::paragraph
               : unit == "document"  ? UnitKind::document
                                     : UnitKind::sentence;
  rules.min_words = spans > 1 ? 1 : static_cast<std::size_t>(min_words);
  rules.ended_only = spans == 1;
  rules.unwrap = as_readers();
  return rules;
}

bool DedupSettings::as_readers() const {
  return only_blocks || (unit == "sentence" && scope != "input" && match != "near" && spans == 1 &&
                         keep == "first" && !count && emit == "text" && drop.empty());
}

dedup::CopyRules DedupSettings::copies() const {
  dedup::CopyRules rules;
  rules.match = match == "near"     ? dedup::Match::near
                : match == "folded" ? dedup::Match::folded
                                    : dedup::Match::exact;
  rules.long_units = unit == "paragraph" || unit == "document";
  rules.across = across();
  rules.any_digit = any_digit;
  rules.spans = static_cast<std::size_t>(spans);
  rules.span_words = static_cast<std::size_t>(min_words);
  rules.containment = containment;
  rules.gather = gathers();
  rules.bloom = static_cast<std::size_t>(bloom);
  rules.threshold = threshold > 0 ? threshold : rules.long_units || containment ? 0.8 : 0.7;
  rules.memory = static_cast<std::size_t>(memory);
  return rules;
}

std::size_t DedupSettings::passage_words() const {
  const bool counts = !across() && match != "near" && spans == 1 && unit != "paragraph" &&
                      unit != "document" && !count;
  if (!counts) return 1;
  return static_cast<std::size_t>(passage);
}

std::string DedupSettings::kind() const {
  return unit + ' ' + match + (any_digit ? " any-digit" : "") +
         (spans > 1 ? " spans " + std::to_string(spans) : "");
}

}  // namespace dechaff
