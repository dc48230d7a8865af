#include <algorithm>
#include <array>
#include <string>

#include "check/markup_lines.h"

namespace dechaff::check {
namespace {

using std::string_view;

constexpr std::size_t none = string_view::npos;

/// CommonMark (spec.commonmark.org) and GitHub's tables; lists by indentation alone.
class Markdown {
 public:
  explicit Markdown(MarkupLines& lines) : lines_(lines) {}

  void classify() {
    std::size_t i = front_matter();
    std::size_t list = 0;  // columns that a list's text is indented by; 0: no list
    bool blank_before = true, indented = false;
    while (i < lines_.size()) {
      if (lines_.blank(i)) {
        blank_before = true;
        ++i;
        continue;
      }
      const string_view text = trim(lines_.line(i));
      const std::size_t indent = indent_of(lines_.line(i));
      if (indent == 0 && list_mark(text) == 0 && blank_before) list = 0;
      indented = indent >= list + 4 && (indented || blank_before);
      blank_before = false;
      if (indented) {
        lines_.code(i++);
      } else if (run_of(text, "`~") >= 3) {
        i = fence(i);
      } else if (text.starts_with("<!--")) {
        i = until(i, "-->");
      } else if (text[0] == '<' && text.size() > 1 &&
                 (is_letter(text[1]) || text[1] == '/' || text[1] == '!')) {
        i = html(i, text);
      } else if (text.starts_with("$$") || text.starts_with("\\[")) {
        i = until(i, text[0] == '$' ? "$$" : "\\]");
      } else if (table_begins(i)) {
        while (i < lines_.size() && lines_.line(i).find('|') != none) lines_.hide(i++);
      } else {
        const std::size_t mark = list_mark(text);
        if (mark > 0) list = indent + mark;
        lines_.text_line(i++, text.substr(mark));
      }
    }
    for (std::size_t k = 0; k < lines_.size(); ++k) {
      if (lines_.kind(k) == LineKind::prose && !lines_.blank(k)) lines_.heading(k);
    }
  }

 private:
  std::size_t front_matter() {
    if (lines_.size() == 0) return 0;
    const string_view fence = trim(lines_.line(0));
    if (fence != "---" && fence != "+++") return 0;
    for (std::size_t end = 1; end < lines_.size(); ++end) {
      const string_view text = trim(lines_.line(end));
      if (text != fence && !(fence == "---" && text == "...")) continue;
      for (std::size_t k = 0; k <= end; ++k) lines_.hide(k);
      return end + 1;
    }
    return 0;
  }

  std::size_t fence(std::size_t i) {
    const string_view open = trim(lines_.line(i));
    const std::size_t length = run_of(open, "`~");
    if (open[0] == '`' && open.find('`', length) != none) {  // a span of code in a line
      return i + 1;
    }
    lines_.code(i++);
    for (; i < lines_.size(); ++i) {
      lines_.code(i);
      const string_view text = trim(lines_.line(i));
      if (text.starts_with(open[0]) && run_of(text, "`~") >= length &&
          text.find_first_not_of(open[0]) == none) {
        return i + 1;
      }
    }
    return i;
  }

  std::size_t until(std::size_t i, string_view end) {
    std::size_t from = lines_.line(i).find_first_not_of(" \t") + 2;  // behind the opening mark
    for (; i < lines_.size(); ++i, from = 0) {
      lines_.hide(i);
      if (lines_.line(i).find(end, from) != none) return i + 1;
    }
    return i;
  }

  /// A block of HTML goes to the next empty line, <pre>, <script> and <style> to their end.
  std::size_t html(std::size_t i, string_view text) {
    static constexpr std::array<string_view, 4> raw = {"pre", "script", "style", "textarea"};
    std::string name;
    for (std::size_t k = 1; k < text.size() && is_letter(text[k]); ++k)
      name += static_cast<char>(text[k] | 0x20);
    if (std::find(raw.begin(), raw.end(), name) != raw.end()) return until(i, "</" + name);
    while (i < lines_.size() && !lines_.blank(i)) lines_.hide(i++);
    return i;
  }

  bool table_begins(std::size_t i) const {
    if (lines_.line(i).find('|') == none) return false;
    if (trim(lines_.line(i)).starts_with('|')) return true;
    if (i + 1 == lines_.size()) return false;
    const string_view next = trim(lines_.line(i + 1));
    return next.find('-') != none && next.find('|') != none &&
           next.find_first_not_of("|-: \t") == none;
  }

  MarkupLines& lines_;
};

}  // namespace

void classify_markdown(MarkupLines& lines) { Markdown(lines).classify(); }

}  // namespace dechaff::check
