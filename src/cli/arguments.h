#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "check/paths.h"
#include "cli/options.h"
#include "compare/evaluate.h"
#include "learn/learner.h"
#include "run/chain.h"

namespace dechaff::cli {

enum class HeadingsForm : std::uint8_t { list, outline, tree, tsv, mark, toc, chunk };

/// Colours of the output; automatic: on a terminal.
enum class Color : std::uint8_t { automatic, always, never };

/// What was typed, before it means anything: each command makes its settings of the members that
/// its options fill.
struct Arguments {
  Options options;  // input, output, rules

  // What runs
  std::string recipe;                  // empty: the command's own
  std::vector<std::string> overrides;  // of --set
  StageSpec stage;                     // of a command that is one filter
  bool print_recipe = false;

  std::string word, second;  // a command's own positionals: a condition, a rule, a line, …

  // What comes out
  bool page = false;  // --html: a page to look at
  bool list = false, json = false, jsonl = false, total = false, lines = false;
  HeadingsForm form = HeadingsForm::list;
  std::size_t max_words = 0, max_characters = 0, min_words = 0;  // of a chunk; 0: no limit
  std::size_t overlap = 0;                                       // sentences
  std::size_t top = 20;
  Color color = Color::automatic;
  std::string rejected;              // file
  std::string check_store;           // file
  std::vector<std::string> signals;  // patterns
  std::string folder;                // for man pages

  // learn
  learn::LearnOptions learning;
  std::string host;
  bool learn_first = false;

  // check
  std::vector<std::string> reports;
  std::string baseline, since;
  check::PathOptions paths;
  std::size_t max_findings = SIZE_MAX;
  bool update_baseline = false, exit_zero = false, init = false, no_config = false;
  bool fix = false, show_diff = false;

  // diff
  std::string rules_a, rules_b;

  // eval
  compare::Options scoring;
  std::string predictions;
  std::string by;  // "", "rule", "kind", "language"
  std::size_t worst = 0, lost = 0;
};

}  // namespace dechaff::cli
