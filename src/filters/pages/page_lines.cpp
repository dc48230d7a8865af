#include "filters/pages/page_lines.h"

#include <algorithm>

namespace dechaff::pages {
namespace {

constexpr std::uint32_t highest_page = 9999;
constexpr std::size_t longest_label = 12;  // bytes of "Page", "Seite", "página" before a number

bool digit(char c) { return c >= '0' && c <= '9'; }
bool blank(char c) { return c == ' ' || c == '\t'; }
bool mark(char c) { return c == '-' || c == '|' || c == '[' || c == ']' || c == '(' || c == ')'; }

/// Marks around a bare number, dashes beyond ASCII too.
std::string_view without_marks(std::string_view s) {
  for (bool again = true; again && !s.empty();) {
    again = false;
    if (mark(s.front()) || blank(s.front()) || s.front() == '\f') {
      s.remove_prefix(1);
      again = true;
    } else if (mark(s.back()) || blank(s.back())) {
      s.remove_suffix(1);
      again = true;
    }
    for (const std::string_view dash : {"\xE2\x80\x93", "\xE2\x80\x94", "\xC2\xB7"}) {
      if (s.starts_with(dash)) {
        s.remove_prefix(dash.size());
        again = true;
      }
      if (s.ends_with(dash)) {
        s.remove_suffix(dash.size());
        again = true;
      }
    }
  }
  return s;
}

/// A number at `at`, of one to four digits and without a leading zero.
std::optional<std::uint32_t> number_at(std::string_view s, std::size_t& at) {
  std::size_t end = at;
  std::uint32_t value = 0;
  while (end < s.size() && digit(s[end]) && end - at < 5) {
    value = value * 10 + static_cast<std::uint32_t>(s[end] - '0');
    ++end;
  }
  if (end == at || end - at > 4 || s[at] == '0' || value > highest_page) return std::nullopt;
  at = end;
  return value;
}

/// "12", "12 of 40", "12/40": the whole of `s`. The word between may be of any language.
std::optional<EdgeNumber> whole_number(std::string_view s) {
  std::size_t at = 0;
  const auto value = number_at(s, at);
  if (!value) return std::nullopt;
  EdgeNumber out{*value, 0, true};
  if (at == s.size()) return out;
  std::size_t total = s.size();
  while (total > at && digit(s[total - 1])) --total;
  std::size_t end = total;
  const auto all = number_at(s, end);
  if (!all || end != s.size()) return std::nullopt;
  const std::string_view between = s.substr(at, total - at);
  const bool slash = between == "/" || between == " / ";
  const bool word = between.size() >= 3 && between.size() <= 8 && blank(between.front()) &&
                    blank(between.back()) &&
                    between.substr(1, between.size() - 2).find_first_of(" .,;:()0123456789") ==
                        std::string_view::npos;
  if (!slash && !word) return std::nullopt;
  out.total = *all;
  return out;
}

}  // namespace

std::optional<EdgeNumber> edge_number(std::string_view line) {
  const std::string_view s = without_marks(line);
  if (s.empty() || s.size() > 200) return std::nullopt;
  if (auto bare = whole_number(s)) return bare;
  // One word before it: "Page 12 of 40".
  const std::size_t gap = s.find(' ');
  if (gap != std::string_view::npos && gap <= longest_label && !digit(s.front())) {
    if (auto bare = whole_number(s.substr(gap + 1))) return bare;
  }
  // At the end, parted from the text by space or a mark.
  if (digit(s.back())) {
    std::size_t begin = s.size();
    while (begin > 0 && digit(s[begin - 1])) --begin;
    std::size_t end = begin;
    if (const auto value = number_at(s, end)) {
      if (begin > 0 && (blank(s[begin - 1]) || s[begin - 1] == '-')) return EdgeNumber{*value};
    }
  }
  return leading_number(line);
}

std::optional<EdgeNumber> leading_number(std::string_view line) {
  const std::string_view s = without_marks(line);
  if (s.empty() || !digit(s.front())) return std::nullopt;
  std::size_t end = 0;
  const auto value = number_at(s, end);
  if (!value || end >= s.size() || !blank(s[end])) return std::nullopt;
  return EdgeNumber{*value};
}

std::string shape_of(std::string_view line) {
  std::string out;
  for (const char c : line) {
    if (c == '\f') continue;
    if (digit(c)) {
      if (out.empty() || out.back() != '#') out += '#';
    } else if (blank(c)) {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else {
      out += c;
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

}  // namespace dechaff::pages
