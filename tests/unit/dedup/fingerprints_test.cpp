#include "dedup/fingerprints.h"

#include <algorithm>
#include <string>

#include "catch.h"

using dechaff::dedup::FingerprintSet;
using dechaff::text::Hash128;
using dechaff::text::hash128;

TEST_CASE("a fingerprint is new once, through all growth of the table") {
  FingerprintSet set;
  constexpr int count = 50'000;
  for (int i = 0; i < count; ++i) REQUIRE(set.insert(hash128(std::to_string(i))));
  for (int i = 0; i < count; ++i) REQUIRE_FALSE(set.insert(hash128(std::to_string(i))));
  CHECK(set.size() == count);
  CHECK(set.bytes() <= count * 24U);
}

TEST_CASE("no key is lost when keys crowd at either end of the table") {
  // Homes follow the high bits of `low`: all keys lie in the first and the last hundredth.
  FingerprintSet set;
  std::vector<Hash128> keys;
  for (std::uint64_t i = 0; i < 30'000; ++i) {
    const std::uint64_t spread = hash128(std::to_string(i)).low / 100;
    keys.push_back({i % 2 == 0 ? spread : UINT64_MAX - spread, i});
  }
  for (const Hash128 key : keys) REQUIRE(set.insert(key));
  for (const Hash128 key : keys) REQUIRE_FALSE(set.insert(key));
}

TEST_CASE("many at once are the same as one after the other") {
  FingerprintSet one, many;
  std::vector<Hash128> keys;
  for (int i = 0; i < 20'000; ++i) keys.push_back(hash128(std::to_string(i * i % 7919)));
  keys.push_back(Hash128{});
  keys.push_back(Hash128{});
  // Of one home and one tag, and each again before its first is in its place.
  for (std::uint64_t high = 0; high < 600; ++high) keys.push_back({7, high / 2});
  // Keys that differ in their tags, or not even in those, fill one stretch after the other.
  for (std::uint64_t i = 0; i < 3000; ++i) keys.push_back({i / 3 % 40, i % 700 << 32U});
  std::vector<std::uint8_t> fresh(keys.size());
  many.insert(keys, fresh);
  for (std::size_t i = 0; i < keys.size(); ++i) CHECK(one.insert(keys[i]) == (fresh[i] != 0));
  CHECK(one.size() == many.size());
}

TEST_CASE("what is expected changes the room, and no answer") {
  constexpr std::size_t count = 600'000, stretch = 5000;
  for (const std::size_t guess : {std::size_t{0}, count / 2, count * 100}) {
    FingerprintSet set;
    std::vector<Hash128> keys(stretch);
    std::vector<std::uint8_t> fresh(stretch);
    std::size_t found = 0;
    for (std::size_t begin = 0; begin < count; begin += stretch) {
      for (std::size_t i = 0; i < stretch; ++i) keys[i] = hash128(std::to_string((begin + i) / 2));
      set.expect(guess);
      set.insert(keys, fresh);
      found += static_cast<std::size_t>(std::count(fresh.begin(), fresh.end(), 1));
    }
    CHECK(found == count / 2);
    CHECK(set.size() == count / 2);
    CHECK(set.bytes() <= set.size() * (guess > count ? 40U : 24U));
  }
}

TEST_CASE("fingerprints of one slot are held apart, and zero is a value like any other") {
  FingerprintSet set;
  CHECK(set.insert(Hash128{0, 0}));
  CHECK_FALSE(set.insert(Hash128{0, 0}));
  for (std::uint64_t high = 1; high <= 500; ++high) CHECK(set.insert(Hash128{7, high}));
  CHECK_FALSE(set.insert(Hash128{7, 500}));
  CHECK(set.insert(Hash128{7, 501}));
  CHECK(set.size() == 502);
}
