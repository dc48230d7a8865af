#include "filters/repairs/entities.h"

#include <string>

#include "text/entities.h"
#include "text/utf8.h"

namespace dechaff::repairs {

void find_entities(std::string_view line, Repairs& out) {
  for (std::size_t at = line.find('&'); at != std::string_view::npos; at = line.find('&', at)) {
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
