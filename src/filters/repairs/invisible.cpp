#include "filters/repairs/invisible.h"

#include <algorithm>

#include "text/utf8.h"

namespace dechaff::repairs {
namespace {

constexpr std::string_view zero_width_space = "\xE2\x80\x8B";

bool breaks(unsigned char c) { return c == 0x0B || (c >= 0x1C && c <= 0x1F); }

/// The length of a character at `at` that breaks a line, or 0.
std::size_t line_break(std::string_view s, std::size_t at) {
  const auto c = static_cast<unsigned char>(s[at]);
  if (breaks(c)) return 1;
  return c == 0xC2 && at + 1 < s.size() && s[at + 1] == '\x85' ? 2 : 0;
}

/// Of a script without spaces between words.
bool unspaced(char32_t c) {
  return (c >= 0x0E00 && c <= 0x0EFF) || (c >= 0x1000 && c <= 0x109F) ||
         (c >= 0x1780 && c <= 0x17FF) || (c >= 0x1950 && c <= 0x19DF) ||
         (c >= 0xA9E0 && c <= 0xA9FF) || (c >= 0xAA60 && c <= 0xAADF);
}

bool parts_words(std::string_view s, std::size_t at) {
  const std::size_t behind = at + zero_width_space.size();
  return (at > 0 && unspaced(text::decode_before(s, at).c)) ||
         (behind < s.size() && unspaced(text::decode(s, behind).c));
}

/// The length of the invisible character at `at`, 0 when there is none.
std::size_t invisible(std::string_view s, std::size_t at, bool document_begin) {
  const auto c = static_cast<unsigned char>(s[at]);
  if ((c < 0x20 && c != '\t' && c != '\n' && c != '\f' && !breaks(c)) || c == 0x7F) return 1;
  if (c == 0xC2 && at + 1 < s.size()) {
    const auto d = static_cast<unsigned char>(s[at + 1]);
    return d >= 0x80 && d < 0xA0 && d != 0x85 ? 2 : 0;
  }
  const std::string_view three = s.substr(at, 3);
  if (three == zero_width_space) return parts_words(s, at) ? 0 : 3;
  if (three == "\xE2\x81\xA0") return 3;
  return three == "\xEF\xBB\xBF" && !document_begin ? 3 : 0;
}

}  // namespace

void find_invisible(std::string_view s, bool document_begin, Repairs& out) {
  for (std::size_t at = 0; at < s.size();) {
    const auto c = static_cast<unsigned char>(s[at]);
    std::size_t end = at;
    while ((c < 0x20 || c >= 0x7F) && end < s.size()) {
      const std::size_t n = invisible(s, end, document_begin && end == 0);
      if (n == 0) break;
      end += n;
    }
    if (end - at == s.size()) return;
    if (end > at) out.push_back({{at, end}, {}});
    at = std::max(at + 1, end);
  }
}

void find_line_breaks(std::string_view s, Repairs& out) {
  const auto blank_until = [&](std::size_t begin, std::size_t end) {
    for (std::size_t at = begin; at < end;) {
      const std::size_t n = s[at] == ' ' || s[at] == '\t' ? 1 : line_break(s, at);
      if (n == 0) return false;
      at += n;
    }
    return true;
  };
  for (std::size_t at = 0; at < s.size();) {
    const std::size_t n = line_break(s, at);
    if (n == 0) {
      ++at;
      continue;
    }
    const bool inside = !blank_until(0, at) && !blank_until(at + n, s.size());
    out.push_back({{at, at + n}, inside ? "\n" : ""});
    at += n;
  }
}

}  // namespace dechaff::repairs
