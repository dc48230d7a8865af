#include "signals/select/expression.h"

#include <limits>

#include "catch.h"
#include "core/error.h"

using dechaff::Error;
using dechaff::select::Expression;
using dechaff::select::Names;

namespace {

const Names& names() {
  static const Names all = {{"a.b", "c", "photo.x-y"}, {"id"}};
  return all;
}

std::size_t failing(const std::string& source, double a = 1, double c = 2) {
  const Expression expression(source, names());
  return expression.first_failing({{a, c, 5}, {"page"}});
}

bool holds(const std::string& source, double a = 1, double c = 2) {
  const Expression expression(source, names());
  return expression.first_failing({{a, c, 5}, {"page"}}) == expression.clauses().size();
}

std::string message(const std::string& source) {
  try {
    const Expression expression(source, names());
  } catch (const Error& error) {
    return std::to_string(error.place.line) + ':' + std::to_string(error.place.column) + ' ' +
           error.what();
  }
  return "none";
}

}  // namespace

TEST_CASE("operators bind as they do in other languages") {
  CHECK(holds("1 + 2 * 3 == 7"));
  CHECK(holds("(1 + 2) * 3 == 9"));
  CHECK(holds("10 - 2 - 3 == 5"));
  CHECK(holds("8 / 2 / 2 == 2"));
  CHECK(holds("-a.b == -1 && - -1 == 1"));
  CHECK(holds("true || false && false"));
  CHECK_FALSE(holds("(true || false) && false"));
  CHECK(holds("!(c < a.b)"));
  CHECK(holds("photo.x-y == 5 && c -1 == 1"));
  CHECK(holds("id == 'page' && id != \"p\\\"\" && id < 'q'"));
  CHECK(holds(".5 + 1e1 == 10.5"));
}

TEST_CASE("the first clause that fails is named") {
  CHECK(failing("a.b == 1 && c == 3 && c == 4") == 1);
  CHECK(failing("(a.b == 2 && c == 2) || c == 2") == 1);
  const Expression expression("a.b > 0 && (c > 1 || c < 0)", names());
  CHECK(expression.clauses() == std::vector<std::string>{"a.b > 0", "(c > 1 || c < 0)"});
  CHECK(expression.used() == std::vector<std::size_t>{0, 1});
}

TEST_CASE("what has no value compares as false, and unequal") {
  const double none = std::numeric_limits<double>::quiet_NaN();
  CHECK_FALSE(holds("a.b < 1", none));
  CHECK_FALSE(holds("a.b >= 1", none));
  CHECK(holds("a.b != 1", none));
  CHECK_FALSE(holds("1 / (c - 2) > 0"));
}

TEST_CASE("mistakes are shown where they stand") {
  CHECK(message("") == "1:1 there is no expression");
  CHECK(message("a.b") == "1:1 this is no condition");
  CHECK(message("a.b > ") == "1:7 something is missing at the end");
  CHECK(message("a.b > 1 &&\n  d > 1") == "2:3 no signal is called 'd'");
  CHECK(message("a.b = 1") == "1:5 '=' is no operator");
  CHECK(message("a.b > 1 c") == "1:9 'c' follows a whole expression");
  CHECK(message("(a.b > 1") == "1:1 this parenthesis is not closed");
  CHECK(message("a.b < c < 3") == "1:9 comparisons do not chain");
  CHECK(message("a.b && c > 1") == "1:1 '&&' takes a condition, and this is a number");
  CHECK(message("id > 1") == "1:6 '>' takes a text, and this is a number");
  CHECK(message("id == 'x") == "1:7 the text has no closing quote");
  CHECK(message("1..2 > 0") != "none");
  CHECK(message("é > 0") == "1:1 'é' is no operator");
}

TEST_CASE("deep nesting and great length are errors, not crashes") {
  CHECK(message(std::string(100000, '(')) == "1:102 nested too deeply: at most 100 levels");
  CHECK(message(std::string(100000, '!')) == "1:102 nested too deeply: at most 100 levels");
  std::string chain = "c > 1";
  for (int i = 0; i < 100000; ++i) chain += " && c > 1";
  CHECK(message(chain).find("too long") != std::string::npos);
}
