#include "formats/json_text.h"

#include <algorithm>
#include <cstdint>

namespace dechaff::formats {
namespace {

void append_utf8(std::string& out, std::uint32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | (c >> 6));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | (c >> 12));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (c >> 18));
    out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

bool hex4(std::string_view raw, std::size_t at, std::uint32_t& value) {
  if (at + 4 > raw.size()) return false;
  value = 0;
  for (std::size_t i = at; i < at + 4; ++i) {
    const char c = raw[i];
    const int digit = c >= '0' && c <= '9'   ? c - '0'
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                             : -1;
    if (digit < 0) return false;
    value = value * 16 + static_cast<std::uint32_t>(digit);
  }
  return true;
}

}  // namespace

bool decode_json(std::string_view raw, EscapedText& out) {
  out.text.clear();
  out.escapes.clear();
  std::size_t at = 0;
  while (at < raw.size()) {
    const std::size_t escape = std::min(raw.find('\\', at), raw.size());
    out.text.append(raw, at, escape - at);
    if (escape == raw.size()) return true;
    if (escape + 1 == raw.size()) return false;
    const std::size_t begin = out.text.size();
    at = escape + 2;
    switch (raw[escape + 1]) {
      case '"':
        out.text += '"';
        break;
      case '\\':
        out.text += '\\';
        break;
      case '/':
        out.text += '/';
        break;
      case 'b':
        out.text += '\b';
        break;
      case 'f':
        out.text += '\f';
        break;
      case 'n':
        out.text += '\n';
        break;
      case 'r':
        out.text += '\r';
        break;
      case 't':
        out.text += '\t';
        break;
      case 'u': {
        std::uint32_t c = 0, low = 0;
        if (!hex4(raw, at, c)) return false;
        at += 4;
        if (c >= 0xD800 && c < 0xDC00 && raw.substr(at, 2) == "\\u" && hex4(raw, at + 2, low) &&
            low >= 0xDC00 && low < 0xE000) {
          c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
          at += 6;
        }
        append_utf8(out.text, c >= 0xD800 && c < 0xE000 ? 0xFFFD : c);
        break;
      }
      default:
        return false;
    }
    out.escapes.push_back({{begin, out.text.size()}, {escape, at}});
  }
  return true;
}

}  // namespace dechaff::formats
