#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/span.h"

namespace dechaff::select {

/// What an expression may ask of a document: numbers (signals) and texts.
struct Names {
  std::vector<std::string_view> numbers, texts;
};

/// A condition on a document:
///
///     gopher.words >= 50 && c4.lorem_ipsum == 0 && !(id == "front page")
///
/// Numbers, texts in '…' or "…", names, true, false; from the loosest to the tightest:
/// || && (== != < <= > >=) (+ -) (* /) (! -) and parentheses. Comparisons do not chain. A
/// comparison with a number that a document has not (a mean over no words, a division by 0) is
/// false, != is true. Immutable once made; safe to share between threads.
class Expression {
 public:
  /// Throws Error for what is no condition: its place is `path`, line and column in `source`, its
  /// excerpt the line, its help the nearest name. O(source).
  Expression(std::string source, const Names& names, std::string path = "expression");

  /// Values of a document, in the order of Names.
  struct Values {
    const std::vector<double>& numbers;
    const std::vector<std::string_view>& texts;
  };

  /// The first of its clauses (the operands of the outermost &&) that does not hold, or
  /// clauses().size(). O(expression).
  std::size_t first_failing(const Values& values) const;

  /// The text of each clause.
  const std::vector<std::string>& clauses() const { return clauses_; }
  /// Which of Names::numbers it asks for, ascending, each once.
  const std::vector<std::size_t>& used() const { return used_; }

 private:
  friend class Parser;
  enum class Op : std::uint8_t {
    number,
    text,
    number_name,
    text_name,
    negate,
    no,
    add,
    subtract,
    multiply,
    divide,
    equal,
    unequal,
    less,
    at_most,
    more,
    at_least,
    text_equal,
    text_unequal,
    text_less,
    text_at_most,
    text_more,
    text_at_least,
    both,
    either,
  };
  /// Of a program in postfix order: no recursion when it runs.
  struct Step {
    Op op;
    double number = 0;
    std::size_t index = 0;  // of a name or a text
  };

  bool holds(const std::vector<Step>& program, const Values& values) const;

  std::vector<std::vector<Step>> programs_;  // one a clause
  std::vector<std::string> clauses_, texts_;
  std::vector<std::size_t> used_;
};

}  // namespace dechaff::select
