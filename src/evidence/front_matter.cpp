#include "evidence/front_matter.h"

#include <algorithm>

namespace dechaff::evidence {
namespace {

constexpr std::size_t most_bytes = 64 << 10;

std::string_view trim_right(std::string_view line) {
  while (!line.empty() && (line.back() == ' ' || line.back() == '\t' || line.back() == '\r')) {
    line.remove_suffix(1);
  }
  return line;
}

std::string_view value_of(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  text = trim_right(text);
  const bool quoted =
      text.size() >= 2 && (text[0] == '"' || text[0] == '\'') && text.back() == text[0];
  return quoted ? text.substr(1, text.size() - 2) : text;
}

void read_fact(std::string_view line, char sign, PageFacts& facts) {
  const std::size_t at = line.find(sign);
  if (at == std::string_view::npos) return;
  const std::string_view name = trim_right(line.substr(0, at));
  std::string* fact = nullptr;
  if (name == "title") fact = &facts.title;
  if (name == "author") fact = &facts.author;
  if (name == "date") fact = &facts.published;
  if (name == "lang") fact = &facts.language;
  if (fact != nullptr && fact->empty()) *fact = value_of(line.substr(at + 1));
}

}  // namespace

std::size_t read_front_matter(std::string_view bytes, PageFacts& facts) {
  const std::string_view head = bytes.substr(0, most_bytes);
  std::size_t at = std::min(head.find('\n'), head.size());
  const std::string_view open = trim_right(head.substr(0, at));
  if (open != "---" && open != "+++") return 0;
  const char sign = open == "---" ? ':' : '=';
  bool has_names = false;
  std::size_t begin = at + 1;
  while (begin < head.size()) {
    at = std::min(head.find('\n', begin), head.size());
    const std::string_view line = trim_right(head.substr(begin, at - begin));
    if (line == open || (sign == ':' && line == "...")) break;
    // A rule above a text: its first line has no name, or a blank line comes at once.
    if (line.empty() && !has_names) return 0;
    has_names = has_names || line.find(sign) != std::string_view::npos || line.starts_with('#');
    if (!has_names) return 0;
    begin = at + 1;
  }
  if (begin >= head.size()) return 0;
  const std::size_t end = std::min(at + 1, bytes.size());
  for (begin = open.size(); begin < at;) {
    const std::size_t feed = std::min(head.find('\n', begin), at);
    read_fact(head.substr(begin, feed - begin), sign, facts);
    begin = feed + 1;
  }
  return end;
}

}  // namespace dechaff::evidence
