#include "rules/pack_library.h"

#include <filesystem>
#include <fstream>
#include <optional>
#include <set>
#include <tuple>

#include "bytes/folder_hash.h"
#include "catch.h"
#include "core/built_in.h"
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
  const PackLibrary library;
  CHECK(names(library, library.of_language("de")) == Names{"de"});
  CHECK(names(library, library.of_language("en")) == Names{"en", "mt-en-zh"});
  CHECK(names(library, library.of_language("zh-hant")) == Names{"zh"});
  CHECK(library.of_language("tlh") == 0);
  CHECK(library.of_language("") == 0);
  CHECK(library.of_language("d") == 0);
}

TEST_CASE("a script brings the packs that are written in it") {
  const PackLibrary library;
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
  const PackLibrary library;
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

TEST_CASE("the packs of the program, which the build compiled, are those of the source tree") {
  const RulesFolder source(DECHAFF_RULES_DIR);
  CHECK(RulesFolder().names() == source.names());
  for (const std::string& name : source.names())
    CHECK(RulesFolder().read(name).text == source.read(name).text);
  CHECK(built_in::packs() == rules::compile_packs(source));
  CHECK(built_in::folder_hash() == bytes::folder_hash(source));
  CHECK(built_in::rules_hash() == bytes::folder_hash(source, "models/"));
  CHECK(reinterpret_cast<std::uintptr_t>(built_in::packs().data()) % 8 == 0);
  CHECK_FALSE(RulesFolder().holds("en/none.toml"));
  CHECK_THROWS_WITH(RulesFolder().read("en/none.toml"), "is not in the program");
}

TEST_CASE("packs read from their compiled form are the packs") {
  const rules::AllPacks parsed = rules::parse_packs(RulesFolder());
  const std::optional<rules::AllPacks> read =
      rules::read_compiled(built_in::packs(), RulesFolder());
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
}

TEST_CASE("a compiled form that is cut short or of another kind is none") {
  const std::string_view bytes = built_in::packs();
  for (std::size_t size = 0; size < bytes.size(); size += 1 + bytes.size() / 97)
    CHECK_FALSE(rules::read_compiled(bytes.substr(0, size), RulesFolder()));
  for (const std::size_t at : {0U, 14U, 16U, 23U}) {
    std::string broken(bytes);
    broken[at] = static_cast<char>(broken[at] ^ 1);
    CHECK_FALSE(rules::read_compiled(broken, RulesFolder()));
  }
}

TEST_CASE("a rule of the user's takes the place of the program's rule of the same id") {
  const std::filesystem::path folder =
      std::filesystem::path(DECHAFF_BINARY_DIR) / "pack_library_test";
  std::filesystem::create_directories(folder / "en");
  std::ofstream(folder / "en/a.toml") << R"([[rule]]
id = "en.share.share-this"
kind = "share"
pattern = '^Send a pigeon$'
drops = ["Send a pigeon", "Send a pigeon"]
keeps = ["A pigeon", "Send"]
)";
  const auto ids = [](const PackLibrary& library, std::string_view line) {
    std::vector<rules::Hit> hits;
    const rules::LineSize size = rules::measure_line(line);
    PackLibrary::Matcher(library, ~PackMask{0}).match(line, size.chars, size.words, hits);
    std::set<std::string> out;
    for (const rules::Hit& hit : hits) out.insert(hit.rule->id);
    return out;
  };
  const PackLibrary own, replaced(RulesFolder(), {{folder.string()}, {}, {}});
  CHECK(ids(own, "Share this article").count("en.share.share-this") == 1);
  CHECK(ids(replaced, "Share this article").count("en.share.share-this") == 0);
  CHECK(ids(replaced, "Send a pigeon") == Names{"en.share.share-this"});
}

TEST_CASE("abbreviations are known in any case, with their inner stops") {
  const PackLibrary library;
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
