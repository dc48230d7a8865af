#pragma once

#include <vector>

#include "core/sink.h"
#include "dedup/again.h"

namespace dechaff::dedup {

/// Stretches of a document that go, gathered so that each line changes once.
class Cuts {
 public:
  void clear() { parts_.clear(); }
  bool empty() const { return parts_.empty(); }
  void add(const LineTable& lines, const Stretch& what, const Reason& reason, const ByRepeat& of,
           float score);
  /// Whole lines in order, then parts from the last line to the first. The stretches do not
  /// overlap. O(bytes of the changed lines).
  void apply(Sink& sink);

 private:
  struct Part {
    std::size_t line;
    Span span;
    bool whole;
    const Reason* reason;
    ByRepeat of;
    float score;
  };
  std::vector<Part> parts_;
};

}  // namespace dechaff::dedup
