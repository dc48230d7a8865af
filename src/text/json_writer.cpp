#include "text/json_writer.h"

#include <cstdio>

namespace dechaff::text {

void append_json(std::string& out, std::string_view text) {
  static constexpr char digits[] = "0123456789abcdef";
  std::size_t from = 0;  // what comes from here needs no escape
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto c = static_cast<unsigned char>(text[at]);
    if (c >= 0x20 && c != '"' && c != '\\') continue;
    out.append(text, from, at - from);
    from = at + 1;
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        out += "\\u00";
        out += digits[c >> 4U];
        out += digits[c & 15U];
    }
  }
  out.append(text, from);
}

JsonWriter& JsonWriter::number(const char* format, double value) {
  char digits[40];
  std::snprintf(digits, sizeof digits, format, value);
  return raw(digits);
}

}  // namespace dechaff::text
