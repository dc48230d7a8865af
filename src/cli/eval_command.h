#pragma once

#include <string>
#include <vector>

#include "cli/options.h"
#include "eval/evaluate.h"

namespace dechaff::cli {

struct EvalOptions {
  eval::Options how;
  std::string recipe;  // empty: the filter that the task names
  std::vector<std::string> overrides;
  std::string predictions;  // texts to score instead of running anything
  std::string by;           // "", "rule", "kind": what removed words, and which of them were gold
  std::size_t worst = 0;    // how many pages with the lowest scores to name
  std::size_t lost = 0;     // how many lost lines to show of each rule
};

/// `dechaff eval GOLD…`: prints a table; returns 0.
int evaluate_files(const Options& options, const EvalOptions& eval);

}  // namespace dechaff::cli
