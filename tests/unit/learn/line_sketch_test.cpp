#include "learn/line_sketch.h"

#include <map>
#include <random>

#include "catch.h"

using dechaff::learn::LineSketch;

TEST_CASE("a sketch keeps every key that is more frequent than its error") {
  constexpr std::size_t most = 50, additions = 40000;
  std::mt19937_64 random(7);
  LineSketch sketch(most);
  std::map<std::uint64_t, std::uint32_t> exact;
  for (std::size_t i = 0; i < additions; ++i) {
    // Half of it is twenty keys, the other half is nearly all different.
    const std::uint64_t key = random() % 2 == 0 ? random() % 20 : random();
    sketch.add(key);
    ++exact[key];
  }
  std::map<std::uint64_t, std::uint32_t> counted;
  for (const LineSketch::Counter& counter : sketch.counters()) counted[counter.key] = counter.count;
  CHECK(counted.size() <= 2 * most);
  CHECK(sketch.error() > 0);
  CHECK(sketch.error() <= additions / most);
  for (const auto& [key, count] : exact) {
    const auto at = counted.find(key);
    if (count > sketch.error()) REQUIRE(at != counted.end());
    if (at == counted.end()) continue;
    REQUIRE(at->second <= count);
    REQUIRE(count <= at->second + sketch.error());
  }
}

TEST_CASE("a sketch that is large enough is exact") {
  LineSketch sketch(1000);
  for (std::uint64_t i = 0; i < 3000; ++i) sketch.add(i % 30);
  REQUIRE(sketch.counters().size() == 30);
  for (const LineSketch::Counter& counter : sketch.counters()) REQUIRE(counter.count == 100);
  CHECK(sketch.error() == 0);
}
