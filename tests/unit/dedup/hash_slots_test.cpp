#include "dedup/hash_slots.h"

#include <cstdint>
#include <map>
#include <random>

#include "catch.h"
#include "dedup/shingle_set.h"

using namespace dechaff::dedup;

namespace {

struct Slot {
  std::uint64_t key = 0;
  std::uint32_t count = 0;
  bool free() const { return count == 0; }
  static std::size_t spread(std::uint64_t key) { return key / 8; }  // many keys want one place
};

}  // namespace

TEST_CASE("slots count keys as a map does, while the table grows and after it is cleared") {
  HashSlots<Slot> slots;
  CHECK(slots.empty());
  std::mt19937 random(3);
  for (int round = 0; round < 2; ++round) {
    std::map<std::uint64_t, std::uint32_t> wanted;
    for (int i = 0; i < 20000; ++i) {
      const std::uint64_t key = random() % 5000;
      ++slots.add(key).count;
      ++wanted[key];
    }
    for (std::uint64_t key = 0; key < 6000; ++key) {
      const auto at = wanted.find(key);
      REQUIRE(slots.of(key).count == (at == wanted.end() ? 0 : at->second));
    }
    slots.clear();
    REQUIRE(slots.of(std::uint64_t{1}).free());
  }
}

TEST_CASE("a set of shingles holds 0 as any other") {
  ShingleSet set;
  set.clear(3);
  CHECK(!set.has(0));
  for (const std::uint64_t shingle : {0U, 16U, 32U}) {
    CHECK(set.insert(shingle));
    CHECK(!set.insert(shingle));
    CHECK(set.has(shingle));
  }
  set.clear(3);
  CHECK(!set.has(0));
  CHECK(!set.has(16));
}
