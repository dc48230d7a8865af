#include "check/markup_lines.h"

#include <algorithm>

#include "page/heading_shape.h"

namespace dechaff::check {
namespace {

using std::string_view;

constexpr std::size_t none = string_view::npos;

bool digit(char c) { return c >= '0' && c <= '9'; }

/// Cuts Markdown links and images, autolinks, code spans and URLs out of a line and says whether a
/// letter or digit is left.
bool says_more_than_links(string_view text) {
  bool angles = true, ticks = true;  // whether one may still close: looked for in vain once a line
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (c == '[' || (c == '!' && i + 1 < text.size() && text[i + 1] == '[')) {
      std::size_t at = c == '!' ? i + 1 : i;
      int depth = 0;
      do {  // the matching bracket: a badge is an image in a link
        depth += text[at] == '[' ? 1 : text[at] == ']' ? -1 : 0;
        ++at;
      } while (at < text.size() && depth > 0);
      if (depth > 0) return true;
      const bool linked = at < text.size() && (text[at] == '(' || text[at] == '[');
      if (c == '[' && !linked &&
          std::count(text.begin() + static_cast<std::ptrdiff_t>(i),
                     text.begin() + static_cast<std::ptrdiff_t>(at), ' ') > 1)
        return true;  // words in brackets: no link that a page would define
      const char close = at == text.size() ? 0 : text[at] == '(' ? ')' : text[at] == '[' ? ']' : 0;
      if (close != 0) {
        const std::size_t end = text.find(close, at);
        if (end == none) return true;
        at = end + 1;
      }
      i = at;
    } else if (c == '<' || c == '`') {
      bool& may_close = c == '<' ? angles : ticks;
      const std::size_t end = may_close ? text.find(c == '<' ? '>' : '`', i + 1) : none;
      may_close = end != none;
      i = end == none ? i + 1 : end + 1;
      if (c == '`' && i < text.size() && text[i] == '_') ++i;
    } else if (text.substr(i).starts_with("http://") || text.substr(i).starts_with("https://")) {
      i = std::min(text.find(' ', i), text.size());
    } else if (is_letter(c) || digit(c) || static_cast<unsigned char>(c) >= 0x80) {
      return true;
    } else {
      ++i;
    }
  }
  return false;
}

}  // namespace

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::size_t indent_of(string_view line) {
  std::size_t columns = 0;
  for (const char c : line) {
    if (c == ' ') {
      ++columns;
    } else if (c == '\t') {
      columns += 4 - columns % 4;
    } else {
      break;
    }
  }
  return columns;
}

std::size_t list_mark(string_view text) {
  std::size_t end = 0;
  if (!text.empty() && (text[0] == '-' || text[0] == '*' || text[0] == '+' || text[0] == '#')) {
    end = text[0] == '#' ? (text.size() > 1 && text[1] == '.' ? 2 : 0) : 1;
  } else {
    while (end < text.size() && end < 9 && digit(text[end])) ++end;
    if (end == 0 || end == text.size() || (text[end] != '.' && text[end] != ')')) return 0;
    ++end;
  }
  if (end == 0 || (end < text.size() && text[end] != ' ' && text[end] != '\t')) return 0;
  while (end < text.size() && (text[end] == ' ' || text[end] == '\t')) ++end;
  return end;
}

std::size_t run_of(string_view text, string_view marks) {
  if (text.empty() || marks.find(text[0]) == none) return 0;
  return std::min(text.find_first_not_of(text[0]), text.size());
}

bool is_simple_table_edge(string_view text) {
  return text.find_first_not_of("= \t") == none && text.find("= ") != none;
}

MarkupLines::MarkupLines(string_view bytes, const LineTable& lines, std::vector<LineKind>& kinds)
    : bytes_(bytes), lines_(lines), kinds_(kinds) {
  kinds_.assign(lines.size(), LineKind::prose);
}

void MarkupLines::text_line(std::size_t i, string_view text) {
  const bool definition = text.starts_with('[') && text.find("]:") != none;
  if (page::is_rule_of_marks(text)) {
    kinds_[i] = LineKind::shown;  // it makes a heading of the line above
  } else if (definition || !says_more_than_links(text)) {
    hide(i);
  } else if (text.find('`') != none) {
    kinds_[i] = LineKind::shown;
  }
}

void MarkupLines::heading(std::size_t i) {
  const page::HeadingShape::Kind kind = page::heading_shape(lines_, i).kind;
  if (kind == page::HeadingShape::Kind::marked || kind == page::HeadingShape::Kind::underlined)
    kinds_[i] = LineKind::shown;
}

void MarkupLines::own_marks() {
  if (bytes_.find("dechaff:") == none) return;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    if (line(i).find("dechaff: ignore") != none && kinds_[i] == LineKind::prose)
      kinds_[i] = LineKind::shown;
  }
}

}  // namespace dechaff::check
