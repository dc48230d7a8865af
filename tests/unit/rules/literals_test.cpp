#include "rules/pattern/literals.h"

#include <utility>

#include "catch.h"
#include "rules/pattern/syntax.h"

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
  check("^share this$", word, {"share this"});
  check("(?i)^(share|Tweet) (this|it)", word, {"share it", "share this", "tweet it", "tweet this"});
  check("^[-–— \\[]*(?P<a>by|von) \\pL+", word, {"by ", "von "});
  check("^x?ray", word, {"ray", "xray"});
  check("^(?i:ÄNDERN) \\pL", word, {"ändern "});
  check("^责任编辑[:：]", word, {"责任编辑"});
  check("^\\(?a$", word, {"a"});
  check("^(by \\pL+, )?[ •]*(at|on)", word, {"at", "by ", "on"});
  check("^(a|b)( [xy]+)?", word, {"a", "a x", "a y", "b", "b x", "b y"});
}

TEST_CASE("what stands at the first letter, and at the first byte, of every match") {
  using enum Required::Where;
  check("^\\d+ (comments?|likes)$", letter, {"comment", "comments", "likes"});
  check("^[\\d,.]+ views", letter, {"views"});
  check("^© ?\\d", start, {"© 0", "© 1", "© 2", "© 3", "© 4", "© 5", "© 6", "© 7", "© 8", "© 9",
                           "©0",  "©1",  "©2",  "©3",  "©4",  "©5",  "©6",  "©7",  "©8",  "©9"});
  check("^[■▪]$", start, {"■", "▪"});
}

TEST_CASE("whether a match can begin at the begin of the line alone") {
  for (const char* pattern : {"^share", "(?i)^(share|tweet) this", "^\\pL+ comments?$"})
    CHECK(required_literals(pattern).anchored);
  for (const char* pattern : {"share", "foo|bar", "^foo|bar", " comments?$"})
    CHECK(!required_literals(pattern).anchored);
}

TEST_CASE("what stands somewhere in every match") {
  using enum Required::Where;
  check("^\\pL+ comments?$", inside, {" comment", " comments"});
  check("^.*all rights reserved", inside, {"all rights r"});
  check("foo|bar", inside, {"bar", "foo"});
  check("^\\pL+ (am|pm)$", inside, {" am", " pm"});
  check("^[^|]+[|]", inside, {"|"});
}

TEST_CASE("a counted repeat that may be none asks for nothing of its own") {
  using enum Required::Where;
  check("^x{0,2}ray", inside, {"ray"});
  check("^(x|y){0}ray", inside, {"ray"});
  check("^x{1,2}ray", inside, {"ray"});
  check("^a\\d{2} rays", inside, {" rays"});
  check("^x{02}ray", word, {"x{02}ray"});
  for (const auto& [text, length] : {std::pair{"{0,3}", 5U},
                                     {"{0}", 3U},
                                     {"{00,}", 0U},  // as RE2 has it
                                     {"{1,3}", 5U},
                                     {"{10}", 4U},
                                     {"{2,}x", 4U},
                                     {"{,3}", 0U},
                                     {"{2", 0U},
                                     {"{2,x}", 0U},
                                     {"{2,03}", 0U},
                                     {"{1234567890}", 0U},
                                     {"{a}", 0U}}) {
    INFO(text);
    CHECK(dechaff::rules::counted_repeat(text, 0) == length);
  }
  CHECK(dechaff::rules::counted_repeat(std::string_view("{2}").substr(0, 2), 0) == 0);
}

TEST_CASE("escapes are the characters they name, and small sets their members") {
  using enum Required::Where;
  check("^\\x{a9} share", start, {"© share"});
  check("^\\x41b", word, {"ab"});
  check("^[a\\x{e9}]b$", word, {"ab", "éb"});
  check("^[1-3]x", word, {"1x", "2x", "3x"});
  check("^[\\s(]*share", word, {"share"});
  check("^\\s*share", word, {"share"});
  check("^[a-z]share", inside, {"share"});
}

TEST_CASE("what RE2 alone understands may match anything") {
  using enum Required::Where;
  check("\\Bshare", inside, {"share"});
  check("^\\p{Greek}share", inside, {"share"});
  check("^[[:alpha:]x]share", inside, {"share"});
  check("(?i)[\\x{0}-\\x{FFFF}]share", inside, {"share"});
}

TEST_CASE("strings that are too many are cut, and none is cut to nothing") {
  std::string many = "^(";
  for (char a = 'a'; a <= 'z'; ++a) {
    for (char b = 'a'; b <= 'z'; ++b) {
      for (char c = 'a'; c <= 'e'; ++c) many += std::string("|xyz") + a + b + c + "word";
    }
  }
  many.replace(2, 1, "");
  const Required required = required_literals(many + ")$");
  CHECK(required.where == Required::Where::word);
  CHECK(required.any.size() <= 600);
  for (const std::string& s : required.any) CHECK(s.size() >= 3);
}

TEST_CASE("patterns of which nothing is known") {
  for (const char* pattern :
       {"a*", "^(a|.*)$", "x", "\\pL+", "(?s)^share", "\\Qshare\\E", "[", "(", ")", "^(share", "",
        "share\\", "[[:alpha:]", "\\p{L", "(?i", "a**b"}) {
    INFO(pattern);
    CHECK(required_literals(pattern).where == Required::Where::none);
  }
}
