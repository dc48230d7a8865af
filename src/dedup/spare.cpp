#include "dedup/spare.h"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "decide/prose.h"
#include "text/classes.h"
#include "text/utf8.h"
#include "text/words.h"

namespace dechaff::dedup {
namespace {

constexpr std::size_t far_heading = 60;  // lines

bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> signs) {
  return std::any_of(signs.begin(), signs.end(),
                     [&](std::string_view sign) { return text.starts_with(sign); });
}

/// What of a line follows its bullet or number: "- a", "3. a", "(b) a", "1.2 a". Empty: it has
/// none.
std::string_view behind_list_sign(std::string_view line) {
  if (starts_with_any(line, {"- ", "* ", "+ ", "• ", "· ", "▪ ", "● ", "○ ", "‣ ", "◦ "}))
    return line.substr(line.find(' '));
  std::size_t at = 0;
  const bool bracket = line.starts_with('(');
  if (bracket) ++at;
  const std::size_t begin = at;
  std::size_t digits = 0;
  while (at < line.size() && at < begin + 8) {
    const text::Decoded d = text::decode(line, at);
    if (text::is_digit(d.c)) {
      ++digits;
    } else if (d.c != '.' || digits == 0) {
      break;
    }
    at += d.bytes;
  }
  if (digits == 0) {
    // One to four letters in brackets or before one: "a)", "(iv)".
    while (at < line.size() && at < begin + 4 && line[at] >= 'a' && line[at] <= 'z') ++at;
    if (at == begin || at == line.size() || line[at] != ')') return {};
    return line.substr(at + 1);
  }
  if (at == line.size()) return {};
  const bool pointed = line[at - 1] == '.';
  if (line[at] == ')' || line[at] == ':') return line.substr(at + 1);
  if (line.substr(at).starts_with("、") || line.substr(at).starts_with("．"))
    return line.substr(at + 3);
  return pointed && line[at] == ' ' ? line.substr(at) : std::string_view{};
}

/// Whether somebody speaks: quotation marks around it, a dash or a name and a colon before it.
bool is_speech(std::string_view line, std::string_view said) {
  static constexpr std::array<std::string_view, 11> quotes = {"\"", "“",  "„",  "«", "»", "‘",
                                                              "‚",  "「", "『", "‹", "'"};
  const auto opens = [&](std::string_view quote) { return said.starts_with(quote); };
  if (std::any_of(quotes.begin(), quotes.end(), opens)) return true;
  for (const std::string_view end : {"\"", "”", "“", "»", "«", "’", "」", "』", "›"}) {
    if (said.ends_with(end)) return true;
  }
  if (starts_with_any(line, {"– ", "— ", "―", "—", "-- "})) return true;
  // "ANNA: …", "Q: …"
  const std::size_t colon = std::min(line.find(':'), line.find("："));
  if (colon == std::string_view::npos || colon > 40 || colon == 0) return false;
  const std::string_view name = line.substr(0, colon);
  return std::count(name.begin(), name.end(), ' ') < 3 && name.find('.') == std::string_view::npos;
}

bool is_form(std::string_view line) {
  for (const std::string_view sign : {"___", "....", "……", "[ ]", "[x]", "☐", "☑", "□", "( )"}) {
    if (line.find(sign) != std::string_view::npos) return true;
  }
  return false;
}

/// A short line with a number in it and no full stop behind words: "Article 5", "2. Terms".
bool is_numbered_heading(std::string_view line, std::uint32_t words) {
  if (line.empty() || words > 12) return false;
  bool digit = false;
  std::size_t at = 0;
  for (std::size_t seen = 0; at < line.size() && seen < 16; ++seen) {
    const text::Decoded d = text::decode(line, at);
    digit = digit || text::is_digit(d.c);
    at += d.bytes;
  }
  return digit && (words <= 3 || !decide::ends_sentence(line));
}

}  // namespace

bool is_short_line(const LineTable& lines, std::size_t line) {
  if (lines.words[line] >= 12 || lines.chars[line] >= 72) return false;
  // A line of ideographs holds as much in fewer characters; Thai and Tibetan do not.
  return lines.chars[line] < 30 ||
         text::count_kinds(lines.text[line]).characters * 2 < std::size_t{lines.chars[line]};
}

std::vector<bool> fenced_lines(const LineTable& lines) {
  std::vector<bool> out(lines.size(), false);
  bool inside = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view line = trim(lines.text[i]);
    const bool fence = line.starts_with("```") || line.starts_with("~~~");
    if (fence) inside = !inside;
    out[i] = inside || fence;
  }
  if (inside) out.assign(lines.size(), false);
  return out;
}

Protections::Protections(const LineTable& lines, const Spares& spares)
    : lines_(lines), spares_(spares), code_(fenced_lines(lines)) {}

Spare Protections::by_line(std::size_t line, std::string_view said) const {
  const std::string_view text = trim(lines_.text[line]);
  if (on(Spare::code) && code_[line]) return Spare::code;
  if (on(Spare::quote) && text.starts_with('>')) return Spare::quote;
  if (on(Spare::table) && (text.find('\t') != std::string_view::npos ||
                           std::count(text.begin(), text.end(), '|') >= 2)) {
    return Spare::table;
  }
  if (on(Spare::form) && is_form(text)) return Spare::form;
  if (on(Spare::formula) && said.find("§") != std::string_view::npos) return Spare::formula;
  if (on(Spare::list) && !behind_list_sign(text).empty()) return Spare::list;
  if (on(Spare::dialogue) && is_speech(text, said)) return Spare::dialogue;
  return Spare::no;
}

bool Protections::in_verse(const Unit& unit) const {
  std::size_t verse = 0, all = 0;
  const auto look = [&](std::size_t i) {
    if (lines_.chars[i] == 0) return false;
    ++all;
    verse += is_short_line(lines_, i) && !decide::ends_sentence(lines_.text[i]) ? 1U : 0U;
    return true;
  };
  // A sentence of wrapped text is no line of verse.
  if (!unit.whole || unit.end > unit.line + 1 || !is_short_line(lines_, unit.line)) return false;
  for (std::size_t i = unit.line, n = 0; i > 0 && n < 3; --i) n += look(i - 1) ? 1U : 0U;
  for (std::size_t i = unit.end, n = 0; i < lines_.size() && n < 3; ++i) n += look(i) ? 1U : 0U;
  return all >= 3 && verse * 3 >= all * 2;
}

std::string_view Protections::heading_above(std::size_t line) const {
  for (std::size_t i = line, n = 0; i > 0 && n < far_heading; --i, ++n) {
    const std::string_view text = trim(lines_.text[i - 1]);
    if (is_numbered_heading(text, lines_.words[i - 1])) return text;
  }
  return {};
}

Spare Protections::of(const Unit& again, const Unit& first, std::string_view said) const {
  if (const Spare spare = by_line(again.line, said); spare != Spare::no) return spare;
  if (on(Spare::verse) && in_verse(again) && in_verse(first)) return Spare::verse;
  if (on(Spare::formula)) {
    const std::string_view here = heading_above(again.line), there = heading_above(first.line);
    if (!here.empty() && !there.empty() && here != there) return Spare::formula;
  }
  return Spare::no;
}

}  // namespace dechaff::dedup
