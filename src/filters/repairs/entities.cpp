#include "filters/repairs/entities.h"

#include <algorithm>
#include <string>

#include "text/entities.h"
#include "text/utf8.h"

namespace dechaff::repairs {

namespace {

/// Where the code that begins with the backticks at `at` ends; `at` when it does not.
std::size_t code_end(std::string_view line, std::size_t at) {
  std::size_t begin = at;
  while (begin < line.size() && line[begin] == '`') ++begin;
  const std::string_view fence = line.substr(at, begin - at);
  for (std::size_t end = line.find(fence, begin); end != std::string_view::npos;) {
    std::size_t behind = end;
    while (behind < line.size() && line[behind] == '`') ++behind;
    if (behind - end == fence.size()) return behind;
    end = line.find(fence, behind);
  }
  return at;
}

}  // namespace

void find_entities(std::string_view line, Repairs& out) {
  std::size_t code = line.find('`'), known = 0;  // code up to `known` was passed over
  for (std::size_t at = line.find('&'); at != std::string_view::npos; at = line.find('&', at)) {
    while (code != std::string_view::npos && code < at) {
      const std::size_t end = code_end(line, code);
      known = std::max(known, end);
      code = line.find('`', end == code ? line.find_first_not_of('`', code) : end);
    }
    if (at < known) {
      at = known;
      continue;
    }
    std::size_t length = 0;
    text::ReferenceCharacters characters = text::reference_at(line, at, length);
    if (characters[0] == 0) {
      ++at;
      continue;
    }
    std::size_t end = at + length;
    if (characters[0] == '&') {  // escaped twice?
      const std::string again = "&" + std::string(line.substr(end, text::longest_reference + 1));
      std::size_t more = 0;
      const text::ReferenceCharacters inner = text::reference_at(again, 0, more);
      if (inner[0] != 0) {
        characters = inner;
        end += more - 1;
      }
    }
    Repair repair{{at, end}, {}};
    for (const char32_t c : characters) {
      if (c != 0) text::append(repair.replacement, c);
    }
    out.push_back(std::move(repair));
    at = end;
  }
}

}  // namespace dechaff::repairs
