#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

/// Every number by which dechaff decides what goes and what stays, each with what chose it. Change
/// one here, see in tests/decide what changes, and measure: docs/model.md says how.
///
/// "Out of fold" is word F1 on pages of sites that no part of the model has seen.
namespace dechaff::decide::policy {

template <class T>
struct Value {
  T value;
  std::string_view evidence;
  constexpr operator T() const { return value; }  // NOLINT: it is that number
};
using Count = Value<std::uint32_t>;  // lines, words, characters, as its name says
using Share = Value<float>;          // of a probability or a part, 0..1
using Weight = Value<double>;

// What is prose, and where the zones are: page/zones.cpp, decide/prose.cpp.

inline constexpr Count prose_words{
    12,
    "words from which a line with a sentence end is prose: set by eye on the sample pages, not "
    "measured alone; the line model has a feature with a limit of 10, trained with it"};
inline constexpr Count long_prose_words{
    40,
    "words from which a line is prose without a sentence end, unless it is cut short: chosen "
    "with prose_words"};
inline constexpr Weight tail_after{
    0.5,
    "share of the page's prose words that precede the tail, when a cue begins it: set by eye, "
    "not measured alone"};
inline constexpr Count tail_credits{
    2,
    "lines of credits in a row that begin the tail; one alone is found below photos inside the "
    "text: set by eye, not measured alone"};
inline constexpr Count body_gap{
    12, "lines without prose that the body may hold: set by eye, not measured alone"};
inline constexpr Count short_text{
    150,
    "words of prose above a wider gap from which prose below it is a footer, not the text: "
    "set by eye, not measured alone"};

// Which cue rules act: decide/cue_choice.cpp.

inline constexpr Count support_reach{
    2,
    "lines on either side among which a rule that is not certain needs another cue: set by eye "
    "on the sample pages, not measured alone"};
inline constexpr Count least_page{
    5,
    "lines (blocks, for the model) of which a page has too few to be judged as one: a snippet, "
    "not a page"};

// What the line model says of a page: decide/choice.cpp.

inline constexpr Share certain_chaff{
    0.1F,
    "probability under which a block is no content for --mode careful and on clean pages: "
    "careful out of fold .832 on wcxb-dev and .895 on daniel-dev, docs/model.md"};
inline constexpr Weight clean_page{
    0.9,
    "share of content words from which only certain chaff goes: set by eye, not measured alone"};
inline constexpr Weight logit_shift{
    90.01713130052181,
    "e^4.5: the expected F1 is averaged over all logits 4.5 lower, as they are, "
    "4.5 higher. Gains .003 on wcxb-dev out of fold and cuts the harm from 2.2 "
    "to 1.5 %"};
inline constexpr Weight shifted_weight{0.25,
                                       "of each of the shifted cases: chosen with logit_shift"};
inline constexpr Weight balanced_recall{1.0,
                                        "weight of the expected content in the F1: 1 is F1 itself"};
inline constexpr Weight strict_recall{
    0.5, "the same for --mode strict: keeps fewer lines, docs/model.md has its row"};
inline constexpr Weight least_content{
    50,
    "words of expected content under which a page may be all chaff (a shop's page that only "
    "scripts fill): .8386 to .8402 on wcxb-dev, out of fold"};
inline constexpr Weight least_f1{
    0.25, "expected F1 under which such a page is: chosen with least_content"};

// What stays for its place: decide/keep_by_place.cpp.

inline constexpr Share possible{
    0.01F,
    "probability from which a line without cues may stay for its place: under it the model "
    "is certain. Of gaps: .05 % of F1 for .5 % of recall"};
inline constexpr Share title_known{
    0.1F,
    "probability from which the page's likeliest title stays: out of fold .72 of the labelled "
    "pages' titles stay without it, .77 at .3, .79 at .1; word F1 .8373, .8373, .8372"};
inline constexpr Count title_reach{
    12,
    "lines above the prose among which its title is looked for: a product's name above its "
    "price: seen on product pages, not measured alone"};
inline constexpr Count title_least{
    3, "words of a title right above the prose: chosen with title_most"};
inline constexpr Count title_most{25, "words of a title: set by eye, not measured alone"};
inline constexpr Count named_words{
    2, "words from which a line further up is the title when the prose says it: see title_reach"};
inline constexpr Count named_bytes{8, "bytes of the same: two short words are said by chance"};
inline constexpr Count longest_gap{
    12,
    "lines between lines that stay, which stay with them: the things of a recipe, a part's "
    "headings. .05 % of F1 for .5 % of recall"};
inline constexpr Share outer_gap{
    0.1F,
    "probability from which one line between two that stay, above or below the prose, stays with "
    "them: the place of an event, a word of a list. .04 % of F1 on labelled pages for .2 % of "
    "recall"};
inline constexpr Count small_page{
    40,
    "blocks of a page that is no article, of which the model's measure has too few words: "
    ".03 % of F1 on labelled pages for .1 % of recall; 60 blocks cost .2 %"};
inline constexpr Share an_article{0.5F, "probability from which a page is one: the likelier"};
inline constexpr Share small_page_chaff{
    0.05F, "probability under which a line of such a page goes: chosen with small_page"};
inline constexpr Share last_sentence{
    0.3F, "probability from which a sentence after the body stays: no F1 on any set; by a case"};
inline constexpr Count last_words{3, "words of such a sentence: set by eye"};
inline constexpr Share inner_sentence{
    0.02F,
    "probability from which a long sentence below a line that stays, stays: keep_inside "
    "gains .0001 to .0013 out of fold"};
inline constexpr Count inner_sentence_words{20, "its words: chosen with inner_sentence"};
inline constexpr Count inner_heading_words{
    12, "most words of a heading between lines that stay: chosen with inner_sentence"};
inline constexpr Share left_by_rule{
    0.2F,
    "probability from which what a rule leaves of a line stays, a caption before its credit: "
    "chosen with inner_sentence"};
inline constexpr Share region_doubt{
    0.8F,
    "probability under which a line of <nav> or <footer> goes: of 120 of 5,437 such lines of "
    "manuals 119 were navigation, docs/formats.md"};

// Runs of short lines, without the model: decide/short_runs.cpp.

inline constexpr Count run_lines{
    4, "lines of a run of navigation: set by eye on the sample pages, not measured alone"};
inline constexpr Count run_words{6, "most words of a line in one: chosen with run_lines"};
inline constexpr Count run_cues{4,
                                "lines of a run among which one has a cue: chosen with run_lines"};
inline constexpr Count title_lines{
    2, "lines right above the text that are never of a run, title and byline: set by eye"};

// Where the text ends: decide/text_end.cpp.

inline constexpr Weight careful_loss{
    16,
    "words of the tail that a lost word weighs for --mode careful: 54 % of the tail and .27 % "
    "of the gold words go, out of fold (at most .3 %; ten did not hold it)"};
inline constexpr Weight balanced_loss{
    1.5, "the same for balanced: 76.6 % of the tail and .91 % of the gold words go, out of fold"};
inline constexpr Weight block_words{
    8,
    "words that are added to each block, so that many short lines count: the weighing as a whole "
    "loses .9 % of unseen articles' words where a fixed limit lost 2.3 %"};
inline constexpr Weight heading_bonus{
    60,
    "words that a heading of related pages is worth against the model: of planted ones 675 of "
    "895 at the text's end are cut there, out of fold, and 13 of 1,120 inside it"};
inline constexpr Weight marker_bonus{
    50,
    "words by which a better cut may follow an end marker: 16 of 1,120 inside the text cut, "
    "781 of 895 at its end. Tried: 30 gives 7 and 741, 100 gives 98 and 811, 200 348 and 832"};
inline constexpr Weight careful_marker_bonus{30, "the same for careful: see marker_bonus"};
inline constexpr Weight after_marker{
    50,
    "words of prose that may follow an end marker when no model is asked: a line about the "
    "sender of a press release"};
inline constexpr Count refused_markers{
    4,
    "end markers of a page that are refused before none is believed: parts of a story or pages "
    "of a book end with them"};
inline constexpr Count longest_tail{
    200, "lines that a cue may take when no model is asked: set by eye, not measured alone"};
inline constexpr Count pair_tail{
    40,
    "lines from the end in which one title with a cut snippet ends the text when no model is "
    "asked: planted tails, 99.47 % at the right line"};
inline constexpr Count pairs_alone{
    2, "titles with cut snippets that end a text without prose: songs and poems, planted tails"};
inline constexpr Count first_tail{
    5, "lines before the tail of a text without prose: chosen on planted tails"};
inline constexpr Count pair_title_least{
    3,
    "words of the title of a pair: seen to hold on planted tails, 99.47 % cut at the right line"};
inline constexpr Count pair_title_most{
    18,
    "words of the title of a pair: seen to hold on planted tails, 99.47 % cut at the right line"};
inline constexpr Count snippet_words{
    6,
    "words of the snippet of a pair: seen to hold on planted tails, 99.47 % cut at the right line"};

// What is a heading: filters/headings.cpp.

inline constexpr Weight heading_threshold{
    0.4,
    "probability from which a line is a heading (--threshold): other thresholds are within "
    ".004 of F1 on documents of unseen packages, docs/model.md"};
inline constexpr Weight heading_shape_bonus{
    0.15,
    "what the threshold is lowered by for a line shaped like a heading with text below it: "
    "chosen with heading_threshold"};
inline constexpr Share numbered_heading{
    0.1F,
    "probability from which a numbered line with text below it is a heading: chosen with "
    "heading_threshold"};
inline constexpr Count lines_a_mark{
    40,
    "lines for each mark from which a text is taken to mark all its headings; a few stray "
    "marks in a long text do not mean that"};
inline constexpr Count most_marks{10, "marks that suffice for any text: chosen with lines_a_mark"};
inline constexpr Count certain_marks{
    4,
    "how many times fewer marks suffice where links, fences or directives say the same: by eye "
    "on 748 documents of 112 repositories and 1,497 pages"};
inline constexpr Count comment_marks{
    2, "marks of one # from which they may be the comments of a program: e.g. a Makefile's"};
inline constexpr Count comment_sentences{
    4,
    "marks among which one is a sentence or begins small in comments: chosen with comment_marks"};
inline constexpr Count heading_words{
    12, "most words of a heading by its shape: set by eye on the sample pages"};
inline constexpr Count heading_chars{80, "most characters of one: set by eye on the sample pages"};
inline constexpr Count title_chars{200,
                                   "most characters of a title: set by eye on the sample pages"};
inline constexpr Count title_words{2, "least words of a title: set by eye on the sample pages"};
inline constexpr Count text_ratio{
    3, "times as long as a heading the text below it is: set by eye on the sample pages"};
inline constexpr Count long_text_chars{
    200, "characters from which a line is text below any heading: chosen with text_ratio"};
inline constexpr Count open_text_chars{
    120, "characters of text below a heading without a sentence end: chosen with text_ratio"};
inline constexpr Share sure_heading{
    0.95F, "confidence of what is marked as a heading, or was an element: guessed"};
inline constexpr Share numbered_confidence{0.8F, "least confidence of a numbered heading: guessed"};
inline constexpr Share title_confidence{0.7F, "confidence of a title by its place: guessed"};
inline constexpr Share shape_confidence{0.6F, "confidence of a heading by its shape: guessed"};

/// A row of the table, for tests and documents.
struct Row {
  std::string_view name;
  double value;
  std::string_view evidence;
};
std::span<const Row> table();

}  // namespace dechaff::decide::policy
