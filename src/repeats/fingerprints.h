#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "text/hash.h"

namespace dechaff::repeats {

/// The fingerprints seen so far, in one open-addressed table with linear probing. It grows in place
/// by three tenths at 7/8 of its slots, so an entry takes 18.3 to 23.8 bytes. Two different texts
/// of n are taken for one with odds of about n²/2^129: 10^-18 for 10^10 texts. Not thread-safe.
class FingerprintSet {
 public:
  /// Never takes more than `most_bytes` of memory.
  explicit FingerprintSet(std::size_t most_bytes = SIZE_MAX)
      : most_slots_(most_bytes / sizeof(text::Hash128)) {}
  ~FingerprintSet();
  FingerprintSet(const FingerprintSet&) = delete;
  FingerprintSet& operator=(const FingerprintSet&) = delete;

  /// Whether that many more keys fit into the memory it may take.
  bool has_room(std::size_t more) const { return (size_ + more + 1) * 8 <= most_slots_ * 7; }

  /// True when `key` was not there. O(1) on average. Needs room for it. Throws std::bad_alloc.
  bool insert(text::Hash128 key);

  /// The same for many keys in order: fresh[i] is 1 when keys[i] was not there, neither before nor
  /// earlier in `keys`. Slots are fetched ahead, which hides most of the wait for memory.
  void insert(std::span<const text::Hash128> keys, std::span<std::uint8_t> fresh);

  /// found[i] is 1 when keys[i] is there.
  void find(std::span<const text::Hash128> keys, std::span<std::uint8_t> found) const;

  /// Gives all memory back.
  void clear();

  std::size_t size() const { return size_; }
  std::size_t bytes() const { return slots_ * sizeof(text::Hash128); }

 private:
  std::size_t home(text::Hash128 key) const;
  bool place(text::Hash128 key);
  void grow(std::size_t more);

  text::Hash128* table_ = nullptr;  // {0, 0}: free
  std::size_t slots_ = 0, size_ = 0, most_slots_;
  bool has_zero_ = false;
};

}  // namespace dechaff::repeats
