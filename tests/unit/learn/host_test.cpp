#include "learn/host.h"

#include "catch.h"

TEST_CASE("the host of an id") {
  using dechaff::learn::host_of;
  CHECK(host_of("https://www.Example.org:8080/a?b=c://d") == "www.example.org");
  CHECK(host_of("http://user:word@example.org") == "example.org");
  CHECK(host_of("http://localhost/x") == "localhost");
  CHECK(host_of("http://example.org./") == "example.org");
  CHECK(host_of("example.org/a/b") == "example.org");
  CHECK(host_of("example.org:80") == "example.org");
  CHECK(host_of("http://пример.рф/х") == "пример.рф");
  CHECK(host_of("").empty());
  CHECK(host_of("page-17").empty());
  CHECK(host_of("20120106_www.example.org_3bac").empty());
  CHECK(host_of("two words.org").empty());
  CHECK(host_of("http://").empty());
}
