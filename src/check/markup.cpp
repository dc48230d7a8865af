#include "check/markup.h"

#include <algorithm>

#include "check/markup_lines.h"

namespace dechaff::check {
namespace {

using std::string_view;

constexpr std::size_t none = string_view::npos;

/// Whether a line begins with ".. name::" or ".. _name:", or is the edge of a simple table of two
/// columns or more: "=====  =====".
bool looks_restructured(string_view bytes) {
  for (std::size_t at = bytes.find("= "); at != none; at = bytes.find("= ", at)) {
    const std::size_t begin = bytes.rfind('\n', at) + 1;  // none + 1 is 0
    const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
    const string_view line = trim(bytes.substr(begin, end - begin));
    if (line.size() >= 8 && is_simple_table_edge(line)) return true;
    at = end;
  }
  for (std::size_t at = bytes.find(".. "); at != none; at = bytes.find(".. ", at + 3)) {
    if (at > 0 && bytes[at - 1] != '\n') continue;
    std::size_t end = at + 3;
    while (end < bytes.size() && (is_letter(bytes[end]) || bytes[end] == '-' || bytes[end] == '_'))
      ++end;
    if (end == at + 3 || end == bytes.size() || bytes[end] != ':') continue;
    if (bytes[at + 3] == '_' || bytes.substr(end, 2) == "::") return true;
  }
  return false;
}

/// A row of a table or box that was drawn with "|", "+" and "-".
bool is_drawn(string_view text) {
  if (text.size() < 2 || (text[0] != '|' && text[0] != '+')) return false;
  return text[0] == text.back() && (text[0] == '|' || text.find_first_not_of("+-=| ") == none);
}

/// Text without markup: blocks indented by four columns are code.
void classify_plain(MarkupLines& lines) {
  bool blank_before = true, indented = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines.blank(i)) {
      blank_before = true;
      continue;
    }
    indented = indent_of(lines.line(i)) >= 4 && (indented || blank_before);
    if (indented) {
      lines.code(i);
    } else if (is_drawn(trim(lines.line(i)))) {
      lines.hide(i);
    }
    blank_before = false;
  }
}

}  // namespace

Markup markup_of(string_view path, string_view bytes) {
  for (const string_view end : {".gz", ".zst", ".txt"}) {
    if (path.ends_with(end)) path.remove_suffix(end.size());
  }
  const std::size_t dot = path.rfind('.');
  const string_view end =
      dot == none || path.find('/', dot) != none ? string_view{} : path.substr(dot + 1);
  for (const string_view name : {"md", "markdown", "mdx", "mkd", "qmd", "Rmd"}) {
    if (end == name) return Markup::markdown;
  }
  if (end == "rst" || end == "rest" || looks_restructured(bytes)) return Markup::restructured;
  return Markup::none;
}

void classify(Markup markup, string_view bytes, const LineTable& lines,
              std::vector<LineKind>& kinds) {
  MarkupLines classified(bytes, lines, kinds);
  if (markup == Markup::markdown) {
    classify_markdown(classified);
  } else if (markup == Markup::restructured) {
    classify_restructured(classified);
  } else {
    classify_plain(classified);
  }
  classified.own_marks();
}

}  // namespace dechaff::check
