#include "evidence/markdown_lines.h"

#include <algorithm>
#include <cstdint>

namespace dechaff::evidence::markdown {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/// A quote or bracket that opens behind white space and does not close in the line.
bool opens_title(std::string_view line) {
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] != '"' && line[i] != '\'' && line[i] != '(') continue;
    if (i > 0 && !is_space(line[i - 1])) continue;
    return line.find(line[i] == '(' ? ')' : line[i], i + 1) == std::string_view::npos;
  }
  return false;
}

}  // namespace

std::string_view content_of(std::string_view line) {
  while (true) {
    while (!line.empty() && (is_space(line.front()) || line.front() == '>')) line.remove_prefix(1);
    if (line.empty()) return line;
    std::size_t mark = 0;
    if (line[0] == '-' || line[0] == '*' || line[0] == '+') {
      mark = 1;
    } else {
      while (mark < line.size() && mark < 9 && line[mark] >= '0' && line[mark] <= '9') ++mark;
      if (mark == 0 || mark == line.size() || (line[mark] != '.' && line[mark] != ')')) return line;
      ++mark;
    }
    if (mark < line.size() && !is_space(line[mark])) return line;
    line.remove_prefix(mark);
  }
}

bool is_blank(std::string_view line) { return std::all_of(line.begin(), line.end(), is_space); }

bool is_fence(std::string_view content, char mark) {
  return content.size() >= 3 && content[0] == mark && content[1] == mark && content[2] == mark;
}

bool is_rule(std::string_view line) {
  while (!line.empty() && (is_space(line.front()) || line.front() == '>')) line.remove_prefix(1);
  if (line.empty()) return false;
  const char mark = line.front();
  if (mark != '-' && mark != '*' && mark != '_' && mark != '=' && mark != '+') return false;
  if (std::count(line.begin(), line.end(), mark) < 3) return false;
  return std::all_of(line.begin(), line.end(), [](char c) {
    return is_space(c) || c == '-' || c == '*' || c == '_' || c == '=' || c == '+';
  });
}

bool is_table_rule(std::string_view content) {
  return !content.empty() && content.find('-') != std::string_view::npos &&
         std::all_of(content.begin(), content.end(),
                     [](char c) { return is_space(c) || c == '|' || c == '-' || c == ':'; });
}

bool is_definition(std::string_view content) {
  return content.starts_with('[') && content.find("]:") != std::string_view::npos;
}

HeadingMarks heading_marks(std::string_view content) {
  HeadingMarks out;
  std::size_t count = 0;
  while (count < content.size() && content[count] == '#') ++count;
  if (count == 0 || count > 6) return out;
  if (count == content.size() || is_space(content[count])) return {count, false};
  const char next = content[count];
  if ((next >= '0' && next <= '9') || next == '!') return out;
  return {count, true};
}

bool is_too_costly(std::string_view bytes) {
  // Of a paragraph: md4c looks for the end of every open title through all of it, and for every
  // bracket through its lines (four lines cost as much as a byte).
  std::uint64_t cost = 0, titles = 0, brackets = 0, lines = 0;
  std::size_t begin = 0, line = 0;
  const auto end_paragraph = [&](std::size_t end) {
    if (titles > 1 && content_of(bytes.substr(begin, 1000)).starts_with('[')) {
      cost += titles * (end - begin);
    }
    cost += brackets * lines / 4;
    titles = brackets = lines = 0;
  };
  while (line < bytes.size()) {
    const std::size_t feed = std::min(bytes.find('\n', line), bytes.size());
    const std::string_view here = bytes.substr(line, feed - line);
    if (is_blank(here)) {
      end_paragraph(line);
      begin = feed + 1;
    } else {
      ++lines;
      for (std::size_t at = here.find('['); at != std::string_view::npos;
           at = here.find('[', at + 1)) {
        ++brackets;
      }
      if (opens_title(here)) ++titles;
    }
    line = feed + 1;
  }
  end_paragraph(bytes.size());
  return cost > (std::uint64_t{1} << 28) + 64 * std::uint64_t{bytes.size()};
}

}  // namespace dechaff::evidence::markdown
