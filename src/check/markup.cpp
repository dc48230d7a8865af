#include "check/markup.h"

#include <algorithm>
#include <array>

#include "page/heading_shape.h"

namespace dechaff::check {
namespace {

using std::string_view;

constexpr std::size_t none = string_view::npos;

bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool digit(char c) { return c >= '0' && c <= '9'; }

/// Columns of white space before the text, a tab to the next multiple of four.
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

/// Length of the list mark at the begin of `text` with the space behind it: "- ", "12. ", "#. ".
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

/// How many of one character a line begins with, of those in `marks`.
std::size_t run_of(string_view text, string_view marks) {
  if (text.empty() || marks.find(text[0]) == none) return 0;
  return std::min(text.find_first_not_of(text[0]), text.size());
}

/// Cuts Markdown links and images, autolinks, code spans and URLs out of a line and says whether a
/// letter or digit is left.
bool says_more_than_links(string_view text) {
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
      const char close = at == text.size() ? 0 : text[at] == '(' ? ')' : text[at] == '[' ? ']' : 0;
      if (close != 0) {
        const std::size_t end = text.find(close, at);
        if (end == none) return true;
        at = end + 1;
      }
      i = at;
    } else if (c == '<' || c == '`') {
      const std::size_t end = text.find(c == '<' ? '>' : '`', i + 1);
      i = end == none ? i + 1 : end + 1;
      if (c == '`' && i < text.size() && text[i] == '_') ++i;
    } else if (text.substr(i).starts_with("http://") || text.substr(i).starts_with("https://")) {
      i = std::min(text.find(' ', i), text.size());
    } else if (letter(c) || digit(c) || static_cast<unsigned char>(c) >= 0x80) {
      return true;
    } else {
      ++i;
    }
  }
  return false;
}

/// Whether a line begins with ".. name::" or ".. _name:".
bool looks_restructured(string_view bytes) {
  for (std::size_t at = bytes.find(".. "); at != none; at = bytes.find(".. ", at + 3)) {
    if (at > 0 && bytes[at - 1] != '\n') continue;
    std::size_t end = at + 3;
    while (end < bytes.size() && (letter(bytes[end]) || bytes[end] == '-' || bytes[end] == '_'))
      ++end;
    if (end == at + 3 || end == bytes.size() || bytes[end] != ':') continue;
    if (bytes[at + 3] == '_' || bytes.substr(end, 2) == "::") return true;
  }
  return false;
}

class Classifier {
 public:
  Classifier(string_view bytes, const LineTable& lines, std::vector<LineKind>& kinds)
      : bytes_(bytes), lines_(lines), kinds_(kinds) {
    kinds_.assign(lines.size(), LineKind::prose);
  }

  void plain() {
    bool blank_before = true, indented = false;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (blank(i)) {
        blank_before = true;
        continue;
      }
      indented = indent_of(line(i)) >= 4 && (indented || blank_before);
      if (indented) code(i);
      blank_before = false;
    }
  }

  void markdown() {
    std::size_t i = front_matter();
    std::size_t list = 0;  // columns that a list's text is indented by; 0: no list
    bool blank_before = true, indented = false;
    while (i < lines_.size()) {
      if (blank(i)) {
        blank_before = true;
        ++i;
        continue;
      }
      const string_view text = trim(line(i));
      const std::size_t indent = indent_of(line(i));
      if (indent == 0 && list_mark(text) == 0 && blank_before) list = 0;
      indented = indent >= list + 4 && (indented || blank_before);
      blank_before = false;
      if (indented) {
        code(i++);
      } else if (run_of(text, "`~") >= 3) {
        i = fence(i);
      } else if (text.starts_with("<!--")) {
        i = until(i, "-->");
      } else if (text[0] == '<' && text.size() > 1 &&
                 (letter(text[1]) || text[1] == '/' || text[1] == '!')) {
        i = html(i, text);
      } else if (text.starts_with("$$") || text.starts_with("\\[")) {
        i = until(i, text[0] == '$' ? "$$" : "\\]");
      } else if (table_begins(i)) {
        while (i < lines_.size() && line(i).find('|') != none) hide(i++);
      } else {
        const std::size_t mark = list_mark(text);
        if (mark > 0) list = indent + mark;
        text_line(i++, text.substr(mark));
      }
    }
    for (std::size_t k = 0; k < lines_.size(); ++k) {
      if (kinds_[k] == LineKind::prose && !blank(k)) heading(k);
    }
  }

  void restructured() {
    std::size_t i = 0;
    while (i < lines_.size()) {
      if (blank(i)) {
        ++i;
        continue;
      }
      const string_view text = trim(line(i));
      const std::size_t indent = indent_of(line(i));
      if (text.starts_with(".. ") || text == ".." || text.starts_with("__ ")) {
        i = explicit_markup(i, text, indent);
      } else if (text.starts_with(">>> ")) {
        while (i < lines_.size() && !blank(i)) code(i++);
      } else if (text[0] == ':' && text.find(": ", 1) != none && text.find(' ') > 1) {
        hide(i++);  // a field list
      } else if (text.starts_with("+--") || text.starts_with("+==") || text[0] == '|') {
        while (i < lines_.size() && !blank(i)) hide(i++);
      } else if (simple_table_edge(text)) {
        i = simple_table(i);
      } else {
        const bool literal = text.ends_with("::");
        text_line(i, text.substr(list_mark(text)));
        if (kinds_[i] == LineKind::prose) heading(i);
        ++i;
        if (literal) i = literal_block(i, indent);
      }
    }
  }

  /// Comments of this program are for it alone.
  void own_marks() {
    if (bytes_.find("dechaff:") == none) return;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (line(i).find("dechaff: ignore") != none && kinds_[i] == LineKind::prose)
        kinds_[i] = LineKind::shown;
    }
  }

 private:
  string_view line(std::size_t i) const {
    return bytes_.substr(lines_.span[i].begin, lines_.span[i].size());
  }
  bool blank(std::size_t i) const { return trim(line(i)).empty(); }
  void hide(std::size_t i) { kinds_[i] = LineKind::hidden; }
  void code(std::size_t i) { kinds_[i] = LineKind::code; }

  std::size_t front_matter() {
    if (lines_.size() == 0) return 0;
    const string_view fence = trim(line(0));
    if (fence != "---" && fence != "+++") return 0;
    for (std::size_t end = 1; end < lines_.size(); ++end) {
      const string_view text = trim(line(end));
      if (text != fence && !(fence == "---" && text == "...")) continue;
      for (std::size_t k = 0; k <= end; ++k) hide(k);
      return end + 1;
    }
    return 0;
  }

  std::size_t fence(std::size_t i) {
    const string_view open = trim(line(i));
    const std::size_t length = run_of(open, "`~");
    if (open[0] == '`' && open.find('`', length) != none) {  // a span of code in a line
      return i + 1;
    }
    code(i++);
    for (; i < lines_.size(); ++i) {
      code(i);
      const string_view text = trim(line(i));
      if (text.starts_with(open[0]) && run_of(text, "`~") >= length &&
          text.find_first_not_of(open[0]) == none) {
        return i + 1;
      }
    }
    return i;
  }

  std::size_t until(std::size_t i, string_view end) {
    std::size_t from = line(i).find_first_not_of(" \t") + 2;  // behind the opening mark
    for (; i < lines_.size(); ++i, from = 0) {
      hide(i);
      if (line(i).find(end, from) != none) return i + 1;
    }
    return i;
  }

  /// A block of HTML goes to the next empty line, <pre>, <script> and <style> to their end.
  std::size_t html(std::size_t i, string_view text) {
    static constexpr std::array<string_view, 4> raw = {"pre", "script", "style", "textarea"};
    std::string name;
    for (std::size_t k = 1; k < text.size() && letter(text[k]); ++k)
      name += static_cast<char>(text[k] | 0x20);
    if (std::find(raw.begin(), raw.end(), name) != raw.end()) return until(i, "</" + name);
    while (i < lines_.size() && !blank(i)) hide(i++);
    return i;
  }

  bool table_begins(std::size_t i) const {
    if (line(i).find('|') == none) return false;
    if (trim(line(i)).starts_with('|')) return true;
    if (i + 1 == lines_.size()) return false;
    const string_view next = trim(line(i + 1));
    return next.find('-') != none && next.find('|') != none &&
           next.find_first_not_of("|-: \t") == none;
  }

  /// A line of text without its list mark.
  void text_line(std::size_t i, string_view text) {
    const bool definition = text.starts_with('[') && text.find("]:") != none;
    if (page::is_rule_of_marks(text)) {
      kinds_[i] = LineKind::shown;  // it makes a heading of the line above
    } else if (definition || !says_more_than_links(text)) {
      hide(i);
    } else if (text.find('`') != none) {
      kinds_[i] = LineKind::shown;
    }
  }

  void heading(std::size_t i) {
    const page::HeadingShape::Kind kind = page::heading_shape(lines_, i).kind;
    if (kind == page::HeadingShape::Kind::marked || kind == page::HeadingShape::Kind::underlined)
      kinds_[i] = LineKind::shown;
  }

  std::size_t indented_block(std::size_t i, std::size_t indent, LineKind kind) {
    for (; i < lines_.size() && (blank(i) || indent_of(line(i)) > indent); ++i) {
      if (!blank(i)) kinds_[i] = kind;
    }
    return i;
  }

  std::size_t literal_block(std::size_t i, std::size_t indent) {
    std::size_t first = i;
    while (first < lines_.size() && blank(first)) ++first;
    if (first == i || first == lines_.size()) return i;
    return indented_block(first, indent, LineKind::code);
  }

  /// Directives and comments with their indented blocks; the text of notes and the like is prose.
  std::size_t explicit_markup(std::size_t i, string_view text, std::size_t indent) {
    static constexpr std::array<string_view, 16> prose = {
        "attention", "caution", "danger",     "error",         "hint",    "important",
        "note",      "tip",     "warning",    "admonition",    "seealso", "versionadded",
        "topic",     "sidebar", "deprecated", "versionchanged"};
    const std::size_t colons = text.find("::");
    hide(i);
    if (colons != none &&
        std::find(prose.begin(), prose.end(), trim(text.substr(2, colons - 2))) != prose.end()) {
      return i + 1;
    }
    return indented_block(i + 1, indent, colons == none ? LineKind::hidden : LineKind::code);
  }

  static bool simple_table_edge(string_view text) {
    return text.find_first_not_of("= \t") == none && text.find("= ") != none;
  }

  std::size_t simple_table(std::size_t i) {
    std::size_t edges = 0;
    for (; i < lines_.size(); ++i) {
      if (blank(i)) {
        if (edges >= 2 && (i + 1 == lines_.size() || simple_table_edge(trim(line(i - 1)))))
          return i;
        continue;
      }
      hide(i);
      if (simple_table_edge(trim(line(i)))) ++edges;
    }
    return i;
  }

  string_view bytes_;
  const LineTable& lines_;
  std::vector<LineKind>& kinds_;
};

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
  Classifier classifier(bytes, lines, kinds);
  if (markup == Markup::markdown) {
    classifier.markdown();
  } else if (markup == Markup::restructured) {
    classifier.restructured();
  } else {
    classifier.plain();
  }
  classifier.own_marks();
}

}  // namespace dechaff::check
