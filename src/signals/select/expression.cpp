#include "signals/select/expression.h"

#include <limits>

#include "signals/select/parser.h"

namespace dechaff::select {

Expression::Expression(std::string source, const Names& names, std::string path) {
  Parser(source, names, path).parse(*this);
}

std::size_t Expression::first_failing(const Values& values) const {
  for (std::size_t i = 0; i < programs_.size(); ++i) {
    if (!holds(programs_[i], values)) return i;
  }
  return programs_.size();
}

bool Expression::holds(const std::vector<Step>& program, const Values& values) const {
  struct Value {
    double number = 0;
    std::string_view text;
  };
  std::vector<Value> stack;
  stack.reserve(program.size());
  for (const Step& step : program) {
    const auto two = [&](auto&& f) {
      const Value right = stack.back();
      stack.pop_back();
      stack.back().number = static_cast<double>(f(stack.back(), right));
    };
    switch (step.op) {
      case Op::number:
        stack.push_back({step.number, {}});
        break;
      case Op::text:
        stack.push_back({0, texts_[step.index]});
        break;
      case Op::number_name:
        stack.push_back({values.numbers[step.index], {}});
        break;
      case Op::text_name:
        stack.push_back({0, values.texts[step.index]});
        break;
      case Op::negate:
        stack.back().number = -stack.back().number;
        break;
      case Op::no:
        stack.back().number = stack.back().number == 0 ? 1 : 0;
        break;
      case Op::add:
        two([](const Value& a, const Value& b) { return a.number + b.number; });
        break;
      case Op::subtract:
        two([](const Value& a, const Value& b) { return a.number - b.number; });
        break;
      case Op::multiply:
        two([](const Value& a, const Value& b) { return a.number * b.number; });
        break;
      case Op::divide:
        two([](const Value& a, const Value& b) {
          return b.number == 0 ? std::numeric_limits<double>::quiet_NaN() : a.number / b.number;
        });
        break;
      case Op::equal:
        two([](const Value& a, const Value& b) { return a.number == b.number; });
        break;
      case Op::unequal:
        two([](const Value& a, const Value& b) { return a.number != b.number; });
        break;
      case Op::less:
        two([](const Value& a, const Value& b) { return a.number < b.number; });
        break;
      case Op::at_most:
        two([](const Value& a, const Value& b) { return a.number <= b.number; });
        break;
      case Op::more:
        two([](const Value& a, const Value& b) { return a.number > b.number; });
        break;
      case Op::at_least:
        two([](const Value& a, const Value& b) { return a.number >= b.number; });
        break;
      case Op::text_equal:
        two([](const Value& a, const Value& b) { return a.text == b.text; });
        break;
      case Op::text_unequal:
        two([](const Value& a, const Value& b) { return a.text != b.text; });
        break;
      case Op::text_less:
        two([](const Value& a, const Value& b) { return a.text < b.text; });
        break;
      case Op::text_at_most:
        two([](const Value& a, const Value& b) { return a.text <= b.text; });
        break;
      case Op::text_more:
        two([](const Value& a, const Value& b) { return a.text > b.text; });
        break;
      case Op::text_at_least:
        two([](const Value& a, const Value& b) { return a.text >= b.text; });
        break;
      case Op::both:
        two([](const Value& a, const Value& b) { return a.number != 0 && b.number != 0; });
        break;
      case Op::either:
        two([](const Value& a, const Value& b) { return a.number != 0 || b.number != 0; });
        break;
    }
  }
  return stack.back().number != 0;
}

}  // namespace dechaff::select
