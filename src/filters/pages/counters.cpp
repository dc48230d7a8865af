#include "filters/pages/counters.h"

#include <algorithm>
#include <unordered_map>

namespace dechaff::pages {
namespace {

constexpr std::size_t longest_page = 150;  // lines from one counter to the next
constexpr std::size_t longest_line = 160;  // bytes: a paragraph is no running head

}  // namespace

std::vector<Counter> counters_of(const LineTable& lines) {
  std::vector<Counter> out;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!lines.kept(i)) continue;
    const std::string_view line = trim(lines.text[i]);
    if (line.empty() || line.size() > longest_line || line.front() == '#') continue;
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    if (std::none_of(line.begin(), line.end(), digit)) continue;
    const auto number = edge_number(line);
    if (!number) continue;
    out.push_back({i, *number});
    if (number->bare) continue;
    const auto leading = leading_number(line);
    if (leading && leading->value != number->value) out.push_back({i, *leading});
  }
  return out;
}

std::vector<Counter> longest_count(const std::vector<Counter>& counters, std::size_t least,
                                   std::size_t length) {
  struct Link {
    std::size_t length = 1, before = SIZE_MAX;
  };
  std::vector<Link> links(counters.size());
  std::unordered_map<std::uint32_t, std::vector<std::size_t>> by_value;  // looked up alone
  std::size_t best = SIZE_MAX;
  for (std::size_t k = 0; k < counters.size(); ++k) {
    const Counter& here = counters[k];
    const auto before = by_value.find(here.number.value - 1);
    if (before != by_value.end()) {
      // The latest ones first; a handful will do.
      const std::vector<std::size_t>& list = before->second;
      std::size_t tried = 0;
      for (auto at = list.rbegin(); at != list.rend() && tried < 8; ++at, ++tried) {
        const Counter& last = counters[*at];
        const std::size_t gap = here.line - last.line;
        if (gap > longest_page) break;
        if (gap < least || last.number.bare != here.number.bare ||
            last.number.total != here.number.total)
          continue;
        if (links[*at].length + 1 > links[k].length) links[k] = {links[*at].length + 1, *at};
      }
    }
    by_value[here.number.value].push_back(k);
    if (best == SIZE_MAX || links[k].length > links[best].length) best = k;
  }
  std::vector<Counter> out;
  if (best == SIZE_MAX || links[best].length < length) return out;
  for (std::size_t at = best; at != SIZE_MAX; at = links[at].before) out.push_back(counters[at]);
  std::reverse(out.begin(), out.end());
  return out;
}

}  // namespace dechaff::pages
