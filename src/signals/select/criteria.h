#pragma once

#include <string>
#include <vector>

#include "core/read_file.h"
#include "signals/select/expression.h"
#include "signals/signal.h"

namespace dechaff::select {

/// What a document must satisfy to be kept, in order, and whether what is kept is edited.
class Criteria {
 public:
  /// An expression from the command line: its clauses are its reasons.
  static Criteria from_expression(const std::string& expression);
  /// A file: `summary`, `edit = "c4-lines"`, and tables [[require]] with `that`, an expression, and
  /// `reason`. Throws Error with path:line:col.
  static Criteria from_file(NamedText source);

  struct Verdict {
    bool kept = true;
    std::string_view reason, clause;  // of the first that does not hold
  };
  Verdict judge(const std::vector<double>& values,
                const std::vector<std::string_view>& texts) const;

  /// The signals that are asked for; their values are what judge() wants.
  signals::Selection selection() const { return signals::Selection(asked_); }
  bool takes_c4_lines() const { return c4_lines_; }

  /// What may be asked of a document beside signals: its id and its source.
  static const std::vector<std::string_view>& text_names();

 private:
  struct Requirement {
    std::string reason;  // empty: the clause
    Expression expression;
  };
  void finish();

  std::vector<Requirement> requirements_;
  std::vector<std::string> asked_;
  std::vector<std::size_t> asked_at_;  // of a name of Names: its place among the asked, or none
  bool c4_lines_ = false;
  std::size_t names_ = 0;
};

}  // namespace dechaff::select
