#include "signals/select/parser.h"

#include <algorithm>
#include <charconv>

#include "core/error.h"
#include "text/utf8.h"

namespace dechaff::select {
namespace {

constexpr int deepest = 100;              // parentheses and signs in one another
constexpr std::size_t most_nodes = 4000;  // left chains are as deep as they are long
constexpr int comparison = 3, unary_power = 6;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

Parser::Parser(const std::string& source, const Names& names, const std::string& path)
    : source_(source), names_(names), path_(path) {}

void Parser::fail(std::size_t at, const std::string& message, const std::string& help) const {
  const std::size_t feed = at == 0 ? std::string::npos : source_.rfind('\n', at - 1);
  const std::size_t begin = feed == std::string::npos ? 0 : feed + 1;
  const std::size_t end = std::min(source_.find('\n', begin), source_.size());
  const auto line = static_cast<std::size_t>(
      std::count(source_.begin(), source_.begin() + static_cast<std::ptrdiff_t>(begin), '\n'));
  const std::size_t column =
      text::code_points(std::string_view(source_).substr(begin, at - begin)) + 1;
  throw Error({path_, line + 1, column}, message, source_.substr(begin, end - begin), help);
}

const Parser::Operator* Parser::find(std::string_view symbol) {
  static constexpr Operator all[] = {
      {"||", 1, Op::either},  {"&&", 2, Op::both},    {"==", 3, Op::equal},
      {"!=", 3, Op::unequal}, {"<=", 3, Op::at_most}, {">=", 3, Op::at_least},
      {"<", 3, Op::less},     {">", 3, Op::more},     {"+", 4, Op::add},
      {"-", 4, Op::subtract}, {"*", 5, Op::multiply}, {"/", 5, Op::divide},
  };
  const auto* at = std::find_if(std::begin(all), std::end(all),
                                [&](const Operator& op) { return op.symbol == symbol; });
  return at == std::end(all) ? nullptr : at;
}

void Parser::next() {
  while (at_ < source_.size() &&
         std::string_view(" \t\r\n").find(source_[at_]) != std::string::npos) {
    ++at_;
  }
  place_ = {at_, at_};
  if (at_ == source_.size()) {
    token_ = Token::end;
    return;
  }
  const char c = source_[at_];
  const char after = at_ + 1 < source_.size() ? source_[at_ + 1] : '\0';
  if (is_digit(c) || (c == '.' && is_digit(after))) {
    read_number();
  } else if (c == '"' || c == '\'') {
    read_text();
  } else if (is_letter(c)) {
    // "dechaff.chaff.photo-credit": a hyphen between letters belongs to a name with dots.
    token_ = Token::name;
    bool dotted = false;
    while (at_ < source_.size()) {
      const char here = source_[at_];
      const char beside = at_ + 1 < source_.size() ? source_[at_ + 1] : '\0';
      dotted = dotted || here == '.';
      const bool joins =
          (here == '.' || (here == '-' && dotted)) && (is_letter(beside) || is_digit(beside));
      if (!is_letter(here) && !is_digit(here) && !joins) break;
      ++at_;
    }
  } else {
    token_ = Token::symbol;
    const std::string_view two = std::string_view(source_).substr(at_, 2);
    if (two == "&&" || two == "||" || two == "==" || two == "!=" || two == "<=" || two == ">=") {
      at_ += 2;
    } else if (std::string_view("<>+-*/!()").find(c) != std::string_view::npos) {
      ++at_;
    } else {
      const bool once = c == '&' || c == '|' || c == '=';
      const std::string symbol = source_.substr(at_, text::decode(source_, at_).bytes);
      fail(at_, "'" + symbol + "' is no operator", once ? "write '" + symbol + symbol + "'" : "");
    }
  }
  place_.end = at_;
}

void Parser::read_number() {
  token_ = Token::number;
  const char* end = source_.data() + source_.size();
  const auto [stop, error] = std::from_chars(source_.data() + at_, end, number_);
  if (error != std::errc{}) fail(at_, "the number is too large or too small");
  at_ = static_cast<std::size_t>(stop - source_.data());
  if (at_ < source_.size() && (is_letter(source_[at_]) || source_[at_] == '.')) {
    fail(place_.begin,
         "'" + source_.substr(place_.begin, at_ + 1 - place_.begin) + "' is no number");
  }
}

void Parser::read_text() {
  token_ = Token::text;
  const char quote = source_[at_++];
  text_.clear();
  for (;; ++at_) {
    if (at_ >= source_.size()) fail(place_.begin, "the text has no closing quote");
    if (source_[at_] == quote) break;
    if (source_[at_] == '\\') ++at_;
    if (at_ < source_.size()) text_ += source_[at_];
  }
  ++at_;
}

std::size_t Parser::add(Node node) {
  if (nodes_.size() >= most_nodes) fail(node.place.begin, "the expression is too long");
  nodes_.push_back(node);
  return nodes_.size() - 1;
}

std::size_t Parser::name() {
  const std::string_view word = std::string_view(source_).substr(place_.begin, place_.size());
  if (word == "true" || word == "false") {
    return add({Kind::condition, {Op::number, word == "true" ? 1.0 : 0.0, 0}, place_});
  }
  const auto number = std::find(names_.numbers.begin(), names_.numbers.end(), word);
  if (number != names_.numbers.end()) {
    const auto index = static_cast<std::size_t>(number - names_.numbers.begin());
    return add({Kind::number, {Op::number_name, 0, index}, place_});
  }
  const auto text = std::find(names_.texts.begin(), names_.texts.end(), word);
  if (text != names_.texts.end()) {
    const auto index = static_cast<std::size_t>(text - names_.texts.begin());
    return add({Kind::text, {Op::text_name, 0, index}, place_});
  }
  std::vector<std::string_view> all = names_.numbers;
  all.insert(all.end(), names_.texts.begin(), names_.texts.end());
  const std::string_view near = nearest(word, all);
  fail(place_.begin, "no signal is called '" + std::string(word) + "'",
       near.empty() ? "docs/signals.md lists them" : "did you mean '" + std::string(near) + "'?");
}

std::size_t Parser::operand(int depth) {
  if (depth > deepest) fail(place_.begin, "nested too deeply: at most 100 levels");
  const Span place = place_;
  switch (token_) {
    case Token::number: {
      const std::size_t node = add({Kind::number, {Op::number, number_, 0}, place});
      next();
      return node;
    }
    case Token::text: {
      texts_.push_back(text_);
      const std::size_t node = add({Kind::text, {Op::text, 0, texts_.size() - 1}, place});
      next();
      return node;
    }
    case Token::name: {
      const std::size_t node = name();
      next();
      return node;
    }
    case Token::end:
      fail(place.begin,
           nodes_.empty() ? "there is no expression" : "something is missing at the end");
    case Token::symbol:
      break;
  }
  const std::string_view symbol = std::string_view(source_).substr(place.begin, place.size());
  if (symbol == "!" || symbol == "-") return unary(symbol, depth);
  if (symbol != "(") fail(place.begin, "'" + std::string(symbol) + "' stands where a value should");
  next();
  const std::size_t inner = expression(0, depth + 1);
  if (token_ != Token::symbol || source_[place_.begin] != ')') {
    fail(place.begin, "this parenthesis is not closed");
  }
  nodes_[inner].place = {place.begin, place_.end};
  next();
  return inner;
}

std::size_t Parser::unary(std::string_view symbol, int depth) {
  const std::size_t begin = place_.begin;
  next();
  const std::size_t inner = expression(unary_power, depth + 1);
  const bool no = symbol == "!";
  const Kind kind = no ? Kind::condition : Kind::number;
  want(inner, kind, symbol);
  return add({kind, {no ? Op::no : Op::negate, 0, 0}, {begin, nodes_[inner].place.end}, inner});
}

void Parser::want(std::size_t node, Kind kind, std::string_view symbol) const {
  static constexpr std::string_view names[] = {"a number", "a text", "a condition"};
  const Kind is = nodes_[node].kind;
  if (is == kind) return;
  fail(nodes_[node].place.begin,
       "'" + std::string(symbol) + "' takes " + std::string(names[static_cast<std::size_t>(kind)]) +
           ", and this is " + std::string(names[static_cast<std::size_t>(is)]),
       kind == Kind::condition && is == Kind::number ? "compare it, e.g. with '> 0'" : "");
}

std::size_t Parser::binary(const Operator& op, std::size_t left, int depth) {
  const std::size_t right = expression(op.power + 1, depth);
  Step step{op.op, 0, 0};
  Kind kind = Kind::condition;
  if (op.power < comparison) {
    want(left, Kind::condition, op.symbol);
    want(right, Kind::condition, op.symbol);
  } else if (op.power > comparison) {
    want(left, Kind::number, op.symbol);
    want(right, Kind::number, op.symbol);
    kind = Kind::number;
  } else {
    if (nodes_[left].kind == Kind::condition) want(left, Kind::number, op.symbol);
    want(right, nodes_[left].kind, op.symbol);
    if (nodes_[left].kind == Kind::text) {
      step.op = static_cast<Op>(static_cast<int>(op.op) + static_cast<int>(Op::text_equal) -
                                static_cast<int>(Op::equal));
    }
    if (const Operator* next_op = token_ == Token::symbol ? find(std::string_view(source_).substr(
                                                                place_.begin, place_.size()))
                                                          : nullptr;
        next_op != nullptr && next_op->power == comparison) {
      fail(place_.begin, "comparisons do not chain", "join two of them with '&&'");
    }
  }
  return add({kind, step, {nodes_[left].place.begin, nodes_[right].place.end}, left, right});
}

/// Operators that bind at least as tight as `least`.
std::size_t Parser::expression(int least, int depth) {
  std::size_t left = operand(depth);
  while (token_ == Token::symbol) {
    const std::size_t at = place_.begin;
    const Operator* op = find(std::string_view(source_).substr(at, place_.size()));
    if (op == nullptr || op->power < least) break;
    next();
    left = binary(*op, left, depth);
  }
  return left;
}

void Parser::write(std::size_t node, std::vector<Step>& program) const {
  const Node& n = nodes_[node];
  if (n.left != Node::none) write(n.left, program);
  if (n.right != Node::none) write(n.right, program);
  program.push_back(n.step);
}

void Parser::parse(Expression& out) {
  next();
  const std::size_t root = expression(0, 0);
  if (token_ != Token::end) {
    fail(place_.begin,
         "'" + source_.substr(place_.begin, place_.size()) + "' follows a whole expression",
         "join conditions with '&&' or '||'");
  }
  if (nodes_[root].kind != Kind::condition) {
    fail(nodes_[root].place.begin, "this is no condition", "compare it, e.g. with '> 0'");
  }
  std::vector<std::size_t> clauses;
  std::size_t at = root;
  for (; nodes_[at].step.op == Op::both; at = nodes_[at].left) clauses.push_back(nodes_[at].right);
  clauses.push_back(at);
  std::reverse(clauses.begin(), clauses.end());
  for (const std::size_t clause : clauses) {
    const Span place = nodes_[clause].place;
    out.clauses_.push_back(source_.substr(place.begin, place.size()));
    write(clause, out.programs_.emplace_back());
  }
  out.texts_ = std::move(texts_);
  for (const Node& node : nodes_) {
    if (node.step.op == Op::number_name) out.used_.push_back(node.step.index);
  }
  std::sort(out.used_.begin(), out.used_.end());
  out.used_.erase(std::unique(out.used_.begin(), out.used_.end()), out.used_.end());
}

}  // namespace dechaff::select
