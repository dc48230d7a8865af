#include "page/zones.h"

#include <array>

namespace dechaff::page {
namespace {

bool take_suffix(std::string_view& text, std::string_view suffix) {
  if (text.size() < suffix.size() || text.substr(text.size() - suffix.size()) != suffix)
    return false;
  text.remove_suffix(suffix.size());
  return true;
}

std::string_view without_closers(std::string_view text) {
  static constexpr std::array<std::string_view, 14> closers = {"\"",
                                                               "'",
                                                               ")",
                                                               "]",
                                                               "\xE2\x80\x9D",
                                                               "\xE2\x80\x99",
                                                               "\xC2\xBB",
                                                               "\xE3\x80\x8D",
                                                               "\xE3\x80\x8F",
                                                               "\xEF\xBC\x89",
                                                               "\xE2\x80\x9C",
                                                               "*",
                                                               "_",
                                                               "\xE2\x80\xBA"};
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view closer : closers) again = take_suffix(text, closer) || again;
  }
  return text;
}

}  // namespace

bool ends_cut(std::string_view text) {
  text = trim(text);
  return take_suffix(text, "...") || take_suffix(text, "\xE2\x80\xA6");
}

bool ends_sentence(std::string_view text) {
  // . ! ? 。 ！ ？ । ؟ ۔ ። ។ ． ｡
  static constexpr std::array<std::string_view, 13> ends = {".",
                                                            "!",
                                                            "?",
                                                            "\xE3\x80\x82",
                                                            "\xEF\xBC\x81",
                                                            "\xEF\xBC\x9F",
                                                            "\xE0\xA5\xA4",
                                                            "\xD8\x9F",
                                                            "\xDB\x94",
                                                            "\xE1\x8D\xA2",
                                                            "\xE1\x9F\x94",
                                                            "\xEF\xBC\x8E",
                                                            "\xEF\xBD\xA1"};
  text = without_closers(trim(text));
  if (ends_cut(text)) return false;
  for (const std::string_view end : ends) {
    if (take_suffix(text, end)) return true;
  }
  return false;
}

bool is_prose(const Document& document, std::size_t line) {
  const std::uint32_t words = document.lines.words[line];
  if (words < 12) return false;
  return words >= 40 ? !ends_cut(document.lines.text[line])
                     : ends_sentence(document.lines.text[line]);
}

void find_cues(const Document& document, const rules::PackLibrary& library, rules::PackMask packs,
               Cues& cues) {
  const LineTable& lines = document.lines;
  cues.hits.clear();
  cues.first.assign(1, 0);
  rules::PackLibrary::Matcher matcher(library, packs);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines.kept(i) && lines.chars[i] > 0) {
      const std::string_view line = trim(lines.text[i]);
      matcher.match(line, lines.chars[i], lines.words[i], cues.hits);
    }
    cues.first.push_back(cues.hits.size());
  }
}

bool is_page_number(const Document& document, std::size_t line) {
  const LineTable& lines = document.lines;
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  const std::string_view text = lines.text[line];
  if (std::none_of(text.begin(), text.end(), digit)) return false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view other = lines.text[i];
    if (other.size() != text.size() || other == text) continue;
    if (std::equal(text.begin(), text.end(), other.begin(),
                   [&](char a, char b) { return a == b || (digit(a) && digit(b)); }))
      return true;
  }
  return false;
}

namespace {

/// The first line of the tail by evidence, or the number of lines: an end marker, or two lines of
/// credits in a row, behind at least half of the prose.
std::size_t tail_by_cues(const Document& document, const Cues& cues) {
  const LineTable& lines = document.lines;
  double all = 0, before = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines.kept(i) && is_prose(document, i)) all += lines.words[i];
  }
  std::size_t credits = 0, first_credit = 0;
  bool numbered = false;  // it has page numbers that look like end markers
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!lines.kept(i) || lines.chars[i] == 0) continue;
    if (is_prose(document, i)) before += lines.words[i];
    bool credit = false;
    for (const rules::Hit& hit : cues.of(i)) {
      if (!hit.rule->zones.has(Zone::tail)) continue;
      if (hit.rule->kind == rules::CueKind::end_marker && hit.rule->certain && before * 2 >= all &&
          before > 0 && !numbered) {
        numbered = is_page_number(document, i);  // one such line tells for all, at one look
        if (!numbered) return credits > 0 ? first_credit : i;
      }
      credit = credit || rules::traits_of(hit.rule->kind).is(rules::Trait::credit);
    }
    if (!credit) {
      credits = 0;
      continue;
    }
    if (++credits == 1) first_credit = i;
    if (credits == 2 && before * 2 >= all && before > 0) return first_credit;
  }
  return lines.size();
}

/// Whether a rule takes the whole line for a notice of the site, which needs no support: a cookie
/// notice of two sentences behind the text is no prose of the page.
bool is_notice(const Cues& cues, std::size_t line) {
  for (const rules::Hit& hit : cues.of(line)) {
    const rules::Rule& rule = *hit.rule;
    if (rule.certain && rule.action == rules::Action::drop && rule.zones.has(Zone::tail) &&
        rules::traits_of(rule.kind).is(rules::Trait::notice)) {
      return true;
    }
  }
  return false;
}

}  // namespace

void find_zones(Document& document, const Cues& cues) {
  constexpr std::size_t longest_gap = 12;
  const std::size_t n = document.lines.size();
  const std::size_t cap = tail_by_cues(document, cues);
  document.zones.assign(n, Zone::head);
  std::size_t first = n, last = n, last_text = n;
  double words = 0;
  for (std::size_t i = 0; i < cap; ++i) {
    if (!document.lines.kept(i) || !is_prose(document, i)) continue;
    if (first == n) first = i;
    // A lone paragraph far behind a long text is a footer, far behind a short one it is the text.
    if (last == n || i - last <= longest_gap || words < 150) {
      last = i;
      words += document.lines.words[i];
      if (!is_notice(cues, i)) last_text = i;
    }
  }
  if (last_text != n) last = last_text;  // notices behind the text are its tail
  for (std::size_t i = first; i < n; ++i) document.zones[i] = i <= last ? Zone::body : Zone::tail;
}

}  // namespace dechaff::page
