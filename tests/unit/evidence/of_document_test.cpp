#include "evidence/of_document.h"

#include <string>

#include "catch.h"
#include "core/sink.h"
#include "evidence/evidence_bytes.h"
#include "evidence/page_text.h"

using namespace dechaff;

namespace {

Document markdown(std::string_view bytes) {
  Document document;
  document.assign(bytes);
  document.markup = Markup::markdown;
  evidence::attach(document, nullptr);
  return document;
}

constexpr Reason why{"test.why", "a test", Family::repair};

}  // namespace

TEST_CASE("text is Markdown by three inline links with targets, not by brackets") {
  CHECK(evidence::is_markdown("[a](https://x) [b](/y)\n[c](#z)\n"));
  CHECK_FALSE(evidence::is_markdown("[a](https://x) [b](/y)\n"));
  CHECK_FALSE(evidence::is_markdown("f[i](x) g[j](y) h[k](z)\n"));
  CHECK_FALSE(evidence::is_markdown("[a](https://x\n) [b](/y\n) [c](#z\n)"));
}

TEST_CASE("lines of Markdown are judged by what they show") {
  Document document = markdown("# The [pond](https://x)\n\n**In stock**\n");
  REQUIRE(evidence::of_document(document) != nullptr);
  CHECK(document.lines.shown(0) == "The pond");
  CHECK(document.lines.shown(2) == "In stock");
  CHECK(document.lines.text[2] == "**In stock**");
  REQUIRE(document.heading_elements.size() == 1);
  CHECK(document.heading_elements[0].level == 1);
}

TEST_CASE("what earlier stages rewrote is read again") {
  Document document = markdown("one  **two**\n\nthree\n");
  Sink sink(document, "test");
  sink.rewrite(0, {3, 4}, "", why);
  REQUIRE(evidence::of_document(document) != nullptr);
  CHECK(document.lines.shown(0) == "one two");
}

TEST_CASE("no stage changes code and front matter, but a document goes as a whole") {
  Document document = markdown("---\ntitle: a\n---\n\ntext\n\n```\ncode\n```\n");
  Sink sink(document, "test");
  for (std::size_t i = 0; i < document.lines.size(); ++i) sink.drop(i, why);
  CHECK(cleaned(document) == "---\ntitle: a\n---\n```\ncode\n```\n");
  sink.rewrite(7, {0, 1}, "", why);
  CHECK(document.lines.text[7] == "code");
  sink.drop_all(why, {}, 1);
  CHECK(cleaned(document).empty());
}

TEST_CASE("text that is Markdown by its links keeps fences alone") {
  Document document;
  document.assign("[a](/a) [b](/b) [c](/c)\n\n    indented\n\n```\nfenced\n```\n");
  evidence::attach(document, nullptr);
  CHECK(document.markup == Markup::markdown);
  CHECK_FALSE(document.is_fixed(2));
  CHECK(document.is_fixed(5));
}

TEST_CASE("a cut of shown text takes its marks in pairs") {
  const auto left = [](std::string_view line, Span shown) {
    Document document = markdown(line);
    const evidence::Evidence* of_lines = evidence::of_document(document);
    REQUIRE(of_lines != nullptr);
    const std::string_view text = document.lines.text[0];
    const Span cut = evidence::whole_marks(*of_lines, 0, text, shown);
    return std::string(text.substr(0, cut.begin)) + std::string(text.substr(cut.end));
  };
  CHECK(left("**PARIS** — The end.", {0, 10}) == "The end.");
  CHECK(left("The end. (*Photo*)", {8, 16}) == "The end.");
  CHECK(left("**PARIS — The end.**", {0, 10}) == "**The end.**");
  CHECK(left("[By Ann](https://x) said so", {0, 6}) == " said so");
  CHECK(left("plain text", {0, 6}) == "text");
}

TEST_CASE("evidence travels as bytes") {
  evidence::Evidence page, again;
  html::PageText text;
  REQUIRE(html::page_text("<title>T</title><nav><a href=/>Home</a></nav><p class=lead>One</p>",
                          text, page));
  std::string bytes = "before";
  evidence::append(page, bytes);
  CHECK(evidence::take(std::string_view(bytes).substr(6), again) == bytes.size() - 6);
  REQUIRE(again.lines() == page.lines());
  CHECK(again.facts.title == "T");
  for (std::size_t i = 0; i < page.lines(); ++i) {
    CHECK(again[i].regions == page[i].regions);
    CHECK(again[i].link == page[i].link);
    CHECK(again.tokens(i).size() == page.tokens(i).size());
  }
}
