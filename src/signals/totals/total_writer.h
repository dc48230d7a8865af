#pragma once

#include "render/writer.h"
#include "signals/measure.h"
#include "signals/totals/totals.h"

namespace dechaff::stats {

/// Writes what Totals wants to know of each document, in bytes that only add_batch() reads: the
/// measuring runs in any number of threads, the summing up in the order of the input.
class TotalWriter final : public render::Writer {
 public:
  explicit TotalWriter(const signals::Measure& measure) : measure_(measure) {}

  void document(const render::Rendering& what, std::string& out) const override;

 private:
  const signals::Measure& measure_;
};

/// Adds what a TotalWriter wrote of a batch.
void add_batch(std::string_view batch, Totals& totals);

}  // namespace dechaff::stats
