#include "rules/loosen.h"

#include "catch.h"

using dechaff::rules::loosen;

TEST_CASE("categories become their ASCII part and all beyond ASCII") {
  CHECK(loosen("^by \\p{Lu}\\pL+$") == "^by [A-Z\\x{80}-\\x{10FFFF}][A-Za-z\\x{80}-\\x{10FFFF}]+$");
  CHECK(loosen("[\\pL.' -]+") == "[A-Za-z\\x{80}-\\x{10FFFF}.' -]+");
  CHECK(loosen("\\p{Han}+") == "[\\x{80}-\\x{10FFFF}]+");
  CHECK(loosen("\\pN") == "[0-9\\x{80}-\\x{10FFFF}]");
}

TEST_CASE("what a loose class would narrow stays as it is") {
  for (const char* pattern : {"[^\\pL]", "\\PL", "\\p{^Lu}", "\\pZ", "\\\\pL", "[^]\\pL]",
                              "[[:alpha:]]\\PN", "a[b", "\\p{"}) {
    CHECK(loosen(pattern) == pattern);
  }
}

TEST_CASE("counted repeats lose their bounds") {
  CHECK(loosen("^.{2,60}x{0,3}y{4}z{1,}$") == "^.+x*y+z+$");
  CHECK(loosen("a{,3} [{2}] \\{2} {x} {") == "a{,3} [{2}] \\{2} {x} {");
}

TEST_CASE("a bracket inside a class is a member") {
  CHECK(loosen("[][\\pL]x\\pL") == "[][A-Za-z\\x{80}-\\x{10FFFF}]x[A-Za-z\\x{80}-\\x{10FFFF}]");
}
