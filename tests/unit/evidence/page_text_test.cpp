#include "evidence/page_text.h"

#include "catch.h"

using namespace dechaff;

namespace {

std::string text_of(std::string_view html) {
  html::PageText out;
  REQUIRE(html::page_text(html, out));
  return out.text;
}

}  // namespace

TEST_CASE("a page becomes the lines that it shows") {
  CHECK(text_of("<title>T</title><p>One <b>bold</b>\n  word.<p>Two") == "One bold word.\nTwo\n");
  CHECK(text_of("<div>a<div>b</div>c</div>d<br>e<br><br>f") == "a\nb\nc\nd\ne\nf\n");
  CHECK(text_of("<ul><li>a <li><a href=x>b</a>c</ul>") == "a\nbc\n");
  CHECK(text_of("<p>a<script>b</script><style>c</style><noscript>d</noscript>e") == "ae\n");
  CHECK(text_of("<p>a<span hidden>b</span><span style='Display : none'>c</span><!-- d -->") ==
        "a\n");
  CHECK(text_of("<pre>a  b\n\n c</pre>d") == "a  b\n c\nd\n");
  CHECK(text_of("&lt;p&gt; &amp;amp; &eacute;") == "<p> &amp; \xC3\xA9\n");
  CHECK(text_of("").empty());
}

TEST_CASE("separators of lines and paragraphs part no line in two") {
  html::PageText out;
  evidence::Evidence of_lines;
  REQUIRE(
      html::page_text("<p>one\xE2\x80\xA8two \xE2\x80\xA9 three \xE2\x80\xA6<pre>a\xE2\x80\xA9"
                      "b\xE2\x80\xA6</pre>",
                      out, of_lines));
  CHECK(out.text == "one two three \xE2\x80\xA6\na\nb\xE2\x80\xA6\n");
  CHECK(of_lines.lines() == 3);
}

TEST_CASE("a table row is a line, unless a cell holds several blocks") {
  CHECK(text_of("<table><tr><th>a<th>b<tr><td> c </td> <td><p>d</p></table>e") ==
        "a\tb\nc\td\ne\n");
  CHECK(text_of("<table><tr><td><p>a<p>b</td><td>c</td></tr></table>") == "a\nb\tc\n");
}

TEST_CASE("heading elements are known by their line and level") {
  html::PageText out;
  REQUIRE(html::page_text("<h1>Title <i>x</i></h1><p>Text<h3>Part</h3>more", out));
  CHECK(out.text == "Title x\nText\nPart\nmore\n");
  REQUIRE(out.headings.size() == 2);
  CHECK(out.headings[0].line == 0);
  CHECK(out.headings[0].level == 1);
  CHECK(out.headings[1].line == 2);
  CHECK(out.headings[1].level == 3);
}

TEST_CASE("a page of open elements overflows no stack, and one that multiplies them stops") {
  std::string deep;
  for (int i = 0; i < 5000; ++i) deep += "<div>";
  CHECK(text_of(deep + "x") == "x\n");
  html::PageText out;
  for (int i = 0; i < 20'000; ++i) deep += "<div>";
  CHECK(text_of(deep + "x") == "x\n");
  std::string many;
  for (int i = 0; i < 3000; ++i) many += "<p><b id=" + std::to_string(i) + ">x</p>";
  CHECK_FALSE(html::page_text(many, out));
}

TEST_CASE("the character set that a page names") {
  CHECK(html::declared_charset("<meta charset=\"gbk\">") == "gbk");
  CHECK(html::declared_charset("<META http-equiv=x content='text/html; CHARSET = koi8-r'>") ==
        "koi8-r");
  CHECK(html::declared_charset("<p>charset").empty());
}

TEST_CASE("lines of nav and footer outside the content are told") {
  html::PageText out;
  REQUIRE(html::page_text(
      "<nav><a>Home</a><h2>Menu</h2><ul><li>News<li>Mail</ul></nav><main><p>Text<nav>Contents</nav>"
      "<footer>Written in May</footer></main><div "
      "role=main><nav>Parts</nav></div><blockquote>Q<footer>Who</footer></"
      "blockquote><article><footer>Notes</footer></article><p>More"
      "<footer><p>Imprint<nav>Terms</nav><article>Last</article>All rights</footer><p>End",
      out));
  CHECK(out.text ==
        "Home\nMenu\nNews\nMail\nText\nContents\nWritten in "
        "May\nParts\nQ\nWho\nNotes\nMore\nImprint\nTerms\n"
        "Last\nAll rights\nEnd\n");
  std::vector<std::pair<std::size_t, Region>> found;
  for (const RegionLine& at : out.regions) found.emplace_back(at.line, at.region);
  CHECK(found == std::vector<std::pair<std::size_t, Region>>{{0, Region::nav},
                                                             {2, Region::nav},
                                                             {3, Region::nav},
                                                             {12, Region::footer},
                                                             {13, Region::nav},
                                                             {15, Region::footer}});
}
