#include "run/sampler.h"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <vector>

#include "catch.h"

using namespace dechaff;

namespace {

/// The ordinals of the sample, by keys in input order.
std::vector<std::uint64_t> chosen(const std::vector<std::uint64_t>& keys, SampleSize size) {
  Sampler sampler(size);
  std::vector<std::uint64_t> taken, key_of, out;
  for (const std::uint64_t key : keys) {
    if (!sampler.take(key, taken.size())) continue;
    taken.push_back(taken.size());
    key_of.push_back(key);
  }
  for (const std::uint64_t ordinal : taken) {
    if (sampler.chosen(ordinal)) out.push_back(key_of[ordinal]);
  }
  return out;
}

}  // namespace

TEST_CASE("a sample of N has the lowest keys, whatever the order") {
  std::vector<std::uint64_t> keys;
  for (std::uint64_t i = 0; i < 1000; ++i) keys.push_back(i * 0x9E3779B97F4A7C15U);
  const auto one = chosen(keys, sample_size("20"));
  std::reverse(keys.begin(), keys.end());
  const auto other = chosen(keys, sample_size("20"));
  CHECK(one.size() == 20);
  CHECK(std::set(one.begin(), one.end()) == std::set(other.begin(), other.end()));
  std::sort(keys.begin(), keys.end());
  CHECK(std::set(one.begin(), one.end()) == std::set(keys.begin(), keys.begin() + 20));
}

TEST_CASE("a share takes about so many") {
  std::vector<std::uint64_t> keys;
  for (std::uint64_t i = 0; i < 100000; ++i) keys.push_back(i * 0x9E3779B97F4A7C15U);
  const std::size_t count = chosen(keys, sample_size("1%")).size();
  CHECK(count > 900);
  CHECK(count < 1100);
  CHECK(chosen(keys, sample_size("100%")).size() == keys.size());
}

TEST_CASE("sizes that make no sense are refused") {
  for (const char* wrong : {"", "0", "-3", "1.5", "0%", "101%", "ten", "5 %", "1e99", "nan", "inf"})
    CHECK_THROWS_AS(sample_size(wrong), std::invalid_argument);
  CHECK(sample_size("0.5%").share == 0.005);
}
