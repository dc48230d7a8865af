#pragma once

#include <array>

#include "core/decision.h"
#include "core/region.h"

/// The reasons of the filters, one table each, in the order of the docs. Those of rules are in
/// rules/cue_kind.cpp.
namespace dechaff::reasons {

namespace boilerplate {
inline constexpr Reason model{"boilerplate.model",
                              "the line model finds that this is not the page's own text",
                              Family::model};
inline constexpr Reason run{"boilerplate.run", "a run of short lines with cues around the text",
                            Family::model};
inline constexpr Reason site_line{"boilerplate.site-line",
                                  "the site shows this line on many of its pages: dechaff learn",
                                  Family::repeat};
inline constexpr Reason blank{"boilerplate.blank", "an empty line between removed lines",
                              Family::model};
inline constexpr Reason marks{"boilerplate.marks", "marks that belong to the removed line above",
                              Family::model};
inline constexpr std::array all = {
    model, run,  site_line, traits_of(Region::nav).goes, traits_of(Region::footer).goes,
    blank, marks};
}  // namespace boilerplate

namespace teasers {
inline constexpr Reason end_marker{"teasers.end-marker", "marks the end of the page's own text",
                                   Family::elsewhere};
inline constexpr Reason after_marker{"teasers.after-end-marker",
                                     "what follows the end marker is not the page's own text",
                                     Family::elsewhere};
inline constexpr Reason after_related{"teasers.after-related", "a block of other pages begins here",
                                      Family::elsewhere};
inline constexpr Reason model{
    "teasers.model", "the line model finds that the page's own text has ended", Family::model};
inline constexpr Reason cut_snippet{
    "teasers.cut-snippet", "a title line and a snippet that is cut short", Family::elsewhere};
inline constexpr Reason pointed{
    "teasers.inline", "points to another page from between the paragraphs", Family::elsewhere};
inline constexpr Reason truncated{
    "teasers.truncated", "the text is cut short here; nothing was removed", Family::elsewhere};
inline constexpr std::array all = {end_marker,  after_marker, after_related, model,
                                   cut_snippet, pointed,      truncated};
}  // namespace teasers

namespace dedup {
inline constexpr Reason line{"dedup.line", "repeats an earlier line", Family::repeat};
inline constexpr Reason clause{"dedup.part", "repeats an earlier clause", Family::repeat};
inline constexpr Reason sentence{"dedup.sentence", "repeats an earlier sentence", Family::repeat};
inline constexpr Reason paragraph{"dedup.paragraph", "repeats an earlier paragraph",
                                  Family::repeat};
inline constexpr Reason document{"dedup.document", "repeats an earlier document", Family::repeat};
inline constexpr Reason span{"dedup.span", "is part of some sentences that stood before in a row",
                             Family::repeat};
inline constexpr Reason first{"dedup.first", "is said again; no copy is to be kept",
                              Family::repeat};
inline constexpr Reason similar_clause{
    "dedup.clause", "says in almost the same words what its sentence said before", Family::repeat};
inline constexpr Reason doubled_word{"dedup.word", "a word that stands twice", Family::repeat};
inline constexpr Reason listed{"dedup.listed", "stands in the list of --drop", Family::repeat};
inline constexpr Reason inside{"dedup.inside", "stands inside another text", Family::repeat};
inline constexpr Reason key{"dedup.key", "the fingerprint of a unit; nothing changes",
                            Family::repeat};
inline constexpr Reason loop{"dedup.loop", "is said over and over; the first copy stays",
                             Family::repeat};
inline constexpr Reason block{"dedup.block", "is part of a block that the page shows twice",
                              Family::repeat};
// Of repeats that stay, in the order of dedup::Spare. `--list` names them; nothing changes.
inline constexpr Reason kept_refrain{"dedup.kept-refrain",
                                     "a refrain stays: short, said three times", Family::repeat};
inline constexpr Reason kept_verse{"dedup.kept-verse", "a line of verse stays", Family::repeat};
inline constexpr Reason kept_chant{
    "dedup.kept-chant", "a chant stays: short, or said three times with a pause", Family::repeat};
inline constexpr Reason kept_dialogue{"dedup.kept-dialogue", "what somebody says stays",
                                      Family::repeat};
inline constexpr Reason kept_quote{"dedup.kept-quote", "a quoted line stays", Family::repeat};
inline constexpr Reason kept_list{"dedup.kept-list", "an item of a list stays", Family::repeat};
inline constexpr Reason kept_form{"dedup.kept-form", "a line of a form stays", Family::repeat};
inline constexpr Reason kept_formula{
    "dedup.kept-formula", "stays under another number, as in laws and manuals", Family::repeat};
inline constexpr Reason kept_table{"dedup.kept-table", "cells of a table stay", Family::repeat};
inline constexpr Reason kept_code{"dedup.kept-code", "code stays", Family::repeat};
inline constexpr std::array kept = {kept_refrain, kept_verse, kept_chant, kept_dialogue,
                                    kept_quote,   kept_list,  kept_form,  kept_formula,
                                    kept_table,   kept_code};
inline constexpr std::array all = {
    line,       clause,         sentence,     paragraph,    document,   span,
    first,      similar_clause, doubled_word, listed,       inside,     key,
    loop,       block,          kept_refrain, kept_verse,   kept_chant, kept_dialogue,
    kept_quote, kept_list,      kept_form,    kept_formula, kept_table, kept_code};
}  // namespace dedup

namespace pages {
inline constexpr Reason number{"pages.number", "the number of a printed page", Family::navigation};
inline constexpr Reason running{"pages.running", "a running head or foot of printed pages",
                                Family::navigation};
inline constexpr std::array all = {number, running};
}  // namespace pages

namespace captions {
inline constexpr Reason again{"captions.again", "a line that the caption before still shows",
                              Family::repeat};
inline constexpr Reason tag{"captions.tag", "a tag of captions", Family::repair};
inline constexpr Reason time{"captions.time", "the times of a caption", Family::repair};
inline constexpr Reason block{"captions.block", "a header, note or style of captions",
                              Family::repair};
inline constexpr Reason empty{"captions.empty", "an empty line of a caption without text",
                              Family::repair};
inline constexpr std::array all = {again, tag, time, block, empty};
}  // namespace captions

namespace mail {
inline constexpr Reason quote{"mail.quote", "an older mail below the answer", Family::repeat};
inline constexpr Reason signature{"mail.signature", "a signature", Family::origin};
inline constexpr Reason footer{"mail.footer", "what a mailing list adds", Family::legal};
inline constexpr std::array all = {quote, signature, footer};
}  // namespace mail

namespace leaks {
inline constexpr Reason script{"leaks.script", "a script of the page, not its text",
                               Family::repair};
inline constexpr Reason style{"leaks.style", "a style sheet of the page, not its text",
                              Family::repair};
inline constexpr Reason data{"leaks.data", "data for the page's scripts or for search engines",
                             Family::repair};
inline constexpr Reason shortcode{"leaks.shortcode", "a command for the site's own software",
                                  Family::repair};
inline constexpr Reason comment{"leaks.comment", "a comment in the page's source", Family::repair};
inline constexpr Reason markup{"leaks.markup", "tags without text", Family::repair};
inline constexpr Reason pixel{"leaks.pixel", "an image that counts visitors", Family::repair};
inline constexpr Reason encoded{"leaks.encoded", "a file as base64", Family::repair};
inline constexpr std::array all = {script, style, data, shortcode, comment, markup, pixel, encoded};
}  // namespace leaks

namespace normalize {
inline constexpr Reason invisible{"normalize.invisible", "characters that show nothing",
                                  Family::repair};
inline constexpr Reason spaces{"normalize.spaces", "white space that says nothing", Family::repair};
inline constexpr Reason nfc{"normalize.nfc", "the same characters in composed form",
                            Family::repair};
inline constexpr Reason line_ending{"normalize.line-ending", "another line ending than asked for",
                                    Family::repair};
inline constexpr Reason entity{"normalize.entity",
                               "a character reference of HTML that was left over", Family::repair};
inline constexpr Reason markup{"normalize.markup", "a tag that was left over", Family::repair};
inline constexpr Reason mojibake{"normalize.mojibake",
                                 "text that was decoded with the wrong encoding", Family::repair};
inline constexpr Reason ligature{"normalize.ligature", "letters drawn as one", Family::repair};
inline constexpr Reason soft_hyphen{"normalize.soft-hyphen",
                                    "a place where the word might be broken", Family::repair};
inline constexpr Reason full_width{
    "normalize.width", "letters and digits as wide as Chinese characters", Family::repair};
inline constexpr Reason hyphenation{"normalize.hyphenation",
                                    "a word that was broken at the line's end", Family::repair};
inline constexpr Reason line_break{
    "normalize.line-break", "a character that breaks the line in other systems", Family::repair};
inline constexpr Reason wrap{"normalize.wrap", "a paragraph that was wrapped into lines",
                             Family::repair};
inline constexpr Reason split_hyphen{"normalize.mt-hyphen",
                                     "a hyphen that came apart from its word", Family::repair};
inline constexpr Reason doubled{"normalize.mt-doubled", "a word that the translator put twice",
                                Family::repair};
inline constexpr Reason stray{"normalize.mt-stray", "a word in the place of a full stop",
                              Family::repair};
inline constexpr Reason glued{"normalize.mt-glued", "two sentences without a stop between them",
                              Family::repair};
inline constexpr std::array all = {invisible,   spaces,     nfc,      line_ending,  entity,
                                   markup,      mojibake,   ligature, soft_hyphen,  full_width,
                                   hyphenation, line_break, wrap,     split_hyphen, doubled,
                                   stray,       glued};
}  // namespace normalize

}  // namespace dechaff::reasons
