#pragma once

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/ordered_filter.h"

namespace dechaff {

/// A stage of a recipe: a filter's name and its settings as text, checked when the chain is made.
struct StageSpec {
  std::string filter;
  std::vector<std::pair<std::string, std::string>> settings;
  double warn_above = 1;  // share of the bytes, 0..1; a stage that removes more says so
};

/// What a stage did in a run.
struct StageCount {
  std::string_view name;
  std::uint64_t decisions = 0;
  std::uint64_t bytes = 0;  // dropped or cut, of the original
};

/// A stage could not judge a document; says which stage and why.
struct StageFailure : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The filters of one worker, in order. Not thread-safe; every worker has its own.
class Chain {
 public:
  /// Throws Error for an unknown filter or setting.
  Chain(const std::vector<StageSpec>& specs, const Resources& resources);

  std::size_t size() const { return stages_.size(); }
  /// The first stage that must see the documents in input order; size() when there is none.
  std::size_t first_ordered() const { return first_ordered_; }

  /// Runs the stages [from, to) over a document. False when one of them has put it off: the
  /// document is to come again after settle(), with all that follow. What a stage throws comes as
  /// StageFailure, save Error: that one is about files or settings, not about the document.
  bool process(Document& document, std::size_t from, std::size_t to);
  /// What the first ordered stage can do ahead of process(), on any worker's chain.
  void study(Document& document);
  /// Whether a stage puts off all that comes, until settle().
  bool puts_off() const;
  /// Tells the stages that all documents were seen, and that those put off come again.
  void settle();
  /// Tells the stages that all output is safe.
  void commit();

 private:
  struct Stage {
    std::string_view name;
    std::unique_ptr<Filter> filter;
    OrderedFilter* ordered;  // the same, or null

    bool in_order() const { return ordered != nullptr && ordered->in_order(); }
  };
  template <class Action>
  static void attempt(const Stage& stage, Action work);

  std::vector<Stage> stages_;
  std::size_t first_ordered_;
};

/// Adds what was decided about `document` to the counts of the stages.
void count_decisions(const Document& document, std::vector<StageCount>& counts);

}  // namespace dechaff
