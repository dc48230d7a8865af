#pragma once

#include <string>
#include <vector>

#include "core/document.h"
#include "signals/lists.h"
#include "signals/signal.h"

namespace dechaff::signals {

struct Measured;

/// Computes chosen signals of documents. Immutable: any number of threads may share it.
class Measure {
 public:
  /// Throws Error.
  explicit Measure(Selection selection, const RulesFolder& folder = {})
      : selection_(std::move(selection)), lists_(Lists::load(folder)) {}

  /// The text is the original, before the chain.
  void operator()(const Document& document, Measured& out) const;

  const Selection& selection() const { return selection_; }
  const Lists& lists() const { return lists_; }

 private:
  Selection selection_;
  Lists lists_;
};

/// What was measured of a document, used again for the next. Each worker has its own.
struct Measured {
  explicit Measured(const Measure& measure) : columns(measure.lists()) {}
  TextColumns columns;
  std::vector<double> values;  // in the order of the selection
};

inline void Measure::operator()(const Document& document, Measured& out) const {
  selection_.compute(document.bytes, &document, out.columns, out.values);
}

/// Appends a value as JSON: the shortest digits that read back as the same double, null for none.
void append_value(std::string& out, double value);

}  // namespace dechaff::signals
