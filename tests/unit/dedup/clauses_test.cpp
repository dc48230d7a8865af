#include "dedup/clauses.h"

#include "catch.h"

using namespace dechaff::dedup;

TEST_CASE("a stretch of clauses said twice in almost the same words") {
  const std::string s =
      "they opened the new bridge over the river, in the north of the town, and they opened the "
      "new bridge over "
      "the river, to the north of town";
  const auto found = similar_clauses(s, 0.7, 6);
  REQUIRE(found.size() == 1);
  CHECK(found[0].first.begin == 0);
  CHECK(found[0].again.end == s.size());
  CHECK(found[0].similarity > 0.7F);
}

TEST_CASE("different clauses are no repeats") {
  CHECK(
      similar_clauses(
          "they opened the bridge over the river, and nobody in the whole town had come to see it",
          0.7, 6)
          .empty());
  CHECK(similar_clauses("short one, short one", 0.7, 6).empty());
}

TEST_CASE("doubled words") {
  REQUIRE(doubled_words("for three consecutive Consecutive years").size() == 1);
  CHECK(doubled_words("very, very good").empty());
  CHECK(doubled_words("it was 10 10").empty());
  CHECK(doubled_words("看看 a a").empty());
}
