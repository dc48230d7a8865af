#pragma once

#include <cstddef>
#include <vector>

#include "text/hash.h"

namespace dechaff::repeats {

/// The fingerprints seen so far, in one open-addressed table with linear probing. It doubles at
/// 7/8 of its slots, so an entry takes 18 to 37 bytes (while it grows, half as much again). Two
/// different texts of n are taken for one with odds of about n²/2^129: 10^-18 for 10^10 texts.
class FingerprintSet {
 public:
  /// True when `key` was not there. O(1) on average.
  bool insert(text::Hash128 key);

  std::size_t size() const { return size_; }
  std::size_t bytes() const { return slots_.capacity() * sizeof(text::Hash128); }

 private:
  void grow();

  std::vector<text::Hash128> slots_;  // {0, 0}: free
  std::size_t size_ = 0;
  bool has_zero_ = false;
};

}  // namespace dechaff::repeats
