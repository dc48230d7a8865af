#pragma once

#include <tbb/enumerable_thread_specific.h>

#include <memory>
#include <string>
#include <vector>

#include "core/document.h"
#include "signals/lists.h"
#include "signals/signal.h"

namespace dechaff::signals {

/// Computes chosen signals of documents, from any number of threads: each has columns of its own.
class Measure {
 public:
  /// Throws Error.
  explicit Measure(Selection selection, const RulesFolder& folder = {})
      : selection_(std::move(selection)), lists_(Lists::load(folder)) {}

  /// What a thread computes with, and the values of the document that it measured last.
  struct Work {
    explicit Work(const Lists& lists) : columns(lists) {}
    TextColumns columns;
    std::vector<double> values;
  };

  /// The text is the original, before the chain. Good until the thread measures the next.
  Work& operator()(const Document& document) const {
    std::unique_ptr<Work>& work = work_.local();
    if (!work) work = std::make_unique<Work>(lists_);
    selection_.compute(document.bytes, &document, work->columns, work->values);
    return *work;
  }

  const Selection& selection() const { return selection_; }

 private:
  Selection selection_;
  Lists lists_;
  mutable tbb::enumerable_thread_specific<std::unique_ptr<Work>> work_;
};

/// Appends a value as JSON: the shortest digits that read back as the same double, null for none.
void append_value(std::string& out, double value);

}  // namespace dechaff::signals
