#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "signals/signal.h"
#include "signals/totals/frequent.h"
#include "signals/totals/histogram.h"
#include "signals/totals/report.h"

namespace dechaff::stats {

/// Sums up documents, in the order of the input. Bounded memory: some thousand buckets a signal,
/// 2^17 distinct lines, the rules there are.
class Totals {
 public:
  explicit Totals(const signals::Selection& selection)
      : selection_(selection), values_(selection.size()) {}

  void document(std::uint64_t bytes, std::uint64_t lines) {
    ++documents_;
    bytes_ += bytes;
    lines_ += lines;
  }
  void value(std::size_t signal, double value) { values_[signal].add(value); }
  void line(std::uint64_t hash, std::string_view text) { repeated_.add(hash, text); }
  void decision(std::string_view reason, std::string_view rule, std::uint64_t bytes);

  std::size_t signals() const { return values_.size(); }
  Report report(std::size_t top) const;

 private:
  struct Removed {
    std::uint64_t count = 0, bytes = 0;
  };
  const signals::Selection& selection_;
  std::uint64_t documents_ = 0, bytes_ = 0, lines_ = 0;
  std::vector<Histogram> values_;
  Frequent repeated_{std::size_t{1} << 17};
  std::map<std::pair<std::string, std::string>, Removed> rules_;
};

}  // namespace dechaff::stats
