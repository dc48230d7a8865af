#include "text/abbreviations.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>

#include "text/utf8.h"

namespace dechaff::text {

Abbreviations::Abbreviations(std::vector<std::string> list) : list_(std::move(list)) {
  std::sort(list_.begin(), list_.end());
}

bool Abbreviations::contains(std::string_view token) const {
  constexpr std::size_t longest = 48;  // bytes; a longer token is no abbreviation
  if (token.size() > longest) return false;
  char lower[4 * longest];
  std::size_t size = 0;
  for (std::size_t at = 0; at < token.size();) {
    if (const char c = token[at]; static_cast<unsigned char>(c) < 0x80) {
      lower[size++] = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
      ++at;
      continue;
    }
    const Decoded d = decode(token, at);
    at += d.bytes;
    const UChar32 c = u_tolower(static_cast<UChar32>(d.c));
    U8_APPEND_UNSAFE(lower, size, c);
  }
  return std::binary_search(list_.begin(), list_.end(), std::string_view(lower, size),
                            [](std::string_view a, std::string_view b) { return a < b; });
}

}  // namespace dechaff::text
