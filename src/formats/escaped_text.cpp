#include "formats/escaped_text.h"

#include <algorithm>
#include <cstddef>

namespace dechaff::formats {

Span EscapedText::raw_span(Span of_text) const {
  const auto map = [&](std::size_t offset) {
    auto after = std::upper_bound(escapes.begin(), escapes.end(), offset,
                                  [](std::size_t o, const Escape& e) { return o < e.text.begin; });
    if (after == escapes.begin()) return offset;
    const Escape& last = *(after - 1);
    if (offset < last.text.end) return last.raw.begin;
    return last.raw.end + (offset - last.text.end);
  };
  return {map(of_text.begin), map(of_text.end)};
}

}  // namespace dechaff::formats
