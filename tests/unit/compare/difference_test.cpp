// Two sides of a document: parts tile what either side changed, and the lines are each side's text.

#include "compare/difference.h"

#include <random>

#include "catch.h"
#include "compare/diff_page.h"

using namespace dechaff;
using compare::Change;
using compare::Sampled;

namespace {

std::string applied(const std::string& text, const std::vector<Change>& changes) {
  std::string out;
  std::size_t at = 0;
  for (const Change& change : changes) {
    out.append(text, at, change.span.begin - at);
    out += change.insert;
    at = change.span.end;
  }
  return out.append(text, at);
}

std::vector<Change> random_changes(const std::string& text, std::mt19937& random) {
  std::vector<Change> out;
  for (std::size_t at = random() % 5; at < text.size();) {
    const std::size_t end = std::min<std::size_t>(text.size(), at + random() % 9);
    const std::string insert = random() % 3 == 0 ? "X" : "";
    if (end > at || !insert.empty()) out.push_back({{at, end}, insert, "c", "w", "r", 1});
    at = end + 1 + random() % 9;
  }
  return out;
}

}  // namespace

TEST_CASE("parts of two sides tile their changes") {
  std::mt19937 random(3);
  for (int round = 0; round < 2000; ++round) {
    Sampled document;
    for (std::size_t n = random() % 60; n > 0; --n) document.text += "abc\n"[random() % 4];
    document.a = random_changes(document.text, random);
    document.b = random() % 4 == 0 ? document.a : random_changes(document.text, random);
    std::vector<int> seen_a(document.text.size()), seen_b(document.text.size());
    std::size_t at = 0;
    bool differs = false;
    for (const compare::Part& part : compare::parts_of(document)) {
      REQUIRE(part.span.begin >= at);
      REQUIRE((part.a != nullptr || part.b != nullptr));
      at = part.span.end;
      differs = differs || !part.same();
      for (std::size_t i = part.span.begin; i < part.span.end; ++i) {
        seen_a[i] += part.a != nullptr ? 1 : 0;
        seen_b[i] += part.b != nullptr ? 1 : 0;
      }
    }
    for (const auto& [seen, changes] : {std::pair{&seen_a, &document.a}, {&seen_b, &document.b}}) {
      std::vector<int> wanted(document.text.size());
      for (const Change& change : *changes) {
        for (std::size_t i = change.span.begin; i < change.span.end; ++i) wanted[i] = 1;
      }
      REQUIRE(*seen == wanted);
    }
    if (applied(document.text, document.a) != applied(document.text, document.b)) REQUIRE(differs);
  }
}

TEST_CASE("lines of two sides") {
  Sampled document;
  document.text = "keep\nonly a drops\nboth drop\nb cuts this tail\nend\n";
  document.first_line = 10;
  document.a = {{{5, 18}, "", "a.drop", "", "", 1}, {{18, 28}, "", "both", "", "", 1}};
  document.b = {{{18, 28}, "", "both", "", "", 1}, {{39, 44}, "", "b.cut", "", "", 1}};
  const std::vector<compare::LinePair> lines = compare::lines_of(document);
  REQUIRE(lines.size() == 5);
  CHECK_FALSE(lines[0].differs());
  CHECK(lines[1].gone_a);
  CHECK(lines[1].b == "only a drops");
  CHECK(lines[1].number == 11);
  REQUIRE(lines[1].why_a != nullptr);
  CHECK(lines[1].why_a->code == "a.drop");
  CHECK_FALSE(lines[2].differs());
  CHECK(lines[3].a == "b cuts this tail");
  CHECK(lines[3].b == "b cuts this");
  CHECK_FALSE(lines[4].differs());
}

TEST_CASE("a section of a diff escapes all that comes from outside") {
  Sampled document;
  document.text = "<script>a()</script>\n";
  document.source = "<img>";
  document.id = "<b>";
  document.a = {{{0, 21}, "<u>", "<i>", "</script>", "<s>", 1}};
  const compare::Difference difference{&document, 21, 0, 21, 0};
  const std::string html = compare::section(difference, "<em>", "<tt>");
  for (const char* bad : {"<script>a", "<img>", "<b>", "<u>", "<i>", "<s>", "<em>", "<tt>"}) {
    CHECK(html.find(bad) == std::string::npos);
  }
}
