#include "signals/totals/totals.h"

#include <algorithm>

namespace dechaff::stats {

void Totals::decision(std::string_view reason, std::string_view rule, std::uint64_t bytes) {
  Removed& removed = rules_[{std::string(reason), std::string(rule)}];
  ++removed.count;
  removed.bytes += bytes;
}

Report Totals::report(std::size_t top) const {
  Report out;
  out.documents = documents_;
  out.bytes = bytes_;
  out.lines = lines_;
  for (std::size_t i = 0; i < values_.size(); ++i) {
    const signals::Signal& signal = selection_.signal(i);
    out.rows.push_back(
        {signal.name, signal.unit, signal.meaning, selection_.source(i), values_[i]});
  }
  for (Frequent::Line& line : repeated_.top(top)) {
    out.repeated.push_back({std::move(line.text), line.count});
  }
  out.error = repeated_.error();
  for (const auto& [names, removed] : rules_) {
    out.rules.push_back({names.first, names.second, removed.count, removed.bytes});
  }
  std::stable_sort(out.rules.begin(), out.rules.end(),
                   [](const Report::Rule& a, const Report::Rule& b) { return a.bytes > b.bytes; });
  if (out.rules.size() > top) out.rules.resize(top);
  return out;
}

}  // namespace dechaff::stats
