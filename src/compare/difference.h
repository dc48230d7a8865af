#pragma once

#include <string>
#include <vector>

#include "compare/sample.h"

namespace dechaff::compare {

/// A stretch that at least one side changed; `a`, `b` are null where a side left it as it is.
struct Part {
  Span span;
  const Change* a;
  const Change* b;

  bool same() const;  // both sides do the same
};

/// The stretches of a document in order, never overlapping: where the changes of the two sides
/// begin or end, a new one begins. A change that was cut into several has its `insert` with the
/// first. O(changes).
std::vector<Part> parts_of(const Sampled& document);

struct Difference {
  const Sampled* document;
  std::size_t removed_a = 0, removed_b = 0;  // bytes
  std::size_t only_a = 0, only_b = 0;        // bytes that one side removes or rewrites alone
  std::size_t bytes() const { return only_a + only_b; }
};

/// The documents that differ, most different first; of the same difference, in input order.
std::vector<Difference> differences(const Sample& sample);

/// A line of a document as each side leaves it; empty and `gone` when it went with its ending.
struct LinePair {
  std::size_t number;  // in the source
  std::string a, b;    // without the ending
  bool gone_a = false, gone_b = false;
  const Change* why_a = nullptr;  // the first change of the side that is not the other's
  const Change* why_b = nullptr;

  bool differs() const { return gone_a != gone_b || a != b; }
};
std::vector<LinePair> lines_of(const Sampled& document);

}  // namespace dechaff::compare
