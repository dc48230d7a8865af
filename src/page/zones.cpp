#include "page/zones.h"

#include "decide/policy.h"
#include "decide/prose.h"

namespace dechaff::page {

namespace policy = decide::policy;
void find_cues(const Document& document, const rules::PackLibrary& library, rules::PackMask packs,
               Cues& cues) {
  const LineTable& lines = document.lines;
  cues.hits.clear();
  cues.first.assign(1, 0);
  rules::PackLibrary::Matcher matcher(library, packs);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines.kept(i) && lines.chars[i] > 0 && !document.is_fixed(i)) {
      const std::string_view line = trim(lines.shown(i));
      matcher.match(line, lines.chars[i], lines.words[i], cues.hits);
    }
    cues.first.push_back(cues.hits.size());
  }
}

namespace {

/// The first line of the tail by evidence, or the number of lines: an end marker, or two lines of
/// credits in a row, behind at least half of the prose.
std::size_t tail_by_cues(const Document& document, const Cues& cues) {
  const LineTable& lines = document.lines;
  double all = 0, before = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines.kept(i) && decide::is_prose(lines, i)) all += lines.words[i];
  }
  std::size_t credits = 0, first_credit = 0;
  bool numbered = false;  // it has page numbers that look like end markers
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!lines.kept(i) || lines.chars[i] == 0) continue;
    if (decide::is_prose(lines, i)) before += lines.words[i];
    const bool late = before >= policy::tail_after * all && before > 0;
    bool credit = false;
    for (const rules::Hit& hit : cues.of(i)) {
      if (!hit.rule->zones.has(Zone::tail)) continue;
      if (hit.rule->kind == rules::CueKind::end_marker && hit.rule->certain && late && !numbered) {
        numbered = decide::is_page_number(lines, i);  // one such line tells for all, at one look
        if (!numbered) return credits > 0 ? first_credit : i;
      }
      credit = credit || rules::traits_of(hit.rule->kind).is(rules::Trait::credit);
    }
    if (!credit) {
      credits = 0;
      continue;
    }
    if (++credits == 1) first_credit = i;
    if (credits == policy::tail_credits && late) return first_credit;
  }
  return lines.size();
}

/// Whether a certain rule takes the whole line for a notice of the site or for a call-out, however
/// long: it is no prose of the page.
bool is_notice(const Cues& cues, std::size_t line) {
  for (const rules::Hit& hit : cues.of(line)) {
    const rules::Rule& rule = *hit.rule;
    if (rule.certain && rule.action == rules::Action::drop && rule.zones.has(Zone::tail) &&
        rules::traits_of(rule.kind).is(rules::Trait::notice | rules::Trait::call_out)) {
      return true;
    }
  }
  return false;
}

}  // namespace

namespace {

/// The first and the last line of prose, or twice the number of lines. `notices`: such lines count.
struct Body {
  std::size_t first, last;
};
Body body_of(const Document& document, const Cues& cues, std::size_t cap, bool notices) {
  const LineTable& lines = document.lines;
  Body out{lines.size(), lines.size()};
  double words = 0;
  for (std::size_t i = 0; i < cap; ++i) {
    if (!lines.kept(i) || !decide::is_prose(lines, i)) continue;
    if (!notices && is_notice(cues, i)) continue;
    if (out.first == lines.size()) out.first = i;
    // A lone paragraph far behind a long text is a footer, far behind a short one it is the text.
    if (out.last == lines.size() || i - out.last <= policy::body_gap ||
        words < policy::short_text) {
      out.last = i;
      words += lines.words[i];
    }
  }
  return out;
}

}  // namespace

void find_zones(Document& document, const Cues& cues) {
  const std::size_t n = document.lines.size();
  const std::size_t cap = tail_by_cues(document, cues);
  document.zones.assign(n, Zone::head);
  Body body = body_of(document, cues, cap, false);
  if (body.first == n) body = body_of(document, cues, cap, true);  // a page of notices
  for (std::size_t i = body.first; i < n; ++i)
    document.zones[i] = i <= body.last ? Zone::body : Zone::tail;
}

}  // namespace dechaff::page
