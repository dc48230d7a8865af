#include "dedup/bloom_filter.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "catch.h"

using dechaff::dedup::BloomFilter;
using dechaff::text::Hash128;

namespace {

std::vector<Hash128> keys(std::size_t from, std::size_t to) {
  std::vector<Hash128> out;
  for (std::size_t i = from; i < to; ++i)
    out.push_back(dechaff::text::hash128("key " + std::to_string(i)));
  return out;
}

}  // namespace

TEST_CASE(
    "a Bloom filter takes new keys for old ones as often as it says, and no old one for new") {
  constexpr std::size_t bytes = 1 << 18, probes = 400000;
  for (const std::size_t bits : {8U, 12U, 16U, 24U}) {
    BloomFilter filter(bytes);
    const std::size_t n = bytes * 8 / bits;
    const std::vector<Hash128> held = keys(0, n);
    std::vector<std::uint8_t> fresh(n);
    filter.insert(held, fresh);
    filter.insert(held, fresh);
    CHECK(std::count(fresh.begin(), fresh.end(), 1) == 0);
    // A copy is asked each time, in parts, as asking adds the key.
    std::size_t wrong = 0, asked = 0;
    for (std::size_t part = 0; part < 50; ++part) {
      BloomFilter copy = filter;
      const std::size_t count = std::min(probes, n / 10) / 50;
      const std::vector<Hash128> unknown = keys(n + part * count, n + (part + 1) * count);
      fresh.resize(unknown.size());
      copy.insert(unknown, fresh);
      asked += count;
      wrong += static_cast<std::size_t>(std::count(fresh.begin(), fresh.end(), 0));
    }
    const double odds = BloomFilter::odds(bytes, static_cast<double>(n));
    const double expected = odds * static_cast<double>(asked);
    INFO(bits << " bits: " << wrong << " of " << asked << ", expected " << expected);
    CHECK(static_cast<double>(wrong) <= expected + 4 * std::sqrt(expected) + 1);
    CHECK(static_cast<double>(wrong) >= expected - 4 * std::sqrt(expected) - 1);
  }
}

TEST_CASE("the odds of a Bloom filter are those that help and docs state") {
  const auto at = [](double bits) { return BloomFilter::odds(1 << 20, (1 << 20) * 8 / bits); };
  CHECK(1 / at(8) == Approx(35).epsilon(0.15));
  CHECK(1 / at(16) == Approx(1000).epsilon(0.15));
  CHECK(1 / at(24) == Approx(10000).epsilon(0.15));
  CHECK(1 / at(32) == Approx(60000).epsilon(0.15));
}
