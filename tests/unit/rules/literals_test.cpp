#include "rules/literals.h"

#include "catch.h"

using dechaff::rules::Required;
using dechaff::rules::required_literals;

namespace {

using Strings = std::vector<std::string>;

void check(const char* pattern, Required::Where where, const Strings& any) {
  INFO(pattern);
  const Required required = required_literals(pattern);
  CHECK(static_cast<int>(required.where) == static_cast<int>(where));
  CHECK(required.any == any);
}

}  // namespace

TEST_CASE("what stands at the begin of every match") {
  using enum Required::Where;
  check("^share this$", begin, {"share this"});
  check("(?i)^(share|Tweet) (this|it)", begin,
        {"share it", "share this", "tweet it", "tweet this"});
  check("^[-–— \\[]*(?P<a>by|von) \\pL+", begin, {"by ", "von "});
  check("^x?ray", begin, {"ray", "xray"});
  check("^(?i:ÄNDERN) \\d", begin, {"ändern "});
  check("^责任编辑[:：]", begin, {"责任编辑"});
  check("^\\(?a$", begin, {"a"});
}

TEST_CASE("what stands somewhere in every match") {
  using enum Required::Where;
  check("^\\d+ comments?$", inside, {" comment", " comments"});
  check("^.*all rights reserved", inside, {"all rights r"});
  check("foo|bar", inside, {"bar", "foo"});
  check("^\\pL+ (am|pm)$", inside, {" am", " pm"});
}

TEST_CASE("patterns of which nothing is known") {
  for (const char* pattern : {"^\\d+$", "a*", "^(a|.*)$", "x", "(?s)^share", "\\Qshare\\E", "[",
                              "(", ")", "^(share", "", "share\\", "[[:alpha:]", "\\p{L"}) {
    INFO(pattern);
    CHECK(required_literals(pattern).where == Required::Where::none);
  }
}
