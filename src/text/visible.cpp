#include "text/visible.h"

#include <algorithm>

#include "text/utf8.h"

namespace dechaff::text {
namespace {

bool steers(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || c == 0x61C ||
         (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

void append_hex(std::string& out, std::string_view before, std::uint32_t value, int digits) {
  out += before;
  for (int shift = 4 * digits - 4; shift >= 0; shift -= 4)
    out += "0123456789ABCDEF"[(value >> shift) & 15];
  out += '>';
}

/// `stays`: of the control characters.
std::string escaped(std::string_view text, std::string_view stays) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const text::Decoded d = text::decode(text, at);
    const bool line_end = text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n';
    if (!d.valid()) {
      append_hex(out, "<", static_cast<unsigned char>(text[at]), 2);
    } else if (steers(d.c) && stays.find(text[at]) == std::string_view::npos &&
               !(line_end && !stays.empty())) {
      append_hex(out, "<U+", d.c, 4);
    } else {
      out.append(text, at, d.bytes);
    }
    at += d.bytes;
  }
  return out;
}

}  // namespace

std::string visible(std::string_view text) { return escaped(text, "\t\n"); }

std::string visible_name(std::string_view name) { return escaped(name, {}); }

std::size_t unfinished(std::string_view text) {
  if (text.ends_with('\r')) return 1;
  for (std::size_t back = 1; back <= std::min<std::size_t>(3, text.size()); ++back) {
    const auto byte = static_cast<unsigned char>(text[text.size() - back]);
    if ((byte & 0xC0) == 0x80) continue;
    const std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
    return length > back ? back : 0;
  }
  return 0;
}

}  // namespace dechaff::text
