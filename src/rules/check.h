#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "rules/rule_set.h"

namespace dechaff::rules {

/// Something wrong with a rule: where it stands, what it is, and the line that shows it.
struct Finding {
  Place place;
  std::string message;
  std::string line;
};

struct CheckReport {
  std::size_t examples = 0;
  std::vector<Finding> failures;
};

/// Checks every example: a rule matches each of its `drops` (and cuts a strip rule's down to its
/// `leaves`), and no rule of any pack that acts in one of the rule's zones matches its `keeps`.
/// O(examples · search).
CheckReport check_examples(const RuleSet& rules);

/// What is doubtful in a pack though its examples hold:
///   - costly: a pattern of over 5,000 RE2 instructions, or whose automaton takes over 1 MiB of
///     memory for the rule's own examples;
///   - loose: anchored at neither end;
///   - never first: another rule stands before it on each of its `drops` and fires wherever it may;
///   - subsumed: one other rule of its kind and action matches each of its `drops`.
std::vector<Finding> lint(const RuleSet& rules);

/// How long a rule takes.
struct RuleCost {
  const Rule* rule;
  double nanoseconds;  // a line, alone
  int instructions;    // of RE2
  std::size_t memory;  // of RE2's automaton over the rule's examples, in bytes; see dfa_memory.h
};

/// Times every rule alone over `lines`, slowest first. Clock time: differs from run to run.
std::vector<RuleCost> measure_cost(const RuleSet& rules, const std::vector<std::string>& lines);

/// A rule whose pattern matches a line, and whether the line is within its limits.
struct RuleMatch {
  const Rule* rule;
  bool fits;
  std::string why;  // the limit it breaks; empty when it fits
};
std::vector<RuleMatch> matches_of(const RuleSet& rules, std::string_view line);

struct LineSize {
  std::uint32_t chars, words;  // as LineTable::measure() counts them
};
LineSize measure_line(std::string_view line);

}  // namespace dechaff::rules
