// What holds for every input: evidence for each line, shown text that maps back, time that grows
// with the length.

#include <cstdint>
#include <string>

#include "catch.h"
#include "evidence/markdown.h"
#include "evidence/page_text.h"
#include "evidence/plain.h"

using namespace dechaff;
using evidence::Evidence;

namespace {

std::string repeat(std::string_view text, std::size_t bytes) {
  std::string out;
  while (out.size() < bytes) out += text;
  return out;
}

struct Page {
  std::vector<text::Line> lines;
  evidence::Blocks blocks;
  Evidence evidence;

  bool read(std::string_view bytes) {
    lines.clear();
    text::split_lines(bytes, lines);
    return evidence::read_markdown(bytes, lines, blocks, evidence);
  }
  std::string_view line(std::string_view bytes, std::size_t i) const {
    return bytes.substr(lines[i].begin, lines[i].end - lines[i].begin);
  }
};

/// Every byte of shown text that is a copy equals the byte to which it maps back.
void check_maps_back(std::string_view bytes, const Page& page) {
  REQUIRE(page.evidence.lines() == page.lines.size());
  for (std::size_t i = 0; i < page.lines.size(); ++i) {
    const std::string_view line = page.line(bytes, i);
    const std::string_view shown = page.evidence.shown(i, line);
    std::size_t from = 0;
    const auto pieces = page.evidence.pieces(i);
    for (std::size_t p = 0; p < pieces.size(); ++p) {
      REQUIRE(pieces[p].original >= from);
      from = pieces[p].original + pieces[p].size;
      REQUIRE(from <= line.size());
      const std::size_t end = p + 1 < pieces.size() ? pieces[p + 1].shown : shown.size();
      REQUIRE(end <= shown.size());
      const std::string_view run = shown.substr(pieces[p].shown, end - pieces[p].shown);
      if (run.size() == pieces[p].size && run != "\t" && run != " " &&
          line[pieces[p].original] != '|') {
        const Span back = page.evidence.original_of(i, {pieces[p].shown, end});
        REQUIRE(back.begin == pieces[p].original);
        REQUIRE(back.end == from);
      }
    }
  }
}

}  // namespace

TEST_CASE("random Markdown: every line has its evidence, and shown text maps back") {
  constexpr std::string_view parts[] = {"word ",
                                        "\n",
                                        "\n\n",
                                        "# ",
                                        "* ",
                                        "> ",
                                        "    ",
                                        "```",
                                        "`",
                                        "**",
                                        "_",
                                        "[a](b)",
                                        "[a]",
                                        "[a]: b",
                                        "![x](y)",
                                        "|",
                                        "|-|-|",
                                        "&amp;",
                                        "<b>",
                                        "</b>",
                                        "<!--",
                                        "-->",
                                        "---\n",
                                        "===\n",
                                        "1. ",
                                        "\t",
                                        "\r\n",
                                        "\r",
                                        "\xE2\x80\xA8",
                                        "{#id}",
                                        "\\",
                                        "~~",
                                        "www.a.b",
                                        "\xC3\xA9",
                                        "\xFF",
                                        "<a name=\"q\">",
                                        "[\xC2\xB6](#x)",
                                        "<div>\n",
                                        "+++\n",
                                        "title: x\n",
                                        std::string_view("\0", 1)};
  std::uint32_t state = 1;
  const auto next = [&](std::size_t below) {
    state = state * 1664525U + 1013904223U;
    return (state >> 8) % below;
  };
  Page page;
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (std::size_t i = next(60); i > 0; --i) text += parts[next(std::size(parts))];
    INFO(text);
    if (!page.read(text)) continue;
    check_maps_back(text, page);
    std::uint32_t line = 0;
    for (const auto& block : page.blocks.blocks) {
      REQUIRE(block.line_begin >= line);
      REQUIRE(block.line_end > block.line_begin);
      line = block.line_end;
    }
    REQUIRE(line <= page.lines.size());
  }
}

TEST_CASE("the bytes that a part of the shown text shows") {
  Page page;
  const std::string text = "- a **bold** [link](x) &amp; more\n| a | b |\n|---|---|\n";
  REQUIRE(page.read(text));
  CHECK(page.evidence.shown(0, page.line(text, 0)) == "a bold link & more");
  const auto original = [&](std::size_t begin, std::size_t end) {
    const Span span = page.evidence.original_of(0, {begin, end});
    return text.substr(span.begin, span.size());
  };
  CHECK(original(2, 6) == "bold");
  CHECK(original(0, 6) == "a **bold");
  CHECK(original(7, 11) == "link");
  CHECK(original(12, 13) == "&amp;");
  CHECK(original(12, 15) == "&amp; m");
  CHECK(original(0, 18) == text.substr(2, 31));
}

TEST_CASE("Markdown that md4c would read in quadratic time is refused") {
  Page page;
  CHECK_FALSE(page.read(repeat("[a]:\nb\n'", 2'000'000)));
  CHECK(page.evidence.lines() == 0);
  CHECK_FALSE(
      page.read("[a]: &amp;" + std::string(500'000, 'x') + "\n\n" + repeat("[a] ", 500'000)));
  CHECK(page.evidence.lines() == 0);
  CHECK(page.blocks.blocks.empty());
  CHECK(page.read(repeat("[name]: https://a.example/path 'A title'\n", 200'000)));
}

TEST_CASE("evidence leaves the lines of a page as they are") {
  const std::string page =
      "<p>a<div>b<button>c</button></div><table><tr><td>d<td>e</table><pre>f\n g</pre><img><p "
      "hidden>h";
  html::PageText plain, witnessed;
  Evidence evidence;
  REQUIRE(html::page_text(page, plain));
  REQUIRE(html::page_text(page, witnessed, evidence));
  CHECK(plain.text == witnessed.text);
  CHECK(evidence.lines() == 5);
}

TEST_CASE("the words of class and id names, the nearest marked") {
  html::PageText out;
  Evidence evidence;
  REQUIRE(
      html::page_text("<div class=far><div class='mid'><div class='innerPart x'><p "
                      "id=own>Text</div></div></div><p>bare",
                      out, evidence));
  CHECK(evidence.tokens(0).size() == 8);  // own, inner and part twice each, mid, far
  CHECK(evidence.tokens(1).empty());
}
