#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "text/hash.h"

namespace dechaff::dedup {

/// Fingerprints as bits, of which no more than `bytes` are ever taken, however many there are: a
/// blocked Bloom filter (Putze, Sanders & Singler 2007, "Cache-, hash- and space-efficient Bloom
/// filters"), 8 bits a key, one in each word of a block of 64 bytes. A key that was there is always
/// found; a new one is taken for an old one with the odds that odds() gives: with 16 bits of memory
/// a key about 1 in 1,000, with 24 1 in 10,000, with 32 1 in 60,000, with 8 1 in 35. The bits
/// depend on the keys alone. Not thread-safe.
class BloomFilter {
 public:
  explicit BloomFilter(std::size_t bytes);

  /// fresh[i] is 1 when keys[i] was surely not there, neither before nor earlier in `keys`.
  void insert(std::span<const text::Hash128> keys, std::span<std::uint8_t> fresh);

  /// The odds that a key which is not there is taken for one that is: of a filter of `bytes` that
  /// holds `keys`.
  static double odds(std::size_t bytes, double keys);

 private:
  using Block = std::array<std::uint64_t, 8>;
  struct alignas(64) Aligned {
    Block words{};
  };

  Aligned& block_of(const text::Hash128& key);

  std::vector<Aligned> blocks_;
};

}  // namespace dechaff::dedup
