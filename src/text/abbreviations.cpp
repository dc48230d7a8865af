#include "text/abbreviations.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "text/utf8.h"

namespace dechaff::text {

void AbbreviationTable::add(const std::vector<std::string>& list, Languages language) {
  for (const std::string& token : list) languages_[token] |= language;
}

AbbreviationTable::Languages AbbreviationTable::languages_of(std::string_view token) const {
  constexpr std::size_t longest = 48;  // bytes; a longer token is no abbreviation
  if (token.size() > longest) return 0;
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
  const auto found = languages_.find(std::string_view(lower, size));
  return found == languages_.end() ? 0 : found->second;
}

}  // namespace dechaff::text
