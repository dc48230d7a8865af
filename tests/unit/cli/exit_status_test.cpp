#include "cli/exit_status.h"

#include <stdexcept>

#include "bytes/output.h"
#include "catch.h"
#include "core/error.h"

using dechaff::cli::exit_status;

TEST_CASE("whatever a program throws becomes an exit status") {
  CHECK(exit_status([] { return 1; }) == 1);
  CHECK(exit_status([]() -> int { throw dechaff::Error({}, "ours"); }) == 2);
  CHECK(exit_status([]() -> int { throw std::logic_error("a library's"); }) == 2);
  CHECK(exit_status([]() -> int { throw 42; }) == 2);
  CHECK(exit_status([]() -> int { throw dechaff::bytes::ClosedPipe(); }) == 0);
}
