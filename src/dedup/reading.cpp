#include "dedup/reading.h"

#include <algorithm>

#include "dedup/fold.h"

namespace dechaff::dedup {

UnitReader::UnitReader(const CopyRules& rules) : rules_(rules) {
  if (rules.match == Match::near && !rules.containment) min_hash_.emplace(rules.threshold);
}

void UnitReader::read(const LineTable& lines, Reading& out) {
  out.cut.collect(lines, out.rules);
  rules_.match == Match::near ? compare_by_shingles(out) : compare_by_keys(out);
}

text::Hash128 UnitReader::key_of(std::string_view said) {
  if (rules_.match == Match::exact) return text::hash128(said);
  fold(said, rules_.any_digit, folded_);
  return folded_.empty() ? text::Hash128{} : text::hash128(folded_);
}

void UnitReader::compare_by_keys(Reading& out) {
  const std::size_t units = out.cut.units.size();
  out.keys.resize(units);
  out.first.resize(units);
  if (units == 0) return;
  seen_.clear(units);
  for (std::size_t u = 0; u < units; ++u) {
    const text::Hash128 key = key_of(out.cut.said[u]);
    out.keys[u] = key;
    out.first[u] = key == text::Hash128{} ? u : seen_.first(key, u);
  }
}

void UnitReader::compare_by_shingles(Reading& out) {
  out.shingles.clear();
  out.shingles_end.clear();
  out.bands.clear();
  for (const std::string_view said : out.cut.said) {
    const std::size_t begin = out.shingles.size();
    if (rules_.long_units) {
      word_shingles_.add(said, out.shingles);
    } else {
      fold(said, rules_.any_digit, folded_);
      character_shingles(folded_, 4, out.shingles);
    }
    if (rules_.containment) make_set(out.shingles, begin);
    if (min_hash_) min_hash_->keys(std::span(out.shingles).subspan(begin), out.bands);
    out.shingles_end.push_back(out.shingles.size());
  }
}

}  // namespace dechaff::dedup
