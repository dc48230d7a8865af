#pragma once

#include "core/filter.h"

namespace dechaff {

/// A filter whose verdict may depend on earlier documents.
class OrderedFilter : public Filter {
 public:
  /// After prepare(): whether it does. Then one instance processes all documents, in input order;
  /// else each worker has its own.
  virtual bool in_order() const = 0;

  /// Does what process() needs of this document alone, and leaves it in the document's workspace.
  /// Called on any worker's instance, ahead of process(), or not at all: process() works without.
  virtual void study(Document&) {}

  /// Whether it may ever put a document off. Stages before it must not remember documents.
  virtual bool may_put_off() const { return false; }
  /// True when process() only learned the last document: memory did not suffice to judge it. From
  /// there on all documents are put off; they come a second time, in the same order, after
  /// settle().
  virtual bool puts_off() const { return false; }
  virtual void settle() {}

  /// Called once, on the instance that saw the documents in input order, when all output is safe.
  virtual void commit() {}
};

}  // namespace dechaff
