#include "text/case.h"

#include <unicode/uchar.h>

#include "text/utf8.h"

namespace dechaff::text {

char32_t fold_case(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c | 0x20U : c;
  // Nothing from U+3000 to U+9FFF has two cases: kana and Han.
  if (c >= 0x3000 && c < 0xA000) return c;
  return static_cast<char32_t>(u_foldCase(static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT));
}

void fold_case(std::string_view text, std::string& out) {
  out.resize(text.size());
  std::size_t at = 0;
  for (; at < text.size() && static_cast<unsigned char>(text[at]) < 0x80; ++at) {
    const char c = text[at];
    out[at] = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  }
  if (at == text.size()) return;
  out.resize(at);
  while (at < text.size()) {
    const auto c = static_cast<unsigned char>(text[at]);
    if (c < 0x80) {
      out += c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : static_cast<char>(c);
      ++at;
      continue;
    }
    const Decoded d = decode(text, at);
    if (d.valid() && (c < 0xE3 || c > 0xE9)) {
      append(out, fold_case(d.c));
    } else {
      out.append(text, at, d.bytes);
    }
    at += d.bytes;
  }
}

}  // namespace dechaff::text
