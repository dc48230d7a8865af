#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "compare/gold.h"
#include "compare/measures.h"
#include "render/reducer.h"

namespace dechaff::compare {

/// main: the text that is left, against the gold. headings: the headings found, against the marked
/// ones. teasers: what was removed behind the last line of the gold, and what of the gold was lost.
enum class Task : std::uint8_t { main, headings, teasers };

struct Options {
  Task task = Task::main;
  bool clean = false;  // the gold texts as pages: what goes then is harm
};

/// What came of one page.
struct PageResult {
  std::string id, type, language;               // as the gold says
  Scores scores;                                // main: of its words
  std::size_t found = 0, right = 0, there = 0;  // headings: given, right, marked
  std::size_t levels_right = 0;                 // of the right ones
  double words = 0, removed = 0, lost = 0;      // of the input; gone; gone and missed in the gold
  double tail = 0, tail_removed = 0;            // teasers: words behind the gold
  std::size_t parts = 0, parts_right = 0;       // of `with` and `without`
  bool whole = true;                            // its whole gold is known, not parts alone
  bool has_title = false, title_kept = false;   // a line of the document is the gold's title
};

/// Why words went: the reason's code, and the rule when one decided; on pages of one language.
struct Cause {
  std::string language, code, rule;
  auto operator<=>(const Cause&) const = default;
};

/// What a cause did, over all pages.
struct CauseResult {
  std::size_t lines = 0;
  double removed = 0, lost = 0;         // words; those that the gold has and the result lacks
  std::vector<std::string> lost_lines;  // the first of them, in input order

  void add(const CauseResult& more);
};

struct Report {
  std::vector<PageResult> pages;  // in input order
  std::map<Cause, CauseResult> causes;
};

/// Scores documents of JSON records that hold their gold. Memory: the results of all pages.
class EvalReducer final : public render::ReducerOf<Report> {
 public:
  explicit EvalReducer(const Options& options) : options_(options) {}

  std::unique_ptr<render::Mapper> mapper() const override;
  void reduce(Report& batch) override;

  Report report;

 private:
  Options options_;
};

/// The same measure for texts that were made elsewhere, by id; a page without one counts as empty.
Report score_predictions(const std::vector<GoldPage>& pages,
                         const std::vector<std::pair<std::string, std::string>>& predictions);

}  // namespace dechaff::compare
