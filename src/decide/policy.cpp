#include "decide/policy.h"

#include <array>

namespace dechaff::decide::policy {
namespace {

template <class T>
constexpr Row row(std::string_view name, const Value<T>& value) {
  return {name, static_cast<double>(value.value), value.evidence};
}

constexpr std::array rows = {
    row("prose_words", prose_words),
    row("long_prose_words", long_prose_words),
    row("tail_after", tail_after),
    row("tail_credits", tail_credits),
    row("body_gap", body_gap),
    row("short_text", short_text),
    row("support_reach", support_reach),
    row("least_page", least_page),
    row("certain_chaff", certain_chaff),
    row("clean_page", clean_page),
    row("logit_shift", logit_shift),
    row("shifted_weight", shifted_weight),
    row("balanced_recall", balanced_recall),
    row("strict_recall", strict_recall),
    row("least_content", least_content),
    row("least_f1", least_f1),
    row("possible", possible),
    row("title_known", title_known),
    row("title_reach", title_reach),
    row("title_least", title_least),
    row("title_most", title_most),
    row("named_words", named_words),
    row("named_bytes", named_bytes),
    row("longest_gap", longest_gap),
    row("inner_sentence", inner_sentence),
    row("inner_sentence_words", inner_sentence_words),
    row("inner_heading_words", inner_heading_words),
    row("left_by_rule", left_by_rule),
    row("region_doubt", region_doubt),
    row("run_lines", run_lines),
    row("run_words", run_words),
    row("run_cues", run_cues),
    row("title_lines", title_lines),
    row("careful_loss", careful_loss),
    row("balanced_loss", balanced_loss),
    row("block_words", block_words),
    row("heading_bonus", heading_bonus),
    row("marker_bonus", marker_bonus),
    row("careful_marker_bonus", careful_marker_bonus),
    row("after_marker", after_marker),
    row("refused_markers", refused_markers),
    row("longest_tail", longest_tail),
    row("pair_tail", pair_tail),
    row("pairs_alone", pairs_alone),
    row("first_tail", first_tail),
    row("pair_title_least", pair_title_least),
    row("pair_title_most", pair_title_most),
    row("snippet_words", snippet_words),
    row("heading_threshold", heading_threshold),
    row("heading_shape_bonus", heading_shape_bonus),
    row("numbered_heading", numbered_heading),
    row("lines_a_mark", lines_a_mark),
    row("certain_marks", certain_marks),
    row("most_marks", most_marks),
    row("comment_marks", comment_marks),
    row("comment_sentences", comment_sentences),
    row("heading_words", heading_words),
    row("heading_chars", heading_chars),
    row("title_chars", title_chars),
    row("title_words", title_words),
    row("text_ratio", text_ratio),
    row("long_text_chars", long_text_chars),
    row("open_text_chars", open_text_chars),
    row("sure_heading", sure_heading),
    row("numbered_confidence", numbered_confidence),
    row("title_confidence", title_confidence),
    row("shape_confidence", shape_confidence),
};

}  // namespace

std::span<const Row> table() { return rows; }

}  // namespace dechaff::decide::policy
