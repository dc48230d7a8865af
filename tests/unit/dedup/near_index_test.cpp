#include "dedup/near_index.h"

#include <algorithm>
#include <random>

#include "catch.h"
#include "dedup/min_hash.h"
#include "dedup/shingles.h"

using dechaff::dedup::MinHash;
using dechaff::dedup::NearIndex;

namespace {

using Set = std::vector<std::uint64_t>;

struct Index {
  explicit Index(double threshold) : hash(threshold), index(threshold, hash.bands()) {}
  std::optional<NearIndex::Match> add(Set& set) {
    Set bands;
    hash.keys(set, bands);
    return index.add({set, bands});
  }
  MinHash hash;
  NearIndex index;
};

double jaccard(Set a, Set b) {
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  Set both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return static_cast<double>(both.size()) / static_cast<double>(a.size() + b.size() - both.size());
}

}  // namespace

TEST_CASE("pairs over the threshold are found, and no others") {
  for (const double threshold : {0.7, 0.8}) {
    Index index(threshold);
    CHECK(index.hash.bands() * index.hash.rows() <= 128);
    std::mt19937_64 random(3);
    std::vector<Set> sets;
    std::size_t over = 0, found = 0;
    for (int i = 0; i < 1500; ++i) {
      Set set;
      if (i % 3 == 2) {  // a changed copy of an earlier one
        set = sets[random() % sets.size()];
        const std::size_t changes = random() % (set.size() / 4);
        for (std::size_t k = 0; k < changes; ++k) set[random() % set.size()] = random();
      } else {
        for (std::size_t k = 0, n = 20 + random() % 200; k < n; ++k) set.push_back(random());
      }
      std::sort(set.begin(), set.end());
      set.erase(std::unique(set.begin(), set.end()), set.end());
      double best = 0;
      for (const Set& other : sets) best = std::max(best, jaccard(set, other));
      Set given = set;
      const auto match = index.add(given);
      if (best >= threshold) {
        ++over;
        found += match ? 1U : 0U;
      }
      if (match) {
        CHECK(match->similarity >= threshold);
        CHECK(match->similarity == Approx(jaccard(set, sets[match->id])));
      }
      sets.push_back(set);
    }
    INFO(found << " of " << over);
    CHECK(over > 200);
    CHECK(found * 100 >= over * 98);
  }
}

TEST_CASE("shingles of scripts with and without spaces, and of short texts") {
  dechaff::dedup::WordShingles shingles;
  Set words, one, characters;
  shingles.add("One two three four five six", words);
  CHECK(words.size() == 2);
  shingles.add("ONE two", one);
  CHECK(one.size() == 1);
  shingles.add("今天天气很好", characters);
  CHECK(characters.size() == 2);
  Set folded;
  shingles.add("one TWO", folded);
  CHECK(folded == one);
  Set none;
  shingles.add("...", none);
  CHECK(none.empty());
}

TEST_CASE("words are folded, whatever their length and whatever stands beside them") {
  const std::vector<std::pair<std::string, std::string>> same = {
      {"ABC", "abc"},
      {"Donaudampfschifffahrtsgesellschaft1", "donaudampfschifffahrtsgesellschaft1"},
      {"Donaudampfschifffahrt1", "DONAUDAMPFSCHIFFFAHRT1"},
      {"x Straße Don't 42", "X STRASSE dont 42"},
  };
  dechaff::dedup::WordShingles shingles;
  for (const auto& [a, b] : same) {
    INFO(a);
    for (const std::string around :
         {"", " and what follows it, which is long enough for a block"}) {
      Set one, other, beside;
      shingles.add(a + around, one);
      shingles.add(b + around, other);
      shingles.add(a + "z" + around, beside);
      CHECK_FALSE(one.empty());
      CHECK(one == other);
      CHECK(one != beside);
    }
  }
}

TEST_CASE("the same texts in the same order give the same matches after clear()") {
  Index index(0.7);
  const auto run = [&] {
    std::vector<long> out;
    std::mt19937_64 random(9);
    for (int i = 0; i < 300; ++i) {
      Set set;
      for (int k = 0; k < 30; ++k) set.push_back(random() % 40);
      const auto match = index.add(set);
      out.push_back(match ? static_cast<long>(match->id) : -1);
    }
    return out;
  };
  const auto first = run();
  index.index.clear();
  CHECK(index.index.size() == 0);
  CHECK(run() == first);
}

TEST_CASE("bands that unlike texts fill cost each text a bounded number of looks") {
  // Every text has all bands in common with all others and is like none.
  constexpr std::size_t bands = 5;
  const std::vector<std::uint64_t> keys = {1, 2, 3, 4, 5};
  NearIndex index(0.7, bands);
  std::uint64_t before = 0;
  for (std::uint64_t text = 0; text < 20'000; ++text) {
    Set shingles;
    for (std::uint64_t i = 0; i < 10; ++i) shingles.push_back(text * 10 + i);
    CHECK_FALSE(index.add({shingles, keys}));
    REQUIRE(index.steps() - before <= bands * 256);
    before = index.steps();
  }
  // The same where all matches are asked for, and all are known.
  for (std::uint64_t text = 0; text < 5'000; ++text) {
    Set shingles = {1, 2, 3};
    index.add(
        {shingles, keys}, [](std::size_t) { return true; }, [](NearIndex::Match) {});
    REQUIRE(index.steps() - before <= bands * 256);
    before = index.steps();
  }
}
