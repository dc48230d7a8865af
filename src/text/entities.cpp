#include "text/entities.h"

#include "text/entity_names.h"
#include "text/windows_1252.h"

namespace dechaff::text {
namespace {

/// Looks for the entry of a name by halves: from the middle of the list back to the begin of a
/// line.
ReferenceCharacters named(std::string_view name) {
  std::size_t from = 0, to = entity_names.size();
  while (from < to) {
    std::size_t begin = entity_names.rfind('\n', from + (to - from) / 2);
    begin = begin == std::string_view::npos || begin < from ? from : begin + 1;
    if (begin >= to) begin = from;
    const std::size_t end = entity_names.find('\n', begin);
    const std::string_view entry = entity_names.substr(begin, end - begin);
    const std::size_t space = entry.find(' ');
    const int order = entry.substr(0, space).compare(name);
    if (order == 0) {
      ReferenceCharacters out{};
      std::size_t which = 0;
      for (const char c : entry.substr(space + 1)) {
        if (c == ' ') {
          ++which;
        } else {
          out[which] = out[which] * 16 + static_cast<char32_t>(c <= '9' ? c - '0' : c - 'A' + 10);
        }
      }
      return out;
    }
    (order < 0 ? from : to) = order < 0 ? end + 1 : begin;
  }
  return {};
}

char32_t numbered(std::string_view digits) {
  const bool hexadecimal = !digits.empty() && (digits[0] == 'x' || digits[0] == 'X');
  if (hexadecimal) digits.remove_prefix(1);
  if (digits.empty() || digits.size() > 7) return 0;
  char32_t out = 0;
  for (const char c : digits) {
    const unsigned value = c >= '0' && c <= '9'   ? static_cast<unsigned>(c - '0')
                           : c >= 'a' && c <= 'f' ? static_cast<unsigned>(c - 'a') + 10
                           : c >= 'A' && c <= 'F' ? static_cast<unsigned>(c - 'A') + 10
                                                  : 99;
    if (value >= (hexadecimal ? 16U : 10U)) return 0;
    out = out * (hexadecimal ? 16 : 10) + value;
  }
  if (out >= 0x80 && out < 0xA0) out = from_windows_1252(static_cast<unsigned char>(out));
  const bool control = out < 0x20 || (out >= 0x7F && out < 0xA0);
  const bool none = out > 0x10FFFF || (out >= 0xD800 && out < 0xE000);
  return control || none ? 0 : out;
}

}  // namespace

ReferenceCharacters reference_at(std::string_view s, std::size_t at, std::size_t& length) {
  const std::size_t end = s.substr(at, longest_reference + 2).find(';');
  if (end == std::string_view::npos || end < 2) return {};
  length = end + 1;
  const std::string_view body = s.substr(at + 1, end - 1);
  return body[0] == '#' ? ReferenceCharacters{numbered(body.substr(1))} : named(body);
}

}  // namespace dechaff::text
