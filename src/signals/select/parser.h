#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "signals/select/expression.h"

namespace dechaff::select {

/// A Pratt parser (Pratt 1973, doi.org/10.1145/512927.512931) of the language of Expression. Makes
/// a tree, checks that conditions, numbers and texts stand where they may, and writes the programs.
class Parser {
 public:
  Parser(const std::string& source, const Names& names, const std::string& path);
  void parse(Expression& out);

 private:
  using Op = Expression::Op;
  using Step = Expression::Step;
  enum class Kind : std::uint8_t { number, text, condition };
  enum class Token : std::uint8_t { end, number, text, name, symbol };

  /// A part of the expression. `left` and `right` are nodes, or none.
  struct Node {
    static constexpr std::size_t none = SIZE_MAX;
    Kind kind;
    Step step;
    Span place;  // bytes of the source
    std::size_t left = none, right = none;
  };

  struct Operator {
    std::string_view symbol;
    int power;  // binds tighter when it is higher
    Op op;
  };

  [[noreturn]] void fail(std::size_t at, const std::string& message,
                         const std::string& help = {}) const;
  void next();
  void read_number();
  void read_text();
  std::size_t add(Node node);
  std::size_t expression(int least, int depth);
  std::size_t operand(int depth);
  std::size_t name();
  std::size_t unary(std::string_view symbol, int depth);
  std::size_t binary(const Operator& op, std::size_t left, int depth);
  void want(std::size_t node, Kind kind, std::string_view symbol) const;
  void write(std::size_t node, std::vector<Step>& program) const;
  static const Operator* find(std::string_view symbol);

  const std::string& source_;
  const Names& names_;
  const std::string& path_;
  std::size_t at_ = 0;  // behind the token
  Token token_ = Token::end;
  Span place_{};       // of the token
  double number_ = 0;  // of a number
  std::string text_;   // of a text
  std::vector<std::string> texts_;
  std::vector<Node> nodes_;
};

}  // namespace dechaff::select
