#include "core/line_table.h"
#include "dechaff.h"
#include "dedup/min_hash.h"
#include "dedup/shingles.h"
#include "dedup/units.h"

namespace dechaff {

NearKeys near_keys(std::string_view text, double threshold, std::size_t min_words) {
  NearKeys out;
  LineTable lines;
  lines.assign(text);
  lines.measure();
  dedup::UnitRules rules;
  rules.kind = dedup::UnitKind::document;
  rules.min_words = min_words;
  dedup::Units units;
  units.collect(lines, rules);
  if (units.said.empty()) return out;
  dedup::WordShingles().add(units.said[0], out.shingles);
  dedup::make_set(out.shingles);
  if (!out.shingles.empty()) dedup::MinHash(threshold).keys(out.shingles, out.bands);
  return out;
}

double similarity(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  std::size_t both = 0;
  for (std::size_t i = 0, k = 0; i < a.size() && k < b.size();) {
    both += a[i] == b[k] ? 1U : 0U;
    const bool first = a[i] <= b[k], second = b[k] <= a[i];
    i += first ? 1U : 0U;
    k += second ? 1U : 0U;
  }
  const std::size_t all = a.size() + b.size() - both;
  return all == 0 ? 0 : static_cast<double>(both) / static_cast<double>(all);
}

}  // namespace dechaff
