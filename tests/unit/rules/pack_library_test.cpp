#include "rules/pack_library.h"

#include <set>

#include "catch.h"

using namespace dechaff;
using rules::PackLibrary;
using rules::PackMask;

namespace {

std::set<std::string> names(const PackLibrary& library, PackMask packs) {
  std::set<std::string> out;
  for (std::size_t i = 0; i < library.languages().size(); ++i) {
    if ((packs >> i & 1U) != 0) out.insert(library.languages()[i]);
  }
  return out;
}

using Names = std::set<std::string>;

}  // namespace

TEST_CASE("a language brings its pack, and text translated into it the pack for that") {
  const PackLibrary library(DECHAFF_RULES_DIR);
  CHECK(names(library, library.of_language("de")) == Names{"de"});
  CHECK(names(library, library.of_language("en")) == Names{"en", "mt-en-zh"});
  CHECK(names(library, library.of_language("zh-hant")) == Names{"zh"});
  CHECK(library.of_language("tlh") == 0);
  CHECK(library.of_language("") == 0);
  CHECK(library.of_language("d") == 0);
}

TEST_CASE("a script brings the packs that are written in it") {
  const PackLibrary library(DECHAFF_RULES_DIR);
  using text::Script;
  const auto of = [&](auto... scripts) {
    return names(library, library.of_scripts((text::bit(scripts) | ...)));
  };
  CHECK(of(Script::cyrillic) == Names{"ru"});
  CHECK(of(Script::han) == Names{"zh"});
  CHECK(of(Script::han, Script::kana) == Names{"ja", "zh"});
  CHECK(of(Script::latin).count("pl") == 1);
}

TEST_CASE("the sets of a choice hold its rules and no others") {
  const PackLibrary library(DECHAFF_RULES_DIR);
  const PackMask german = library.of_language("de");
  std::size_t rules = 0;
  for (const rules::RuleSet* set : library.sets(german)) {
    for (const rules::Rule& rule : set->rules()) {
      CHECK(rule.id.starts_with("de."));
      ++rules;
    }
  }
  CHECK(rules > 5);
  CHECK(library.sets(german).size() == 1);
  // Many packs stand in sets of their own; asking again gives the same ones.
  const PackMask all = library.of_scripts(~text::ScriptSet{0});
  CHECK(library.sets(all | library.always()).size() > 5);
  CHECK(&library.sets(german) == &library.sets(german));
}

TEST_CASE("abbreviations are known in any case, with their inner stops") {
  const PackLibrary library(DECHAFF_RULES_DIR);
  const text::Abbreviations* german = library.abbreviations("de");
  REQUIRE(german != nullptr);
  CHECK(german->contains("z.B."));
  CHECK(german->contains("Dr."));
  CHECK(german->contains("BZW."));
  CHECK_FALSE(german->contains("Haus."));
  CHECK_FALSE(german->contains(std::string(500, 'a') + "."));
  CHECK(library.abbreviations("tlh") == nullptr);
}
