#include "filters/repairs/wraps.h"

#include <algorithm>
#include <string_view>

#include "text/utf8.h"

namespace dechaff::repairs {
namespace {

constexpr std::size_t narrowest = 38, widest = 130;  // characters of wrapped text
constexpr double wrapped_share = 0.8;  // of a paragraph's breaks that a width explains

bool digit(char c) { return c >= '0' && c <= '9'; }

/// Whether the line is one of a list, a table, a heading or a quote, or begins one.
bool stands_alone(std::string_view line) {
  const std::string_view s = trim(line);
  if (s.empty()) return true;
  if (std::string_view("#>|*+=`~").find(s.front()) != std::string_view::npos) return true;
  if (s.starts_with("- ") || s.starts_with("\xE2\x80\xA2") || s.starts_with("\xE2\x80\x93 "))
    return true;
  std::size_t k = 0;
  while (k < s.size() && digit(s[k])) ++k;
  if (k > 0 && k < 4 && k + 1 < s.size() && (s[k] == '.' || s[k] == ')') && s[k + 1] == ' ')
    return true;
  return s.find("   ") != std::string_view::npos || s.find('\t') != std::string_view::npos;
}

std::size_t indent_of(std::string_view line) {
  const std::size_t at = line.find_first_not_of(" \t");
  return at == std::string_view::npos ? 0 : at;
}

std::size_t first_word(std::string_view line) {
  line = trim(line);
  return text::code_points(line.substr(0, line.find(' ')));
}

}  // namespace

void find_wraps(const LineTable& lines, std::vector<std::uint8_t>& wrapped) {
  wrapped.assign(lines.size(), 0);
  bool fenced = false;
  const auto joins = [&](std::size_t i) {  // in form
    return lines.kept(i + 1) && !stands_alone(lines.text[i + 1]) &&
           lines.text[i].find("   ") == std::string_view::npos &&
           indent_of(lines.text[i + 1]) <= indent_of(lines.text[i]);
  };
  for (std::size_t begin = 0; begin < lines.size();) {
    const std::string_view first = lines.text[begin];
    if (first.starts_with("```") || first.starts_with("~~~")) fenced = !fenced;
    if (!lines.kept(begin) || trim(first).empty() || fenced || trim(first).front() == '#' ||
        trim(first).front() == '|') {
      ++begin;
      continue;
    }
    std::size_t end = begin + 1;
    while (end < lines.size() && joins(end - 1)) ++end;
    std::size_t width = 0, explained = 0;
    for (std::size_t i = begin; i < end; ++i)
      width = std::max(width, text::code_points(trim(lines.text[i])));
    const auto full = [&](std::size_t i) {
      return text::code_points(trim(lines.text[i])) + 1 + first_word(lines.text[i + 1]) > width;
    };
    for (std::size_t i = begin; i + 1 < end; ++i) explained += full(i) ? 1U : 0U;
    const std::size_t breaks = end - begin - 1;
    const bool is_wrapped = breaks > 0 && width >= narrowest && width <= widest &&
                            double(explained) >= wrapped_share * double(breaks);
    for (std::size_t i = begin; is_wrapped && i + 1 < end; ++i) wrapped[i] = full(i) ? 1 : 0;
    begin = end;
  }
}

}  // namespace dechaff::repairs
