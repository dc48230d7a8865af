#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/pack.h"
#include "rules/prefilter.h"
#include "text/span.h"

namespace dechaff::rules {

class RuleSet;
class StringSearch;

struct Hit {
  const Rule* rule;
  const RuleSet* set;  // that the rule is of
  Span cut;            // bytes of the trimmed line: for strip what goes, else the whole of it
};

/// A set of packs: bit i is the pack PackLibrary::languages()[i]; the highest bit the user's.
using PackMask = std::uint64_t;

/// Compiled rules, ordered by id. Immutable after construction and safe to share between threads.
class RuleSet {
  struct Compiled;
  struct Scratch;

 public:
  /// Patterns are compiled when a line first needs them.
  explicit RuleSet(std::vector<Rule> rules);
  /// The same with a prefilter that was made for these rules in this order before.
  RuleSet(std::vector<Rule> rules, Prefilter prefilter);
  ~RuleSet();

  /// Compiles every pattern now. Throws Error with the rule's place when one does not.
  void compile_all() const;

  /// Matches the lines of a page for rules of `packs`, with work space that the next page's
  /// matcher takes over: what was learned of the patterns stays. For one thread.
  class Matcher {
   public:
    Matcher(const RuleSet& rules, PackMask packs);
    ~Matcher();
    Matcher(const Matcher&) = delete;
    Matcher& operator=(const Matcher&) = delete;

    /// See RuleSet::match.
    void match(std::string_view line, std::uint32_t chars, std::uint32_t words,
               std::vector<Hit>& hits);

   private:
    bool confirm(std::uint16_t index, std::string_view line, Hit& hit);
    bool matches(std::uint16_t index, std::string_view line);

    const RuleSet& rules_;
    std::shared_ptr<const StringSearch> search_;
    std::unique_ptr<Scratch> work_;
  };

  /// All rules of `packs` that match `line` (trimmed, UTF-8 or not) within their limits; zones are
  /// the caller's business. Appends to `hits` in the order of rule ids. Costs a scan for the
  /// strings that the patterns require; what that finds is confirmed by the pattern itself. Throws
  /// Error for a pattern that does not compile, which is found when first needed.
  void match(std::string_view line, std::uint32_t chars, std::uint32_t words, PackMask packs,
             std::vector<Hit>& hits) const;

  /// Named groups of a rule in a line it matches.
  std::vector<std::pair<std::string, std::string>> capture(const Rule& rule,
                                                           std::string_view line) const;

  /// Whether the pattern of `rule` alone matches, whatever the limits.
  bool pattern_matches(const Rule& rule, std::string_view line) const;

  const std::vector<Rule>& rules() const { return rules_; }
  const Prefilter& prefilter() const;
  /// Size of the compiled pattern in RE2 instructions.
  int program_size(const Rule& rule) const;

 private:
  std::vector<Rule> rules_;
  std::unique_ptr<Compiled> compiled_;
};

}  // namespace dechaff::rules
