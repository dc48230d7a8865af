#include "core/error.h"
#include "rules/rule_set.h"
#include "scratch_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ScratchFile file(data, size, ".toml");
  try {
    const dechaff::rules::RuleSet rules(dechaff::rules::load_file(file.path()).rules);
    std::vector<dechaff::rules::Hit> hits;
    rules.match("Share this article", 18, 3, ~dechaff::rules::PackMask{0}, hits);
  } catch (const dechaff::Error&) {
    // a mistake in a pack is reported so
  }
  return 0;
}
