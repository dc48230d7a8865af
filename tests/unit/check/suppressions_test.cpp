#include "check/suppressions.h"

#include "catch.h"

using namespace dechaff;
using check::Suppressions;

namespace {

struct Read {
  std::string text;
  LineTable lines;
  std::vector<check::LineKind> kinds;
  Suppressions suppressions;

  explicit Read(std::string of, check::Markup markup = check::Markup::markdown)
      : text(std::move(of)) {
    lines.assign(text);
    lines.measure();
    check::classify(markup, text, lines, kinds);
    suppressions.read(text, lines, kinds);
  }
};

}  // namespace

TEST_CASE("a comment alone is about the next line, one beside text about its own") {
  const Read read("a\n<!-- dechaff: ignore[x.y, z] -->\n\nb\nc <!-- dechaff: ignore -->\n");
  const Suppressions& s = read.suppressions;
  CHECK(s.covers("x.y", 3));
  CHECK(s.covers("z.any", 3));
  CHECK_FALSE(s.covers("x", 3));
  CHECK_FALSE(s.covers("zz", 3));
  CHECK_FALSE(s.covers("x.y", 0));
  CHECK(s.covers("anything", 4));
  CHECK_FALSE(s.covers("anything", Suppressions::no_line));
}

TEST_CASE("a whole file, and code that only shows a comment") {
  CHECK(Read("<!-- dechaff: ignore-file -->\na\n").suppressions.covers("x", 1));
  CHECK(
      Read("<!-- dechaff: ignore-file[x] -->\n").suppressions.covers("x.y", Suppressions::no_line));
  CHECK(Read("```\n<!-- dechaff: ignore-file -->\n```\n").suppressions.entries().empty());
  CHECK(Read("say dechaff: ignore[x]\n").suppressions.entries().empty());
  CHECK(Read("<!-- dechaff: ignore[x\n").suppressions.entries().empty());
}

TEST_CASE("comments of reStructuredText and plain text") {
  CHECK(Read(".. dechaff: ignore[x]\n\na\n", check::Markup::restructured)
            .suppressions.covers("x", 2));
  CHECK(Read("# dechaff: ignore[x]\na\n", check::Markup::none).suppressions.covers("x", 1));
}
