#include "rules/pack_library.h"

#include <optional>
#include <set>
#include <tuple>

#include "catch.h"
#include "rules/check.h"
#include "rules/compiled_packs.h"

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

TEST_CASE("a line gets the rules of the chosen packs and no others") {
  const PackLibrary library(DECHAFF_RULES_DIR);
  const auto rules_for = [&](std::string_view line, PackMask packs) {
    std::vector<rules::Hit> hits;
    PackLibrary::Matcher(library, packs)
        .match(line, static_cast<std::uint32_t>(line.size()), 3, hits);
    std::set<std::string> languages;
    for (const rules::Hit& hit : hits)
      languages.insert(hit.rule->id.substr(0, hit.rule->id.find('.')));
    return languages;
  };
  const PackMask all = library.of_scripts(~text::ScriptSet{0}) | library.always();
  CHECK(rules_for("Facebook Twitter Instagram", all).count("und") == 1);
  CHECK(rules_for("Facebook Twitter Instagram", library.of_language("de")).count("und") == 0);
  CHECK(rules_for("Alle Rechte vorbehalten", all) == Names{"de"});
  CHECK(rules_for("Alle Rechte vorbehalten", library.of_language("ru")).empty());
}

TEST_CASE(
    "packs read from their compiled form are the packs; from another folder's, they are not") {
  const rules::PackSources sources(DECHAFF_RULES_DIR);
  const std::string bytes = rules::compile_packs(DECHAFF_RULES_DIR);
  const rules::AllPacks parsed = rules::parse_packs(DECHAFF_RULES_DIR);
  const std::optional<rules::AllPacks> read = rules::read_compiled(bytes, sources);
  REQUIRE(read);
  REQUIRE(read->rules->rules().size() == parsed.rules->rules().size());
  std::size_t found = 0;
  for (std::size_t i = 0; i < parsed.rules->rules().size(); ++i) {
    const rules::Rule &a = parsed.rules->rules()[i], &b = read->rules->rules()[i];
    CHECK(
        std::tie(a.id, a.kind, a.pattern, a.zones, a.action, a.min_chars, a.max_chars, a.min_words,
                 a.max_words, a.certain, a.meta, a.pack, a.place.path, a.place.line) ==
        std::tie(b.id, b.kind, b.pattern, b.zones, b.action, b.min_chars, b.max_chars, b.min_words,
                 b.max_words, b.certain, b.meta, b.pack, b.place.path, b.place.line));
    if (i % 9 != 0) continue;
    std::vector<rules::Hit> x, y;
    const rules::LineSize size = rules::measure_line(a.drops.front());
    parsed.rules->match(a.drops.front(), size.chars, size.words, ~PackMask{0}, x);
    read->rules->match(a.drops.front(), size.chars, size.words, ~PackMask{0}, y);
    REQUIRE(x.size() == y.size());
    for (std::size_t k = 0; k < x.size(); ++k) CHECK(x[k].rule->id == y[k].rule->id);
    found += x.size();
  }
  CHECK(found > 50);
  CHECK(read->languages.size() == parsed.languages.size());
  CHECK(read->languages[0].abbreviations == parsed.languages[0].abbreviations);

  rules::PackSources edited = sources;
  edited.files.front().hash.low ^= 1;
  CHECK_FALSE(rules::read_compiled(bytes, edited));
  rules::PackSources renamed = sources;
  renamed.files.front().path += "x";
  CHECK_FALSE(rules::read_compiled(bytes, renamed));
}

TEST_CASE("a damaged compiled file is no compiled file") {
  const rules::PackSources sources(DECHAFF_RULES_DIR);
  const std::string bytes = rules::compile_packs(DECHAFF_RULES_DIR);
  for (std::size_t size = 0; size < bytes.size(); size += 1 + bytes.size() / 97)
    CHECK_FALSE(rules::read_compiled(std::string_view(bytes).substr(0, size), sources));
  for (std::size_t at = 0; at < bytes.size(); at += 1 + bytes.size() / 97) {
    std::string broken = bytes;
    broken[at] = static_cast<char>(broken[at] ^ 1);
    CHECK_FALSE(rules::read_compiled(broken, sources));
  }
}

TEST_CASE("abbreviations are known in any case, with their inner stops") {
  const PackLibrary library(DECHAFF_RULES_DIR);
  const PackMask german = library.abbreviations_of("de");
  REQUIRE(names(library, german) == Names{"de"});
  CHECK(names(library, library.abbreviations_of("en")) == Names{"en"});
  const auto is_german = [&](std::string_view token) {
    return (library.abbreviations().languages_of(token) & german) != 0;
  };
  CHECK(is_german("Z.B."));
  CHECK(is_german("Dr."));
  CHECK(is_german("BZW."));
  CHECK_FALSE(is_german("Haus."));
  CHECK_FALSE(is_german(std::string(500, 'a') + "."));
  CHECK(library.abbreviations_of("tlh") == 0);
}
