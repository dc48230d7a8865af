#include "check/markup.h"

#include <string>

#include "catch.h"

using namespace dechaff;
using check::LineKind;
using check::Markup;

namespace {

/// One letter a line: p(rose), s(hown), h(idden), c(ode), '.' for an empty line.
std::string kinds(Markup markup, std::string_view text) {
  LineTable lines;
  lines.assign(text);
  lines.measure();
  std::vector<LineKind> found;
  check::classify(markup, text, lines, found);
  std::string out;
  for (std::size_t i = 0; i < found.size(); ++i) {
    const bool blank = trim(lines.text[i]).empty() && found[i] == LineKind::prose;
    out += blank ? '.' : "pshc"[static_cast<std::size_t>(found[i])];
  }
  return out;
}

}  // namespace

TEST_CASE("what a name or a text says of its markup") {
  CHECK(check::markup_of("a/b.md", "") == Markup::markdown);
  CHECK(check::markup_of("a.rst.txt", "") == Markup::restructured);
  CHECK(check::markup_of("a.md.gz", "") == Markup::markdown);
  CHECK(check::markup_of("a.txt", "Text.\n.. note::\n") == Markup::restructured);
  CHECK(check::markup_of("a.txt", "Text. .. note::\n.. and so on\n") == Markup::none);
  CHECK(check::markup_of("dir.md/a", "") == Markup::none);
}

TEST_CASE("Markdown") {
  CHECK(kinds(Markup::markdown, "---\na: b\n---\ntext\n") == "hhhp");
  CHECK(kinds(Markup::markdown, "---\ntext\n") == "sp");
  CHECK(kinds(Markup::markdown, "# Title\n\nTitle\n=====\ntext\n") == "s.ssp");
  CHECK(kinds(Markup::markdown, "```\nshare\n~~~\n```\ntext\n") == "ccccp");
  CHECK(kinds(Markup::markdown, "````\n```\n````\ntext\n") == "cccp");
  CHECK(kinds(Markup::markdown, "text\n    goes on\n\n    code\n\n    code\ntext\n") == "pp.c.cp");
  CHECK(kinds(Markup::markdown, "- item\n\n    of it\n\n        code\n") == "p.p.c");
  CHECK(kinds(Markup::markdown, "| a | b |\n|---|---|\n| c | d |\ntext\n") == "hhhp");
  CHECK(kinds(Markup::markdown, "a | b\n--|--\nc | d\ntext\n") == "hhhp");
  CHECK(kinds(Markup::markdown, "<!-- a\nb -->\ntext\n<p>\nx\n\ntext\n") == "hhphh.p");
  CHECK(kinds(Markup::markdown, "<pre>\n\nx\n</pre>\ntext\n") == "hhhhp");
  CHECK(kinds(Markup::markdown, "[![b](u)](v)\n- [a](b)\n[a]: b\nsee [a](b)\n") == "hhhp");
  CHECK(kinds(Markup::markdown, "use `x` so\n<https://a.b>\n") == "sh");
}

TEST_CASE("reStructuredText") {
  const auto rst = Markup::restructured;
  CHECK(kinds(rst, "Title\n=====\n\ntext\n") == "ss.p");
  CHECK(kinds(rst, ".. note::\n\n   text\n\ntext\n") == "h.p.p");
  CHECK(kinds(rst, ".. code:: c\n\n   x\n\ntext\n") == "h.c.p");
  CHECK(kinds(rst, ".. a comment\n   of two\n\ntext\n") == "hh.p");
  CHECK(kinds(rst, "As here::\n\n  x\n\n  y\n\ntext\n") == "p.c.c.p");
  CHECK(kinds(rst, ">>> x\n1\n\ntext\n") == "cc.p");
  CHECK(kinds(rst, ":field: x\n=== ===\na   b\n=== ===\nc   d\n=== ===\n\ntext\n") == "hhhhhh.p");
  CHECK(kinds(rst, "+---+\n| a |\n+---+\n\ntext\n") == "hhh.p");
  CHECK(kinds(rst, "a :ref:`b` c\n") == "s");
}

TEST_CASE("plain text") {
  CHECK(kinds(Markup::none, "text\n    goes on\n\n\tcode\n    code\n\ntext\n") == "pp.cc.p");
  CHECK(kinds(Markup::none, "# dechaff: ignore\ntext\n") == "sp");
}
