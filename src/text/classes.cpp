#include "text/classes.h"

#include <algorithm>
#include <array>

#include "text/utf8.h"

namespace dechaff::text {

Script dominant_script(std::string_view s) {
  constexpr std::size_t kana_share = 10;  // Japanese prose is about half kana, Chinese has none
  std::array<std::size_t, script_count> counts{};
  std::size_t i = 0;
  while (i < s.size()) {
    const Decoded d = decode(s, i);
    i += d.bytes;
    const Properties& p = properties(d.c);
    if (p.word != WordKind::none) ++counts[static_cast<std::size_t>(p.script)];
  }
  counts[static_cast<std::size_t>(Script::common)] = 0;
  const std::size_t han = counts[static_cast<std::size_t>(Script::han)];
  std::size_t& kana = counts[static_cast<std::size_t>(Script::kana)];
  if (kana != 0 && kana * kana_share >= han) kana += han;
  const auto best = std::max_element(counts.begin(), counts.end());
  return *best == 0 ? Script::common : static_cast<Script>(best - counts.begin());
}

std::string_view name(Script script) {
  static constexpr std::array<std::string_view, script_count> names = {
      "common", "latin",  "greek", "cyrillic", "arabic", "hebrew",  "devanagari", "han",
      "kana",   "hangul", "thai",  "khmer",    "lao",    "burmese", "other"};
  return names[static_cast<std::size_t>(script)];
}

}  // namespace dechaff::text
