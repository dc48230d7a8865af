#include "check/baseline.h"

#include "catch.h"
#include "core/error.h"

using namespace dechaff;
using check::Baseline;

TEST_CASE("a baseline passes as many as it counts, and names what is left") {
  check::Finding finding;
  finding.rule = "x.y";
  finding.key = 0xABCDEF;
  finding.excerpt = "a\tline";
  Baseline written;
  written.add(finding);
  written.add(finding);
  Baseline read = Baseline::parse(written.print(), "file");
  CHECK(read.print() == written.print());
  CHECK(read.size() == 2);
  CHECK(read.take(finding));
  REQUIRE(read.stale().size() == 1);
  CHECK(read.stale()[0].left == 1);
  CHECK(read.take(finding));
  CHECK_FALSE(read.take(finding));
  CHECK(read.stale().empty());
  finding.rule = "x.z";
  CHECK_FALSE(read.take(finding));
}

TEST_CASE("a broken baseline is an error with its place") {
  for (const char* row : {"x", "x\t12\t1", "x\t0000000000000012\t", "\t0000000000000012\t1",
                          "x\t000000000000001g\t1", "x\t0000000000000012\t-1"}) {
    try {
      Baseline::parse(std::string("# dechaff baseline 1\n# note\n") + row + "\n", "file");
      FAIL(row);
    } catch (const Error& error) {
      CHECK(error.place.line == 3);
    }
  }
}
