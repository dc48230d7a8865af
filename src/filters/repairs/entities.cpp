#include "filters/repairs/entities.h"

#include <algorithm>

#include "filters/repairs/entity_names.h"
#include "text/utf8.h"
#include "text/windows_1252.h"

namespace dechaff::repairs {
namespace {

char32_t named(std::string_view name) {
  const auto at = std::lower_bound(
      entity_names.begin(), entity_names.end(), name,
      [](const EntityName& entity, std::string_view wanted) { return entity.name < wanted; });
  return at != entity_names.end() && at->name == name ? at->character : 0;
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
  if (out >= 0x80 && out < 0xA0) out = text::from_windows_1252(static_cast<unsigned char>(out));
  const bool control = out < 0x20 || (out >= 0x7F && out < 0xA0);
  const bool none = out > 0x10FFFF || (out >= 0xD800 && out < 0xE000);
  return control || none ? 0 : out;
}

/// The character that a reference at `at` stands for and the reference's length; 0 for none.
char32_t reference_at(std::string_view s, std::size_t at, std::size_t& length) {
  constexpr std::size_t longest = 10;
  const std::size_t end = s.substr(at, longest + 2).find(';');
  if (end == std::string_view::npos || end < 2) return 0;
  length = end + 1;
  const std::string_view body = s.substr(at + 1, end - 1);
  return body[0] == '#' ? numbered(body.substr(1)) : named(body);
}

}  // namespace

void find_entities(std::string_view line, Repairs& out) {
  for (std::size_t at = line.find('&'); at != std::string_view::npos; at = line.find('&', at)) {
    std::size_t length = 0;
    char32_t c = reference_at(line, at, length);
    if (c == 0) {
      ++at;
      continue;
    }
    std::size_t end = at + length;
    if (c == '&') {  // escaped twice?
      const std::string again = "&" + std::string(line.substr(end, 12));
      std::size_t more = 0;
      const char32_t inner = reference_at(again, 0, more);
      if (inner != 0) {
        c = inner;
        end += more - 1;
      }
    }
    Repair repair{{at, end}, {}};
    text::append(repair.replacement, c);
    out.push_back(std::move(repair));
    at = end;
  }
}

}  // namespace dechaff::repairs
