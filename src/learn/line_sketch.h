#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace dechaff::learn {

/// Counts the frequent ones of a stream of fingerprints in bounded memory: the counters of
/// J. Misra, D. Gries, "Finding repeated elements" (1982), pruned in batches as in D. Anderson et
/// al., "A High-Performance Algorithm for Identifying Frequent Items in Data Streams" (2017). Every
/// fingerprint that came more often than error() is there, and error() is at most additions / most.
/// Deterministic. Not thread-safe.
class LineSketch {
 public:
  struct Counter {
    std::uint64_t key;
    std::uint32_t count;  // the true number is from here to count + error()
  };

  /// Keeps between `most` and 2·`most` counters.
  explicit LineSketch(std::size_t most) : most_(most) {}

  /// O(log most) amortised.
  void add(std::uint64_t key);

  /// All counters, by key.
  const std::vector<Counter>& counters();
  std::uint32_t error() const { return error_; }
  std::size_t bytes() const {
    return counters_.capacity() * sizeof(Counter) + waiting_.capacity() * sizeof(std::uint64_t);
  }

 private:
  void settle();
  void prune();

  std::size_t most_;
  std::uint32_t error_ = 0;
  std::vector<Counter> counters_;
  std::vector<std::uint64_t> waiting_;  // added, not yet counted
};

}  // namespace dechaff::learn
