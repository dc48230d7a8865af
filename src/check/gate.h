#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "check/baseline.h"
#include "check/changed_lines.h"
#include "check/document_judge.h"

namespace dechaff::check {

/// What the gate found, for the reporters: findings in the order of documents and places, those of
/// the whole input last.
struct Result {
  std::vector<Finding> findings;
  std::vector<std::string> paths;  // of all documents, each once, in order
  std::uint64_t documents = 0, lines = 0, words = 0;
  std::uint64_t errors = 0, warnings = 0;
  std::uint64_t in_baseline = 0, suppressed = 0, unchanged = 0;
  std::uint64_t not_shown = 0;  // beyond the most that were asked for
  std::vector<Baseline::Stale> stale;

  bool failed() const { return errors > 0; }
};

struct GateOptions {
  Baseline* baseline = nullptr;         // takes what it knows; null: none
  Baseline* renewed = nullptr;          // gets all findings; null: not asked for
  const ChangedLines* since = nullptr;  // null: all lines count
  std::size_t most = SIZE_MAX;          // findings that are shown; all are counted
};

/// Adds the limits of the whole input and takes out what does not count.
Result judge_all(std::vector<DocumentReport> reports, const Settings& settings,
                 const GateOptions& options);

}  // namespace dechaff::check
