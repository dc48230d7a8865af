#include "render/shape/html_markdown.h"

#include <cstdint>
#include <iterator>
#include <string>

#include "catch.h"
#include "core/sink.h"
#include "evidence/page_text.h"

using namespace dechaff;
using render::shape::Links;

namespace {

constexpr Reason reason{"test.reason", "a test"};

struct Page {
  explicit Page(std::string_view html) {
    evidence::Evidence of_lines;
    REQUIRE(html::page_text(html, text, of_lines, &markup));
    document.assign(text.text);
  }
  std::string markdown(Links links = Links::text_alone) const {
    std::string out;
    render::shape::append_markdown(document, markup, links, out);
    return out;
  }

  html::PageText text;
  html::Markup markup;
  Document document;
};

}  // namespace

TEST_CASE("elements become marks") {
  CHECK(Page("<h2>A <b>b</b></h2><p>x <i>y</i> z").markdown() == "## A **b**\n\nx *y* z\n");
  CHECK(Page("<ul><li>a<li>b<ul><li>c</ul><li>d</ul>").markdown() == "- a\n- b\n  - c\n- d\n");
  CHECK(Page("<ol start=9><li>a<li><p>b<p>c</ol>").markdown() == "9. a\n10. b\n\n    c\n");
  CHECK(Page("<blockquote><p>a<p>b</blockquote><p>c").markdown() == "> a\n>\n> b\n\nc\n");
  CHECK(Page("<pre class='lang-py'>a\n  b</pre>").markdown() == "```py\na\n  b\n```\n");
  CHECK(Page("<table><tr><th>a<th>b<tr><td>1<td>2|3</table>").markdown() ==
        "| a | b |\n| --- | --- |\n| 1 | 2\\|3 |\n");
  CHECK(Page("<p>a<br>b").markdown() == "a  \nb\n");
  CHECK(Page("<p><a href='/x y'>t</a>").markdown(Links::with_targets) == "[t](/x%20y)\n");
  CHECK(Page("<p><a href='#x'>t</a>").markdown(Links::with_targets) == "t\n");
}

TEST_CASE("what looks like a mark is escaped") {
  CHECK(Page("<p># a *b* [c] &lt;d&gt; e_f _g_").markdown() ==
        "\\# a \\*b\\* \\[c\\] \\<d> e_f \\_g\\_\n");
  CHECK(Page("<p>1. a<p>- b").markdown() == "1\\. a\n\n\\- b\n");
}

TEST_CASE("a line that goes takes its marks along") {
  Page page("<ul><li>a<ul><li>b</ul></ul><table><tr><td>1<td>2<tr><td>3<td>4</table>");
  Sink sink(page.document, "test");
  sink.drop(0, reason);
  sink.drop(2, reason);
  CHECK(page.markdown() == "- b\n\n| 3 | 4 |\n| --- | --- |\n");
}

TEST_CASE("emphasis of which nothing is left goes, the rest of a changed line keeps its own") {
  Page page("<p>By <b>Ada</b> one <i>two</i>");
  Sink sink(page.document, "test");
  sink.rewrite(0, {0, 7}, "", reason);
  CHECK(page.markdown() == "one *two*\n");
}

TEST_CASE("random pages have a markup of each line, and end") {
  std::uint32_t seed = 7;
  const auto next = [&](std::uint32_t below) {
    seed = seed * 1664525U + 1013904223U;
    return (seed >> 8U) % below;
  };
  const char* const parts[] = {
      "<b>",  "</b>", "<i>",      "<ul>",  "<li>",         "</ul>",        "<ol>",
      "<p>",  "word", " two ",    "<pre>", "<code>",       "</pre>",       "<table>",
      "<td>", "<tr>", "</table>", "<br>",  "<h3>",         "</h3>",        "<a href=x>",
      "</a>", "\n",   "|",        "`",     "<blockquote>", "</blockquote>"};
  for (int round = 0; round < 3000; ++round) {
    std::string html;
    for (std::uint32_t n = next(40); n > 0; --n) html += parts[next(std::size(parts))];
    const Page page(html);
    const std::string markdown = page.markdown(Links::with_targets);
    INFO(html);
    CHECK(page.document.lines.size() == page.markup.lines.size());
    CHECK((markdown.empty() || markdown.back() == '\n'));
  }
}
