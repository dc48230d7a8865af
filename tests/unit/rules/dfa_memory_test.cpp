#include "rules/dfa_memory.h"

#include <string>

#include "catch.h"

using dechaff::rules::dfa_memory;

TEST_CASE("an automaton of many states takes more memory than one of few") {
  std::string line = "Spread ";
  for (int i = 0; i < 700; ++i) line += i * i % 7 < 3 ? 'a' : 'b';
  constexpr std::size_t most = std::size_t{1} << 24;
  const std::size_t few = dfa_memory("^Spread .*$", {line}, most);
  const std::size_t many = dfa_memory("^Spread .*a.{150}$", {line}, most);
  CHECK(few < many);
  CHECK(many <= most);
  CHECK(dfa_memory("^Spread .*a.{150}$", {line}, few) > few);
}
