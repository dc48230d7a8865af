#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/span.h"
#include "rules/pack.h"

namespace dechaff::rules {

class RuleSet;

struct Hit {
  const Rule* rule;
  const RuleSet* set;  // that the rule is of
  Span cut;            // bytes of the trimmed line: for strip what goes, else the whole of it
};

/// Compiled rules, ordered by id. Immutable after construction and safe to share between threads.
class RuleSet {
 public:
  /// Throws Error with the rule's place when a pattern does not compile.
  explicit RuleSet(std::vector<Rule> rules);
  ~RuleSet();

  /// All rules that match `line` (trimmed, UTF-8 or not) within their limits; zones are the
  /// caller's business. Appends to `hits` in the order of rule ids. Lines over the largest
  /// max_chars cost nothing; others one RE2::Set search, and a second one only on a hit.
  void match(std::string_view line, std::uint32_t chars, std::uint32_t words,
             std::vector<Hit>& hits) const;

  /// Named groups of a rule in a line it matches.
  std::vector<std::pair<std::string, std::string>> capture(const Rule& rule,
                                                           std::string_view line) const;

  /// Whether the pattern of `rule` alone matches, whatever the limits.
  bool pattern_matches(const Rule& rule, std::string_view line) const;

  const std::vector<Rule>& rules() const { return rules_; }
  /// Size of the compiled pattern in RE2 instructions.
  int program_size(const Rule& rule) const;

 private:
  struct Compiled;
  std::vector<Rule> rules_;
  std::unique_ptr<Compiled> compiled_;
  std::uint32_t longest_ = 0;
};

}  // namespace dechaff::rules
