#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "render/reducer.h"
#include "signals/measure.h"
#include "signals/totals/totals.h"
#include "text/span.h"

namespace dechaff::stats {

/// What Totals wants to know of the documents of a batch. Each list holds the entries of all
/// documents, one document's after another's.
struct Figures {
  struct Line {
    std::uint64_t hash;
    Span shown;  // its begin, bytes of `texts`
  };
  struct Removal {
    std::string_view reason;  // a literal
    Span because;             // bytes of `texts`
    std::uint64_t bytes;
  };
  struct Of {
    std::uint64_t bytes;
    std::size_t lines_end, removals_end;
  };
  std::vector<Of> documents;
  std::vector<double> values;  // of every signal
  std::vector<Line> lines;     // that are not blank
  std::vector<Removal> removals;
  std::string texts;
};

/// Sums up all documents: the measuring runs on any worker, the summing up in input order.
class TotalReducer final : public render::ReducerOf<Figures> {
 public:
  /// Both outlive it.
  TotalReducer(const signals::Measure& measure, Totals& totals)
      : measure_(measure), totals_(totals) {}

  std::unique_ptr<render::Mapper> mapper() const override;
  void reduce(Figures& batch) override;

 private:
  const signals::Measure& measure_;
  Totals& totals_;
};

}  // namespace dechaff::stats
