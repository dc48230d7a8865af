#include "filters/repairs/characters.h"

#include <array>

#include "text/utf8.h"

namespace dechaff::repairs {
namespace {

constexpr std::array<std::string_view, 7> ligatures = {"ff", "fi", "fl", "ffi", "ffl", "st", "st"};

/// Whether a full-width letter or digit stands at `at`.
bool wide_alphanumeric(std::string_view s, std::size_t at) {
  if (at + 3 > s.size()) return false;
  const char32_t c = text::decode(s, at).c;
  return (c >= 0xFF10 && c <= 0xFF19) || (c >= 0xFF21 && c <= 0xFF3A) ||
         (c >= 0xFF41 && c <= 0xFF5A);
}

bool wide_mark(char32_t c) {
  return c == 0xFF05 || c == 0xFF0B || c == 0xFF0C || c == 0xFF0D || c == 0xFF0E || c == 0xFF0F ||
         c == 0xFF1A;
}

}  // namespace

void find_ligatures(std::string_view line, Repairs& out) {
  for (std::size_t at = line.find("\xEF\xAC"); at != std::string_view::npos;
       at = line.find("\xEF\xAC", at + 2)) {
    if (at + 2 >= line.size()) break;
    const auto last = static_cast<unsigned char>(line[at + 2]);
    if (last >= 0x80 && last <= 0x86)
      out.push_back({{at, at + 3}, std::string(ligatures[last - 0x80U])});
  }
}

void find_soft_hyphens(std::string_view line, Repairs& out) {
  for (std::size_t at = line.find("\xC2\xAD"); at != std::string_view::npos;
       at = line.find("\xC2\xAD", at + 2)) {
    if (at + 2 < line.size()) out.push_back({{at, at + 2}, {}});  // at a line's end: hyphenation
  }
}

void find_full_width(std::string_view line, Repairs& out) {
  bool after = false;  // an alphanumeric stands before
  for (std::size_t at = line.find('\xEF'); at != std::string_view::npos && at < line.size();) {
    const text::Decoded d = text::decode(line, at);
    const bool wide = wide_alphanumeric(line, at);
    if (wide || (after && wide_mark(d.c) && wide_alphanumeric(line, at + 3))) {
      out.push_back({{at, at + 3}, std::string(1, static_cast<char>(d.c - 0xFEE0))});
    }
    after = wide;
    at += d.bytes;
  }
}

}  // namespace dechaff::repairs
