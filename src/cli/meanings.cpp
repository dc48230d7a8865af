#include "cli/meanings.h"

#include <utility>

namespace dechaff::cli {

std::string command_that_means(std::string_view word) {
  static constexpr std::pair<std::string_view, std::string_view> meanings[] = {
      {"clean", "run"},
      {"filter", "run"},
      {"process", "run"},
      {"extract", "run"},
      {"strip", "boilerplate"},
      {"chaff", "boilerplate"},
      {"trim", "teasers"},
      {"related", "teasers"},
      {"deduplicate", "dedup"},
      {"dedupe", "dedup"},
      {"uniq", "dedup"},
      {"unique", "dedup"},
      {"fix", "normalize"},
      {"repair", "normalize"},
      {"ftfy", "normalize"},
      {"mojibake", "normalize --mojibake"},
      {"outline", "headings --outline"},
      {"toc", "headings --outline"},
      {"title", "headings"},
      {"split", "headings --chunk"},
      {"chunk", "headings --chunk"},
      {"chunks", "headings --chunk"},
      {"match", "rules why"},
      {"test", "rules test"},
      {"why", "explain"},
      {"lint", "check"},
      {"gate", "check"},
      {"compare", "diff"},
      {"undo", "restore"},
      {"revert", "restore"},
      {"score", "eval"},
      {"evaluate", "eval"},
      {"benchmark", "eval"},
      {"signals", "stats"},
      {"quality", "stats"},
      {"count", "stats"},
      {"keep", "select"},
      {"query", "select"},
      {"train", "learn"},
      {"completion", "generate"},
      {"completions", "generate"},
      {"man", "generate man"},
      {"version", "--version"},
      {"help", "--help"},
  };
  for (const auto& [said, meant] : meanings) {
    if (said == word) return std::string(meant);
  }
  return {};
}

}  // namespace dechaff::cli
