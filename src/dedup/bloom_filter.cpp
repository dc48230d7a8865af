#include "dedup/bloom_filter.h"

#include <algorithm>
#include <cmath>

namespace dechaff::dedup {

BloomFilter::BloomFilter(std::size_t bytes)
    : blocks_(std::max<std::size_t>(1, bytes / sizeof(Aligned))) {}

BloomFilter::Aligned& BloomFilter::block_of(const text::Hash128& key) {
  __extension__ using Wide = unsigned __int128;
  return blocks_[static_cast<std::size_t>(static_cast<Wide>(key.low) * blocks_.size() >> 64U)];
}

void BloomFilter::insert(std::span<const text::Hash128> keys, std::span<std::uint8_t> fresh) {
  constexpr std::size_t ahead = 32;
  for (std::size_t i = 0; i < std::min(keys.size(), ahead); ++i)
    __builtin_prefetch(&block_of(keys[i]), 1);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (i + ahead < keys.size()) __builtin_prefetch(&block_of(keys[i + ahead]), 1);
    Block& words = block_of(keys[i]).words;
    std::uint64_t bits = keys[i].high, missing = 0;
    for (std::uint64_t& word : words) {
      const std::uint64_t bit = std::uint64_t{1} << (bits & 63U);
      missing |= ~word & bit;
      word |= bit;
      bits >>= 6U;
    }
    fresh[i] = missing != 0 ? 1 : 0;
  }
}

double BloomFilter::odds(std::size_t bytes, double keys) {
  const double blocks = std::max<double>(1, std::floor(static_cast<double>(bytes) / 64));
  const double mean = keys / blocks;
  // A block has Poisson many keys.
  double sum = 0, weight = std::exp(-mean);
  for (int k = 0; k < 100000; ++k) {
    sum += weight * std::pow(1 - std::pow(63.0 / 64, k), 8);
    weight *= mean / (k + 1);
    if (k > mean && weight < 1e-18) break;
  }
  return sum;
}

}  // namespace dechaff::dedup
