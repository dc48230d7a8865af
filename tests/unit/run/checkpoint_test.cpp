#include "run/checkpoint.h"

#include "catch.h"
#include "core/error.h"

using namespace dechaff;

namespace {

Checkpoint some_checkpoint() {
  Checkpoint out;
  out.settings = "0123456789abcdef";
  out.place.batches = 3;
  out.place.position = {100, 7, 100, 100};
  out.place.totals.stages.push_back({"dedup", 2, 40});
  out.place.table.names = "\"text\"";
  out.place.table.source = "a\xFF.csv";
  out.kept = {1000, 200, 0, 3};
  out.shard = 2;
  return out;
}

}  // namespace

TEST_CASE("a checkpoint is read as it was written") {
  const std::string text = print(some_checkpoint());
  CHECK(print(parse_checkpoint(text)) == text);
}

TEST_CASE("a checkpoint that was changed anywhere is refused") {
  const std::string good = print(some_checkpoint());
  for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
    std::string bad = good;
    bad[bit / 8] = static_cast<char>(bad[bit / 8] ^ (1 << bit % 8));
    INFO("bit " << bit);
    CHECK_THROWS_AS(parse_checkpoint(bad), Error);
  }
  for (std::size_t size = 0; size < good.size(); ++size)
    CHECK_THROWS_AS(parse_checkpoint(good.substr(0, size)), Error);
  CHECK_THROWS_AS(parse_checkpoint(good + ' '), Error);
}
