#include "page/zones.h"

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "catch.h"
#include "decide/prose.h"
#include "files.h"
#include "rules/pack_library.h"
#include "run/chain.h"

using namespace dechaff;
namespace fs = std::filesystem;

TEST_CASE("on no sample does a rule fire in a zone that it does not name") {
  std::map<std::string, Zones, std::less<>> zones;
  for (const rules::Rule& rule : rules::load_folder(RulesFolder()).rules)
    zones[rule.id] = rule.zones;
  const rules::PackLibrary packs;
  Resources resources;
  resources.packs = &packs;
  Chain chain({{"boilerplate", {{"datelines", "true"}}, 1}}, resources);
  std::size_t fired = 0, in_body = 0;
  for (const auto& entry : fs::directory_iterator(fs::path(DECHAFF_SAMPLES_DIR) / "pages")) {
    const std::string text = slurp(entry.path());
    Document document;
    document.assign(text);
    chain.process(document, 0, 1);
    for (const Decision& decision : document.decisions) {
      const auto rule = zones.find(decision.rule_id());
      if (rule == zones.end()) continue;
      const Zone zone = document.zones[decision.line];
      INFO(entry.path() << " line " << decision.line + 1 << ": " << decision.rule_id());
      CHECK(rule->second.has(zone));
      ++fired;
      in_body += zone == Zone::body ? 1U : 0U;
    }
  }
  CHECK(fired > 0);
  CHECK(in_body > 0);
}

TEST_CASE("a sentence ends before closing quotes, brackets and spaces; a cut is no end") {
  for (const char* line :
       {"So it is.", "\"So it is.\"", "(So it is!) ", "So it is?\u201D", "好。」"})
    CHECK(decide::ends_sentence(line));
  for (const char* line : {"", "So it is", "So it is...", "So it is…", "So it is:", "\"So it is\""})
    CHECK(!decide::ends_sentence(line));
}
