#include "rules/rule_set.h"

#include "catch.h"

using namespace dechaff::rules;

namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

Rule rule(const std::string& pattern, Action action = Action::drop) {
  Rule out;
  out.id = "x";
  out.kind = CueKind::byline;
  out.pattern = pattern;
  out.action = action;
  return out;
}

std::vector<Hit> hits(const RuleSet& rules, std::string_view line, std::uint32_t words = 3) {
  std::vector<Hit> out;
  rules.match(line, static_cast<std::uint32_t>(line.size()), words, ~PackMask{0}, out);
  return out;
}

}  // namespace

TEST_CASE("captures are the named groups that took part, and hold something") {
  const RuleSet rules({rule("^(?:by|von) (?P<author>\\pL+)(?: in (?P<place>\\pL*))?( now)?$")});
  const Rule& one = rules.rules().front();
  CHECK(rules.capture(one, "by Ann in Rome") == Pairs{{"author", "Ann"}, {"place", "Rome"}});
  CHECK(rules.capture(one, "von Ann now") == Pairs{{"author", "Ann"}});
  CHECK(rules.capture(one, "by Ann in ") == Pairs{{"author", "Ann"}});
  CHECK(rules.capture(one, "Ann").empty());
}

TEST_CASE("a rule that strips needs a group, and cuts it") {
  const RuleSet with({rule("^The mill( \\(photo: \\pL+\\))?$", Action::strip)});
  REQUIRE(hits(with, "The mill (photo: Ann)").size() == 1);
  CHECK(hits(with, "The mill (photo: Ann)")[0].cut.begin == 8);
  CHECK(hits(with, "The mill (photo: Ann)")[0].cut.end == 21);
  CHECK(hits(with, "The mill").empty());
  const RuleSet without({rule("^The mill$", Action::strip)});
  CHECK(hits(without, "The mill").empty());
}

TEST_CASE("limits of a rule hold what they name") {
  Rule limited = rule("^share");
  limited.min_chars = 6;
  limited.max_chars = 8;
  limited.min_words = 2;
  limited.max_words = 3;
  const RuleSet rules({limited});
  for (const auto& [line, words, found] : {std::tuple{"share", 2U, false},
                                           {"share1", 2U, true},
                                           {"share123", 3U, true},
                                           {"share1234", 3U, false},
                                           {"share1", 1U, false},
                                           {"share1", 4U, false}}) {
    INFO(line << ' ' << words);
    CHECK(hits(rules, line, words).empty() != found);
  }
}
