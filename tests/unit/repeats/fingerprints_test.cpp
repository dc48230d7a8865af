#include "repeats/fingerprints.h"

#include <string>

#include "catch.h"

using dechaff::repeats::FingerprintSet;
using dechaff::text::Hash128;
using dechaff::text::hash128;

TEST_CASE("a fingerprint is new once, through all growth of the table") {
  FingerprintSet set;
  constexpr int count = 50'000;
  for (int i = 0; i < count; ++i) REQUIRE(set.insert(hash128(std::to_string(i))));
  for (int i = 0; i < count; ++i) REQUIRE_FALSE(set.insert(hash128(std::to_string(i))));
  CHECK(set.size() == count);
  CHECK(set.bytes() <= count * 37U);
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
