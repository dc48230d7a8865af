#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "compare/gold.h"
#include "compare/measures.h"
#include "run/chain.h"

namespace dechaff::compare {

/// main: the text that is left, against the gold. headings: the headings found, against the marked
/// ones. teasers: what was removed behind the last line of the gold, and what of the gold was lost.
enum class Task : std::uint8_t { main, headings, teasers };

struct Options {
  Task task = Task::main;
  bool clean = false;  // the gold texts as pages: what goes then is harm
  unsigned jobs = 1;
};

/// What came of one page.
struct PageResult {
  Scores scores;                                // main: of its words
  std::size_t found = 0, right = 0, there = 0;  // headings: given, right, marked
  std::size_t levels_right = 0;                 // of the right ones
  double words = 0, removed = 0, lost = 0;      // of the input; gone; gone and missed in the gold
  double tail = 0, tail_removed = 0;            // teasers: words behind the gold
};

/// What a rule, a kind or a reason did, over all pages.
struct RuleResult {
  std::size_t lines = 0;
  double removed = 0, lost = 0;         // words; those that the gold has and the result lacks
  std::vector<std::string> lost_lines;  // the first of them
};

struct Report {
  std::vector<PageResult> pages;            // in the order of the gold
  std::map<std::string, RuleResult> rules;  // by language and rule id or reason: "de\tde.share.row"
};

/// Runs `stages` over every page. Deterministic for any number of jobs. Throws Error.
Report evaluate(const std::vector<GoldPage>& pages, const std::vector<StageSpec>& stages,
                const Resources& resources, const Options& options);

/// The same measure for texts that were made elsewhere, by id; a page without one counts as empty.
Report score_predictions(const std::vector<GoldPage>& pages,
                         const std::vector<std::pair<std::string, std::string>>& predictions);

}  // namespace dechaff::compare
