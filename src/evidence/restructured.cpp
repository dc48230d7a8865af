#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "evidence/line_blocks.h"

// reStructuredText: docutils.sourceforge.io/docs/ref/rst/restructuredtext.html

namespace dechaff::evidence {
namespace {

using std::string_view;
using Kind = LineBlocks::Kind;

constexpr std::size_t none = string_view::npos;

/// Columns, roughly: a wide character takes two, and three bytes.
std::size_t columns(string_view text) {
  std::size_t out = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    out += byte < 0x80 || byte >= 0xC0 ? 1U : 0U;
    out += byte >= 0xE3 ? 1U : 0U;
  }
  return out;
}

bool is_adornment(string_view line) {
  static constexpr string_view marks = "=-`:.'\"~^_*+#<>!$%&,/;?@\\|";
  return line.size() >= 3 && marks.find(line[0]) != none && first_run(line) == line.size();
}

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// What stands between backticks: without the target of "text <target>".
string_view without_target(string_view text) {
  const std::size_t open = text.rfind('<');
  if (!text.ends_with('>') || open == none || open == 0) return text;
  return trimmed(text.substr(0, open));
}

/// A title without roles, code marks, emphasis and references.
std::string shown(string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    const char before = i == 0 ? ' ' : text[i - 1];
    if (c == ':' && !is_word(before)) {  // a role
      std::size_t end = i + 1;
      while (end < text.size() && (is_word(text[end]) || string_view("-+_:.").find(text[end]) < 5))
        ++end;
      if (end > i + 2 && end < text.size() && text[end] == '`' && text[end - 1] == ':') {
        i = end;
        continue;
      }
    }
    if (c == '`') {
      const std::size_t marks = text.substr(i).starts_with("``") ? 2 : 1;
      const std::size_t end = text.find(string_view("``").substr(0, marks), i + marks);
      if (end != none && end > i + marks) {
        const string_view inner = text.substr(i + marks, end - i - marks);
        out += marks == 1 ? without_target(inner) : inner;
        i = end + marks;
        while (i < text.size() && text[i] == '_') ++i;
        continue;
      }
    }
    if (c == '*' || c == '|') {
      const std::size_t marks = text.substr(i).starts_with("**") ? 2 : 1;
      const std::size_t end = text.find(text.substr(i, marks), i + marks);
      const bool opens = !is_word(before) && i + marks < text.size() && text[i + marks] != ' ';
      if (opens && end != none && end > i + marks && text[end - 1] != ' ') {
        out += text.substr(i + marks, end - i - marks);
        i = end + marks;
        if (c == '|' && i < text.size() && text[i] == '_') ++i;
        continue;
      }
    }
    if (c == '\\' && i + 1 < text.size()) {
      ++i;
      if (text[i] != ' ') out += text[i];
      ++i;
      continue;
    }
    if (c == '_' && is_word(before)) {  // a reference, at the end of its word
      std::size_t end = i;
      while (end < text.size() && text[end] == '_') ++end;
      if (end - i <= 2 && (end == text.size() || string_view(" .,;)").find(text[end]) != none)) {
        i = end;
        continue;
      }
    }
    out += c;
    ++i;
  }
  return out;
}

class Restructured {
 public:
  explicit Restructured(LineBlocks& lines) : lines_(lines) {}

  void read() {
    for (std::size_t i = 0; i < lines_.size();) {
      const string_view line = lines_.line(i);
      if (line.empty()) {
        lines_.close();
        ++i;
      } else if (const std::size_t end = heading(i, line); end > i) {
        i = end;
      } else {
        i = block(i, line);
      }
    }
  }

 private:
  string_view line(std::size_t i) const { return i < lines_.size() ? lines_.line(i) : ""; }
  bool blank_above(std::size_t i) const {
    return i == 0 || line(i - 1).empty() || line(i - 1).starts_with("..");
  }

  /// The end of the heading that begins at `i`; i when none does.
  std::size_t heading(std::size_t i, string_view first) {
    const string_view second = line(i + 1);
    const string_view third = line(i + 2);
    const string_view said = trimmed(second);
    if (is_adornment(first) && !said.empty() && is_adornment(third) && third[0] == first[0] &&
        first.size() >= columns(said) && !is_adornment(said) && blank_above(i)) {
      lines_.add_heading(i, i + 3, level(first[0], true), shown(said), true);
      return i + 3;
    }
    if (first[0] == ' ' || first[0] == '\t' || is_adornment(first) || first.starts_with(".. ") ||
        !is_adornment(second) || second.size() + 1 < columns(first) || !blank_above(i)) {
      return i;
    }
    lines_.add_heading(i, i + 2, level(second[0], false), shown(first), true);
    return i + 2;
  }

  /// Adornments nest in the order in which the document has them.
  int level(char mark, bool over) {
    const int style = over ? -mark : mark;
    const auto at = std::find(styles_.begin(), styles_.end(), style);
    const auto level = at - styles_.begin() + 1;
    if (at == styles_.end()) styles_.push_back(style);
    return static_cast<int>(level);
  }

  std::size_t block(std::size_t i, string_view line) {
    const std::size_t indent = line.find_first_not_of(" \t");
    const string_view text = line.substr(indent);
    if (text.starts_with(".. ") || text == "..") {
      const std::size_t colons = text.find("::");
      const string_view name = colons == none ? string_view() : trimmed(text.substr(2, colons - 2));
      static constexpr std::array<string_view, 7> code = {
          "code-block",     "code", "sourcecode",    "highlight",
          "parsed-literal", "math", "productionlist"};
      lines_.close();
      if (std::find(code.begin(), code.end(), name) != code.end())
        return indented(i, i + 1, indent, Kind::code);
      lines_.add(i, Kind::other);
      return i + 1;
    }
    if (text.starts_with("+--") || text.starts_with("+==")) {
      for (; i < lines_.size() && !lines_.line(i).empty(); ++i) lines_.add(i, Kind::table);
      return i;
    }
    if (text.starts_with(">>> ")) {
      for (; i < lines_.size() && !lines_.line(i).empty(); ++i) lines_.add(i, Kind::code);
      return i;
    }
    lines_.add_text(i);
    if (!line.ends_with("::")) return i + 1;
    std::size_t first = i + 1;
    while (first < lines_.size() && lines_.line(first).empty()) ++first;
    if (first == i + 1 || first == lines_.size()) return i + 1;
    lines_.close();
    return indented(first, first, indent, Kind::code);
  }

  /// Lines from `begin` on are a block as long as they are indented more than `indent`.
  std::size_t indented(std::size_t begin, std::size_t i, std::size_t indent, Kind kind) {
    std::size_t end = i;
    for (; i < lines_.size(); ++i) {
      const string_view line = lines_.line(i);
      if (line.empty()) continue;
      if (line.find_first_not_of(" \t") <= indent) break;
      end = i + 1;
    }
    for (std::size_t k = begin; k < end; ++k) lines_.add(k, kind);
    lines_.close();
    return std::max(end, begin);
  }

  LineBlocks& lines_;
  std::vector<int> styles_;
};

}  // namespace

void read_restructured(LineBlocks& lines) { Restructured(lines).read(); }

}  // namespace dechaff::evidence
