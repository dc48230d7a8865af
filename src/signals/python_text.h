#pragma once

#include <string_view>

#include "text/classes.h"
#include "text/utf8.h"

// What Python's str methods say of characters: the originals of these signals are written in
// Python, and a share is only the same when a space is.

namespace dechaff::signals {

/// str.isspace of one character: White_Space and the separators U+001C to U+001F.
inline bool is_python_space(char32_t c) {
  if (c < 0x80) return c == ' ' || (c >= 9 && c <= 13) || (c >= 0x1C && c <= 0x1F);
  return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
         c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

/// A number in the sense of str.isnumeric, Han numerals aside: categories Nd, Nl and No.
inline bool is_python_numeric(char32_t c) {
  const text::Category category = text::properties(c).category;
  return category >= text::Category::decimal_number && category <= text::Category::other_number;
}

/// \w of Python's re: letters and numbers, and the underscore; marks are none.
inline bool is_python_word(char32_t c) {
  return text::is_letter(c) || is_python_numeric(c) || c == '_';
}

/// str.rstrip and str.strip.
std::string_view python_rstrip(std::string_view s);
std::string_view python_strip(std::string_view s);

/// Appends str.lower(s), by single characters: final sigma and the like stay what they are.
void append_lower(std::string& out, std::string_view s);

/// Calls `f(line)` for every line of str.splitlines: LF, CR, CR LF, VT, FF, FS, GS, RS, NEL, U+2028
/// and U+2029 end one. O(n).
template <class F>
void for_each_python_line(std::string_view s, F&& f) {
  std::size_t begin = 0;
  for (std::size_t i = 0; i < s.size();) {
    const auto byte = static_cast<unsigned char>(s[i]);
    std::size_t width = 0;
    if ((byte >= 10 && byte <= 13) || (byte >= 0x1C && byte <= 0x1E)) {
      width = byte == '\r' && i + 1 < s.size() && s[i + 1] == '\n' ? 2 : 1;
    } else if (byte == 0xC2 && i + 1 < s.size() && s[i + 1] == '\x85') {
      width = 2;
    } else if (byte == 0xE2 && i + 2 < s.size() && s[i + 1] == '\x80' &&
               (s[i + 2] == '\xA8' || s[i + 2] == '\xA9')) {
      width = 3;
    }
    if (width == 0) {
      ++i;
      continue;
    }
    f(s.substr(begin, i - begin));
    i += width;
    begin = i;
  }
  if (begin < s.size()) f(s.substr(begin));
}

}  // namespace dechaff::signals
