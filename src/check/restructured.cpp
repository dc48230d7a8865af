#include <algorithm>
#include <array>

#include "check/markup_lines.h"

namespace dechaff::check {
namespace {

using std::string_view;

constexpr std::size_t none = string_view::npos;

/// docutils.sourceforge.io/docs/ref/rst/restructuredtext.html
class Restructured {
 public:
  explicit Restructured(MarkupLines& lines) : lines_(lines) {}

  void classify() {
    std::size_t i = 0;
    while (i < lines_.size()) {
      if (lines_.blank(i)) {
        ++i;
        continue;
      }
      const string_view text = trim(lines_.line(i));
      const std::size_t indent = indent_of(lines_.line(i));
      if (text.starts_with(".. ") || text == ".." || text.starts_with("__ ")) {
        i = explicit_markup(i, text, indent);
      } else if (text.starts_with(">>> ")) {
        while (i < lines_.size() && !lines_.blank(i)) lines_.code(i++);
      } else if (text[0] == ':' && text.find(": ", 1) != none && text.find(' ') > 1) {
        lines_.hide(i++);  // a field list
      } else if (text.starts_with("+--") || text.starts_with("+==") || text[0] == '|') {
        while (i < lines_.size() && !lines_.blank(i)) lines_.hide(i++);
      } else if (is_simple_table_edge(text)) {
        i = simple_table(i);
      } else {
        const bool literal = text.ends_with("::");
        lines_.text_line(i, text.substr(list_mark(text)));
        if (lines_.kind(i) == LineKind::prose) lines_.heading(i);
        ++i;
        if (literal) i = literal_block(i, indent);
      }
    }
  }

 private:
  std::size_t indented_block(std::size_t i, std::size_t indent, LineKind kind) {
    for (; i < lines_.size() && (lines_.blank(i) || indent_of(lines_.line(i)) > indent); ++i) {
      if (!lines_.blank(i)) lines_.set(i, kind);
    }
    return i;
  }

  std::size_t literal_block(std::size_t i, std::size_t indent) {
    std::size_t first = i;
    while (first < lines_.size() && lines_.blank(first)) ++first;
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
    lines_.hide(i);
    if (colons != none &&
        std::find(prose.begin(), prose.end(), trim(text.substr(2, colons - 2))) != prose.end()) {
      return i + 1;
    }
    return indented_block(i + 1, indent, colons == none ? LineKind::hidden : LineKind::code);
  }

  std::size_t simple_table(std::size_t i) {
    std::size_t edges = 0;
    for (; i < lines_.size(); ++i) {
      if (lines_.blank(i)) {
        if (edges >= 2 &&
            (i + 1 == lines_.size() || is_simple_table_edge(trim(lines_.line(i - 1)))))
          return i;
        continue;
      }
      lines_.hide(i);
      if (is_simple_table_edge(trim(lines_.line(i)))) ++edges;
    }
    return i;
  }

  MarkupLines& lines_;
};

}  // namespace

void classify_restructured(MarkupLines& lines) { Restructured(lines).classify(); }

}  // namespace dechaff::check
