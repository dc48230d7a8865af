#include "check/document_judge.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "check/markup_lines.h"
#include "decide/prose.h"
#include "dedup/fold.h"
#include "page/analysis.h"
#include "rules/cue_kind.h"
#include "text/classes.h"
#include "text/hash.h"
#include "text/utf8.h"
#include "text/words.h"

namespace dechaff::check {
namespace {

std::uint64_t key_of(std::string_view line) {
  std::string folded;
  dedup::fold(line, false, folded);
  return text::hash64(folded.empty() ? line : std::string_view(folded));
}

std::size_t columns(std::string_view text) { return text::code_points(text); }

/// Whether a text of `words` is long enough to want a heading.
constexpr std::uint64_t long_text = 300;

/// Overstruck letters of nroff, colours.
bool steers_terminal(std::string_view text) {
  return text.find_first_of("\b\x1B") != std::string_view::npos;
}

}  // namespace

DocumentJudge::DocumentJudge(const render::Rendering& what, const PathSettings& settings,
                             JudgeTools& tools)
    : what_(what),
      document_(what.document),
      lines_(what.document.lines),
      settings_(settings),
      tools_(tools),
      markup_(markup_of(document_.source, document_.bytes)) {
  report_.path = document_.source;
  classify(markup_, document_.bytes, lines_, tools_.kinds);
  tools_.suppressions.read(document_.bytes, lines_, tools_.kinds);
}

DocumentReport DocumentJudge::build() {
  tools_.repeated.assign(lines_.size(), 0);
  // Stages decide in an order of their own; what is said once is said of the first place.
  std::vector<const Decision*> in_order;
  for (const Decision& d : document_.decisions) in_order.push_back(&d);
  std::stable_sort(in_order.begin(), in_order.end(), [](const Decision* a, const Decision* b) {
    return a->span.begin < b->span.begin;
  });
  for (const Decision* d : in_order) decision(*d);
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    if (!is_hidden(tools_.kinds[i])) faults(i);
  }
  leftovers();
  truncated();
  headings();
  unknown_suppressions();
  count();
  limits();
  // A record inside a file is its dump's business.
  const formats::Record& record = what_.record;
  if (what_.json != nullptr || record.frame != formats::Frame::plain || record.text != record.all) {
    for (Finding& finding : report_.findings) finding.fixes.clear();
  }
  std::stable_sort(report_.findings.begin(), report_.findings.end(),
                   [](const Finding& a, const Finding& b) {
                     return std::tie(a.line, a.column, a.rule) < std::tie(b.line, b.column, b.rule);
                   });
  return std::move(report_);
}

std::string_view DocumentJudge::line(std::size_t i) const {
  return document_.bytes.substr(lines_.span[i].begin, lines_.span[i].size());
}

std::size_t DocumentJudge::words(std::size_t i) const {
  return lines_.words.size() == lines_.size() ? lines_.words[i] : text::count_words(line(i));
}

std::optional<Finding> DocumentJudge::found(std::string_view rule, std::string_view cue,
                                            std::size_t i, std::string message) {
  const Level level = settings_.level(rule, cue);
  if (level == Level::off) return {};
  if (tools_.suppressions.covers(rule, i)) {
    ++report_.suppressed;
    return {};
  }
  Finding finding;
  finding.rule = rule;
  finding.level = level;
  finding.path = document_.source;
  finding.id = document_.id;
  finding.document = document_.ordinal;
  finding.message = std::move(message);
  return finding;
}

Finding* DocumentJudge::add(std::string_view rule, std::size_t i, Span span, std::string message,
                            std::string_view cue) {
  std::optional<Finding> made = found(rule, cue, i, std::move(message));
  if (!made) return nullptr;
  Finding& finding = *made;
  finding.bytes = {span.begin, std::min(span.end, lines_.span[i].end)};
  const std::string_view text = line(i);
  if (settings_.accepts(text)) {
    ++report_.suppressed;
    return nullptr;
  }
  const std::size_t begin = span.begin - lines_.span[i].begin;
  const std::size_t end = std::min(span.end, lines_.span[i].end) - lines_.span[i].begin;
  finding.excerpt = text;
  finding.caret = columns(text.substr(0, begin));
  finding.caret_end = finding.caret + columns(text.substr(begin, end - begin));
  finding.key = key_of(text);
  place(finding, i, {span.begin, lines_.span[i].begin + end});
  return &report_.findings.emplace_back(std::move(*made));
}

std::vector<Fix> DocumentJudge::fixes_of(const Decision& d) const {
  if (d.stage == "normalize" && d.deed == Deed::rewrite) return {{d.span, d.replacement}};
  if (d.stage != "boilerplate" || d.rule_id().empty()) return {};
  const auto blank = [&](std::size_t i) { return i >= lines_.size() || trim(line(i)).empty(); };
  const bool alone = (d.line == 0 || blank(d.line - 1)) && blank(d.line + 1);
  if (!alone) return {};
  // Of what an assistant leaves, only its first words to the person who asked are sure to be all
  // there is in the line.
  const std::string_view text = trim(line(d.line));
  const bool opens =
      d.reason.code == "boilerplate.assistant" &&
      (d.rule_id().ends_with(".answer-opens") || d.rule_id().ends_with(".chat-mark") ||
       (d.rule_id().ends_with(".answer") && text.ends_with(':')));
  if (d.deed != Deed::drop && !opens) return {};
  return {{whole_lines(document_.bytes, lines_, d.line, d.line + 1), {}}};
}

void DocumentJudge::place(Finding& finding, std::size_t i, Span span) const {
  const formats::Record& record = what_.record;
  const std::string& batch = what_.batch.bytes;
  if (what_.json == nullptr && record.text.begin == record.all.begin) {
    finding.line = document_.first_line + i;
    finding.column = finding.caret + 1;
    finding.end_column = finding.caret_end + 1;
    return;
  }
  const Span raw = what_.json != nullptr ? what_.json->raw_span(span) : span;
  const std::size_t begin = record.text.begin + raw.begin, end = record.text.begin + raw.end;
  const std::string_view before =
      std::string_view(batch).substr(record.all.begin, begin - record.all.begin);
  const std::size_t feed = before.rfind('\n');
  finding.line = document_.first_line +
                 static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
  finding.column = columns(before.substr(feed == std::string_view::npos ? 0 : feed + 1)) + 1;
  finding.end_column = finding.column + columns(std::string_view(batch).substr(begin, end - begin));
}

void DocumentJudge::add(std::string_view rule, std::string message) {
  std::optional<Finding> finding = found(rule, {}, Suppressions::no_line, std::move(message));
  if (!finding) return;
  finding->line = document_.first_line;
  finding->key = key_of(document_.id.empty() ? document_.source : document_.id);
  report_.findings.push_back(std::move(*finding));
}

void DocumentJudge::decision(const Decision& d) {
  const bool removed = d.deed != Deed::flag;
  const std::size_t left = d.replacement.size();
  const std::size_t bytes = removed && d.span.size() > left ? d.span.size() - left : 0;
  report_.figures.dropped += bytes;
  if (d.stage == "dedup") report_.figures.duplicate += bytes;
  if (d.stage == "boilerplate" || d.stage == "teasers") report_.figures.boilerplate += bytes;
  if (d.stage == "dedup" && removed)
    tools_.repeated[d.line] +=
        text::count_words(document_.bytes.substr(d.span.begin, d.span.size()));
  if (tools_.kinds[d.line] != LineKind::prose || trim(line(d.line)).empty()) return;
  if ((d.stage == "boilerplate" || d.stage == "teasers") && removed && is_of_the_text(d)) return;
  std::string message(d.reason.why);
  const std::string_view code = d.reason.code;
  const std::string because = because_text(d);
  if (steers_terminal(document_.bytes.substr(d.span.begin, d.span.size()))) {
    if (for_terminal_) return;
    for_terminal_ = true;
    message = "control characters of a terminal, here for the first time in the text";
  }
  if (d.stage == "boilerplate" && !d.rule_id().empty()) message = summary_of(code);
  if (!because.empty() && d.stage != "dedup") message += " (" + because + ")";
  if (const Span of = d.of(); !of.empty()) {
    const auto at =
        std::upper_bound(lines_.span.begin(), lines_.span.end(), of.begin,
                         [](std::size_t place, const Span& span) { return place < span.begin; });
    const auto first = static_cast<std::size_t>(at - lines_.span.begin());
    message += fmt::format(" (line {})", document_.first_line + (first > 0 ? first - 1 : 0));
  }
  if (Finding* finding = add(code, d.line, d.span, std::move(message), because))
    finding->fixes = fixes_of(d);
}

bool DocumentJudge::is_of_the_text(const Decision& d) const {
  if (goes_on(d.line, d.line + 1) || (d.line > 0 && goes_on(d.line - 1, d.line))) return true;
  if (markup_ == Markup::none || list_mark(trim(line(d.line))) == 0) return false;
  // A list of a document names buttons, menus and sponsors.
  static constexpr std::array anywhere = {rules::CueKind::share, rules::CueKind::subscribe,
                                          rules::CueKind::cookie, rules::CueKind::app_prompt};
  return std::none_of(anywhere.begin(), anywhere.end(), [&](rules::CueKind kind) {
    return d.reason.code == rules::traits_of(kind).reason.code;
  });
}

bool DocumentJudge::goes_on(std::size_t i, std::size_t next) const {
  constexpr std::size_t full_line = 50;
  if (next >= lines_.size() || tools_.kinds[i] != LineKind::prose ||
      tools_.kinds[next] != LineKind::prose)
    return false;
  const std::string_view above = trim(line(i)), text = trim(line(next));
  return columns(above) >= full_line && !decide::ends_sentence(above) && !text.empty() &&
         text::is_lower(text::decode(text, 0).c);
}

void DocumentJudge::faults(std::size_t i) {
  const std::string_view text = line(i);
  if (text.empty()) return;
  tools_.faults.clear();
  const bool english = document_.language.empty() || document_.language.starts_with("en");
  tools_.detectors.find(text, settings_, {english, markup_ != Markup::none}, tools_.faults);
  for (Fault& fault : tools_.faults) {
    const std::size_t base = lines_.span[i].begin;
    Finding* finding = add(fault.rule, i, {base + fault.span.begin, base + fault.span.end},
                           std::move(fault.message));
    if (finding == nullptr) continue;
    for (repairs::Repair& repair : fault.repairs) {
      finding->fixes.push_back(
          {{base + repair.span.begin, base + repair.span.end}, std::move(repair.replacement)});
    }
  }
}

void DocumentJudge::leftovers() {
  tools_.left.clear();
  const bool english = document_.language.empty() || document_.language.starts_with("en");
  tools_.leftovers.find(document_.bytes, lines_, tools_.kinds, english, tools_.left);
  for (Leftover& left : tools_.left) {
    if (Finding* finding = add(left.rule, left.line, left.span, std::move(left.message)))
      finding->fixes = std::move(left.fixes);
  }
}

void DocumentJudge::truncated() {
  constexpr std::size_t sentence_words = 12;
  std::size_t i = lines_.size();
  while (i > 0 && (trim(line(i - 1)).empty() || !lines_.kept(i - 1))) --i;
  if (i == 0 || tools_.kinds[--i] != LineKind::prose) return;
  for (std::size_t k = i + 1; k < lines_.size(); ++k) {
    if (is_hidden(tools_.kinds[k])) return;  // what it leads to
  }
  const std::string_view text = trim(line(i));
  if (list_mark(text) > 0) return;  // entries are often no sentences
  const char last = text.back();
  const bool open = (last >= 'a' && last <= 'z') || last == ',' || last == '-' ||
                    static_cast<unsigned char>(last) >= 0x80;
  const bool cut = words(i) >= 4 && decide::ends_cut(text);
  if (!cut && !(open && words(i) >= sentence_words && !decide::ends_sentence(text))) return;
  const std::size_t end =
      lines_.span[i].begin + static_cast<std::size_t>(text.data() - line(i).data()) + text.size();
  std::size_t begin = end - 1;
  while (begin > lines_.span[i].begin && (document_.bytes[begin] & 0xC0) == 0x80) --begin;
  add("check.truncated", i, {begin, end}, "the text ends in the middle");
}

void DocumentJudge::headings() {
  std::uint64_t all = 0;
  for (std::size_t i = 0; i < lines_.size(); ++i) all += lines_.kept(i) ? words(i) : 0;
  if (settings_.level("check.no-heading") == Level::off || all < long_text) return;
  if (document_.headings.empty())
    add("check.no-heading", fmt::format("{} words without a heading", all));
}

void DocumentJudge::unknown_suppressions() {
  for (const Suppressions::Entry& entry : tools_.suppressions.entries()) {
    if (entry.rule.empty()) continue;
    const std::vector<std::string> known = known_rules();
    if (std::find(known.begin(), known.end(), entry.rule) != known.end()) continue;
    const std::string_view near = nearest(entry.rule, known);
    const auto at = static_cast<std::size_t>(entry.rule.data() - document_.bytes.data());
    add("check.suppression", entry.line, {at, at + entry.rule.size()},
        fmt::format("no rule is called '{}'{}", entry.rule,
                    near.empty() ? "" : fmt::format("; did you mean '{}'?", near)));
  }
}

void DocumentJudge::count() {
  Figures& figures = report_.figures;
  std::uint64_t run = 0;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    if (trim(line(i)).empty()) continue;
    if (is_hidden(tools_.kinds[i])) continue;
    const std::uint64_t n = words(i);
    figures.bytes += lines_.next[i] - lines_.span[i].begin;
    figures.words += n;
    ++figures.lines;
    run = tools_.repeated[i] > 0 ? run + tools_.repeated[i] : 0;
    figures.repeated_run = std::max(figures.repeated_run, run);
  }
}

void DocumentJudge::limits() {
  const Limits& limits = settings_.limits;
  for (BrokenLimit& broken : over_limits(report_.figures, limits))
    add(broken.rule, std::move(broken.message));
  if (limits.languages.empty() || document_.language.empty()) return;
  for (const std::string& wanted : limits.languages) {
    const std::string_view code = document_.language;
    if (code.starts_with(wanted) && (code.size() == wanted.size() || code[wanted.size()] == '-'))
      return;
  }
  add("check.language", fmt::format("the text is in '{}', not in '{}'", document_.language,
                                    fmt::join(limits.languages, "', '")));
}

}  // namespace dechaff::check
