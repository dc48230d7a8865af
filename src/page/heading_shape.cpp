#include "page/heading_shape.h"

#include <algorithm>

#include "decide/prose.h"
#include "text/classes.h"
#include "text/utf8.h"

namespace dechaff::page {
namespace {

using Kind = HeadingShape::Kind;

constexpr std::uint32_t most_words = 14;
constexpr std::size_t most_spaces = 2;  // behind "#"

std::size_t run_of(std::string_view s, char c) {
  std::size_t n = 0;
  while (n < s.size() && s[n] == c) ++n;
  return n;
}

bool digit(char c) { return c >= '0' && c <= '9'; }

/// Whether a text may be a heading's: not the edge of a drawn box, code, or columns of a table.
bool wordy(std::string_view text) {
  return !text.empty() &&
         std::string_view("|/\\{}.*+-=_<>~").find(text[0]) == std::string_view::npos &&
         text.find("   ") == std::string_view::npos && text.find('\t') == std::string_view::npos;
}

/// Markdown "## x" (1 to 6), MediaWiki "== x ==" and AsciiDoc "== x" (1 to 6).
int mark_level(std::string_view text) {
  for (const char mark : {'#', '='}) {
    const std::size_t n = run_of(text, mark);
    if (n == 0 || n > 6 || n >= text.size()) continue;
    const std::string_view words = trim(text.substr(n));
    if (!wordy(words) || (mark == '#' && n + most_spaces + words.size() < text.size())) continue;
    if (text[n] == ' ' || (mark == '=' && n >= 2 && text.ends_with("==")))
      return static_cast<int>(n);
  }
  return 0;
}

/// The length of an upper-case Roman number at the begin, 0 when there is none.
std::size_t roman(std::string_view s) {
  std::size_t n = 0;
  while (n < s.size() && std::string_view("IVXLCDM").find(s[n]) != std::string_view::npos) ++n;
  return n;
}

bool chinese_number(char32_t c) {
  return c == U'一' || c == U'二' || c == U'三' || c == U'四' || c == U'五' || c == U'六' ||
         c == U'七' || c == U'八' || c == U'九' || c == U'十' || c == U'百' || c == U'零' ||
         c == U'〇' || (c >= U'0' && c <= U'9') || (c >= U'０' && c <= U'９');
}

/// Bytes of the Chinese or Arabic digits at `at`.
std::size_t chinese_digits(std::string_view s, std::size_t at) {
  std::size_t end = at;
  while (end < s.size()) {
    const text::Decoded d = text::decode(s, end);
    if (!chinese_number(d.c)) break;
    end += d.bytes;
  }
  return end - at;
}

enum Style {
  no_number,
  part,
  chapter,
  section,
  article,
  item,
  bracketed_item,
  roman_number,
  letter,
  first_depth = 16,
};

/// 第三章 and its kin; 一、 and （二）.
int east_asian_style(std::string_view s) {
  if (s.starts_with("第")) {
    const std::size_t number = chinese_digits(s, 3);
    if (number == 0 || 3 + number >= s.size()) return 0;
    switch (text::decode(s, 3 + number).c) {
      case U'编':
      case U'編':
      case U'卷':
      case U'部':
        return part;
      case U'章':
      case U'回':
        return chapter;
      case U'节':
      case U'節':
        return section;
      case U'条':
      case U'條':
        return article;
      default:
        return no_number;
    }
  }
  if (s.starts_with("（") || s.starts_with("(")) {
    const std::size_t open = s.starts_with("(") ? 1 : 3;
    const std::size_t number = chinese_digits(s, open);
    const bool arabic = number > 0 && digit(s[open]);
    const std::string_view rest = s.substr(std::min(s.size(), open + number));
    return number > 0 && !arabic && (rest.starts_with("）") || rest.starts_with(")"))
               ? bracketed_item
               : no_number;
  }
  const std::size_t number = chinese_digits(s, 0);
  return number > 0 && !digit(s[0]) && s.substr(number).starts_with("、") ? item : no_number;
}

/// "1." and "1.2" by their depth; "IV."; "(a)" and "a)".
int western_style(std::string_view s) {
  std::size_t at = 0;
  int depth = 0;
  while (at < s.size() && digit(s[at])) {
    const std::size_t from = at;
    while (at < s.size() && digit(s[at])) ++at;
    if (at - from > 3) return 0;  // a year
    ++depth;
    if (at < s.size() && (s[at] == '.' || s[at] == ')')) {
      ++at;
    } else {
      break;
    }
  }
  if (depth > 0) {
    const bool closed = s[at - 1] == '.' || s[at - 1] == ')';
    // "3 apples" is no number of a heading, "3. Apples" and "3.1 Apples" are.
    return at < s.size() && s[at] == ' ' && (closed || depth > 1) ? first_depth + depth : no_number;
  }
  const std::size_t numeral = roman(s);
  if (numeral > 0 && numeral < 6 && s.substr(numeral).starts_with(". ")) return roman_number;
  const bool lettered =
      s.size() > 3 && ((s[0] >= 'a' && s[0] <= 'z') || (s[0] >= 'A' && s[0] <= 'Z'));
  if (lettered && s[1] == ')' && s[2] == ' ') return letter;
  const bool bracket = s.size() > 4 && s[0] == '(' && s[1] >= 'a' && s[1] <= 'z' && s[2] == ')';
  return bracket && s[3] == ' ' ? letter : no_number;
}

}  // namespace

bool is_rule_of_marks(std::string_view line) {
  const std::string_view s = trim(line);
  // "..." stands for what is left out.
  return s.size() >= (s.starts_with('.') ? 4U : 3U) &&
         std::string_view("=-~^*#\"+`:.").find(s[0]) != std::string_view::npos &&
         run_of(s, s[0]) == s.size();
}

HeadingShape heading_shape(const LineTable& lines, std::size_t i) {
  const std::string_view text = trim(lines.text[i]);
  if (text.empty() || lines.words[i] > most_words + 4) return {};
  if (const int level = mark_level(text); level > 0) return {Kind::marked, level, 0};
  if (is_rule_of_marks(text)) return {};
  if (i + 1 < lines.size() && lines.kept(i + 1) && is_rule_of_marks(lines.text[i + 1])) {
    const std::string_view marks = trim(lines.text[i + 1]);
    const bool over = i > 0 && lines.kept(i - 1) && trim(lines.text[i - 1]) == marks;
    const std::size_t order = std::string_view("=-~^\"*+#`:.").find(marks[0]);
    // The row is as long as the heading, by its characters or its columns.
    if (wordy(text) && marks.size() + 2 >= lines.chars[i] && marks.size() <= 2 * lines.chars[i] + 2)
      return {Kind::underlined, over ? 1 : static_cast<int>(std::min<std::size_t>(order, 4)) + 1,
              0};
  }
  if (lines.words[i] > most_words || decide::ends_sentence(text) || decide::ends_cut(text))
    return {};
  int style = western_style(text);
  if (style == no_number) style = east_asian_style(text);
  return style != no_number ? HeadingShape{Kind::numbered, 0, style} : HeadingShape{};
}

std::string_view without_heading_marks(std::string_view text) {
  text = trim(text);
  if (mark_level(text) == 0) return text;
  const char mark = text[0];
  while (!text.empty() && text.front() == mark) text.remove_prefix(1);
  while (!text.empty() && text.back() == mark) text.remove_suffix(1);
  return trim(text);
}

}  // namespace dechaff::page
