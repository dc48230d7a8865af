#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "dedup/zeros.h"
#include "text/hash.h"

namespace dechaff::dedup {

/// The fingerprints seen so far, in one open-addressed table of groups of 16 slots, with a byte of
/// each key in an array of its own (as in Kulukundis 2017, "Designing a fast, efficient,
/// cache-friendly hash table, step by step"): most questions wait for the memory once. It grows in
/// place by a fifth when 7/8 of its slots are taken, so an entry takes 19.4 to 23.4 bytes. Two
/// different texts of n are taken for one with odds of about n²/2^129: 10^-18 for 10^10 texts. Not
/// thread-safe.
class FingerprintSet {
 public:
  /// Never takes more than `most_bytes` of memory.
  explicit FingerprintSet(std::size_t most_bytes = SIZE_MAX);
  ~FingerprintSet();
  FingerprintSet(const FingerprintSet&) = delete;
  FingerprintSet& operator=(const FingerprintSet&) = delete;

  /// Whether that many more keys fit into the memory it may take.
  bool has_room(std::size_t more) const;

  /// About so many keys will be there in the end, as far as can be told: it grows for so many at
  /// once, up to twice its size. A guess that is far too high makes an entry take up to 39 bytes.
  void expect(std::size_t keys) { expected_ = keys; }

  /// True when `key` was not there. O(1) on average. Needs room for it. Throws std::bad_alloc.
  bool insert(text::Hash128 key);

  /// The same for many keys in order: fresh[i] is 1 when keys[i] was not there, neither before nor
  /// earlier in `keys`. Memory is fetched ahead, which hides most of the wait for it.
  void insert(std::span<const text::Hash128> keys, std::span<std::uint8_t> fresh);

  /// found[i] is 1 when keys[i] is there.
  void find(std::span<const text::Hash128> keys, std::span<std::uint8_t> found) const;

  /// Gives all memory back.
  void clear();

  std::size_t size() const { return size_; }
  std::size_t bytes() const;

 private:
  std::size_t home(const text::Hash128& key) const;
  std::size_t likely_slot(const text::Hash128& key) const;
  bool place(const text::Hash128& key);
  bool holds(const text::Hash128& key) const;
  void grow(std::size_t more);

  Zeros tag_bytes_, key_bytes_;
  std::uint8_t* tags_ = nullptr;  // of a slot; 0: free. Slots of a group fill from the first on
  text::Hash128* keys_ = nullptr;
  std::size_t groups_ = 0, size_ = 0, expected_ = 0, most_groups_;
};

}  // namespace dechaff::dedup
