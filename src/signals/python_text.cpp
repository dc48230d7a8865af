#include "signals/python_text.h"

#include "text/normalize.h"

namespace dechaff::signals {

std::string_view python_rstrip(std::string_view s) {
  while (!s.empty()) {
    const text::Decoded last = text::decode_before(s, s.size());
    if (!is_python_space(last.c)) break;
    s.remove_suffix(last.bytes);
  }
  return s;
}

std::string_view python_strip(std::string_view s) {
  while (!s.empty()) {
    const text::Decoded first = text::decode(s, 0);
    if (!is_python_space(first.c)) break;
    s.remove_prefix(first.bytes);
  }
  return python_rstrip(s);
}

void append_lower(std::string& out, std::string_view s) {
  for (std::size_t i = 0; i < s.size();) {
    const auto byte = static_cast<unsigned char>(s[i]);
    if (byte < 0x80) {
      out += static_cast<char>(byte >= 'A' && byte <= 'Z' ? byte + 32 : byte);
      ++i;
      continue;
    }
    const text::Decoded at = text::decode(s, i);
    if (at.valid() && text::is_upper(at.c)) {
      text::append(out, text::lower(at.c));
    } else {
      out.append(s, i, at.bytes);
    }
    i += at.bytes;
  }
}

}  // namespace dechaff::signals
