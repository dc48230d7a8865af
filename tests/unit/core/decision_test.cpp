// What a decision rests on, and how reports and people read it.

#include "core/decision.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "catch.h"
#include "core/document.h"
#include "rules/cue_kind.h"

using namespace dechaff;

namespace {

Decision decision(Because because) {
  return {Deed::drop, {0, 4}, 0, "stage", {"stage.it", "it is so"}, std::move(because), 1, {}};
}

struct Counter final : Workspace::Slot {
  void next_document() override { known = false; }
  bool known = false;
};

struct Other final : Workspace::Slot {
  void next_document() override {}
};

}  // namespace

TEST_CASE("reports show what a decision rests on") {
  CHECK(because_text(decision(ByStructure{})).empty());
  CHECK(because_text(decision(ByRule{"en.share.facebook"})) == "en.share.facebook");
  CHECK(because_text(decision(ByModel{"a short line"})) == "a short line");
  CHECK(because_text(decision(ByRepeat{{3, 9}})).empty());
  CHECK(because_text(decision(ByCount{7})) == "7");
  CHECK(because_text(decision(ByKey{12, {1, 0x0F00000000000000}})) ==
        "12 0f000000000000000000000000000001");
  CHECK(decision(ByRepeat{{3, 9}}).of() == Span{3, 9});
  CHECK(decision(ByCount{7}).of().empty());
  CHECK(decision(ByModel{"en.share.facebook"}).rule_id().empty());
}

TEST_CASE("a reason says in words what was found, and by which rule or for what signs") {
  Decision d = decision(ByRule{"en.share.facebook"});
  d.reason = rules::traits_of(rules::CueKind::share).reason;
  CHECK(why_of(d) == "a share line: en.share.facebook");
  CHECK(why_of(decision(ByModel{})) == "it is so");
  CHECK(why_of(decision(ByModel{"a short line"})) == "it is so: a short line");
}

TEST_CASE("every kind is found by its name, and has a code and words of its own") {
  CHECK(!rules::kind_named("Share"));
  std::vector<std::string_view> words;
  for (const std::string_view name : rules::kinds()) {
    REQUIRE(rules::kind_named(name));
    const rules::CueTraits& traits = rules::traits_of(*rules::kind_named(name));
    CHECK(traits.name == name);
    CHECK(std::find(words.begin(), words.end(), traits.reason.why) == words.end());
    words.push_back(traits.reason.why);
  }
}

TEST_CASE("a workspace keeps one slot a type, and hears of the next document") {
  Document document;
  document.assign("one");
  Counter& counter = document.workspace.get<Counter>();
  document.workspace.get<Other>();
  counter.known = true;
  CHECK(&document.workspace.get<Counter>() == &counter);
  document.assign("two");
  CHECK(!document.workspace.get<Counter>().known);
}

TEST_CASE("zones are a set") {
  Zones zones{Zone::head};
  CHECK(!zones.covers({Zone::head, Zone::tail}));
  zones.add(Zone::tail);
  CHECK(zones == Zones{Zone::head, Zone::tail});
  CHECK(zones.bits() == 5);
  CHECK(Zones::of_bits(0xFD) == zones);
  CHECK(zones.meets({Zone::body, Zone::tail}));
  CHECK(!zones.has(Zone::body));
  CHECK(first_of({Zone::head, Zone::body, Zone::body}, Zone::body) == 1);
  CHECK(first_of({Zone::head}, Zone::tail) == no_line);
}
