#pragma once

#include <string_view>
#include <vector>

#include "check/markup.h"

namespace dechaff::check {

/// A document's lines while they are classified, and what is alike in all markup. Views into the
/// document; `kinds` has an entry a line.
class MarkupLines {
 public:
  /// All lines are prose at first.
  MarkupLines(std::string_view bytes, const LineTable& lines, std::vector<LineKind>& kinds);

  std::size_t size() const { return lines_.size(); }
  std::string_view line(std::size_t i) const {
    return bytes_.substr(lines_.span[i].begin, lines_.span[i].size());
  }
  bool blank(std::size_t i) const { return trim(line(i)).empty(); }
  LineKind kind(std::size_t i) const { return kinds_[i]; }
  void set(std::size_t i, LineKind kind) { kinds_[i] = kind; }
  void hide(std::size_t i) { set(i, LineKind::hidden); }
  void code(std::size_t i) { set(i, LineKind::code); }

  /// A line of text, `text` being what stands behind its list mark.
  void text_line(std::size_t i, std::string_view text);
  /// Shows line `i` where it is a heading by its marks.
  void heading(std::size_t i);
  /// Shows comments of this program: they are for it alone.
  void own_marks();

 private:
  std::string_view bytes_;
  const LineTable& lines_;
  std::vector<LineKind>& kinds_;
};

void classify_markdown(MarkupLines& lines);
void classify_restructured(MarkupLines& lines);

bool is_letter(char c);  // of A to Z

/// Columns of white space before the text, a tab to the next multiple of four.
std::size_t indent_of(std::string_view line);

/// Length of the list mark at the begin of `text` with the space behind it: "- ", "12. ", "#. ".
std::size_t list_mark(std::string_view text);

/// The edge of a simple table of reStructuredText, of two columns or more.
bool is_simple_table_edge(std::string_view text);

/// How many of one character a line begins with, of those in `marks`.
std::size_t run_of(std::string_view text, std::string_view marks);

}  // namespace dechaff::check
