// What stands in a page: nothing of a document becomes markup, and the marks make the cleaned text.

#include <random>

#include "catch.h"
#include "formats/marks.h"
#include "render/html_page.h"
#include "render/html_text.h"
#include "render/html_writer.h"
#include "render/page_assets.h"
#include "rules/pack.h"
#include "rules/pack_library.h"
#include "run/chain.h"

using namespace dechaff;

namespace {

std::string html_of(std::string_view text) {
  std::string out;
  render::append_html(out, text);
  return out;
}

std::string without_marks(const Document& document, const std::vector<formats::Mark>& marks) {
  std::string out;
  std::size_t at = 0;
  for (const formats::Mark& mark : marks) {
    out += document.bytes.substr(at, mark.span.begin - at);
    if (mark.by->deed == Deed::flag) {
      out += document.bytes.substr(mark.span.begin, mark.span.size());
    } else {
      out += mark.insert;
    }
    at = mark.span.end;
  }
  return out + std::string(document.bytes.substr(at));
}

}  // namespace

TEST_CASE("text from outside is only shown") {
  CHECK(html_of("a < b & \"c\" > 'd'") == "a &lt; b &amp; &quot;c&quot; &gt; &#39;d&#39;");
  CHECK(html_of("<script>alert(1)</script>") == "&lt;script&gt;alert(1)&lt;/script&gt;");
  CHECK(html_of("\x1B[31m\xFF") == "<i class=\"c\">U+001B</i>[31m<i class=\"c\">0xFF</i>");
  CHECK(html_of("a\r\nb\xE2\x80\xAE") == "a<i class=\"c cr\">CR</i>\nb<i class=\"c\">U+202E</i>");
  std::string value;
  render::append_attribute(value, "\" onclick=\"x\x01\r");
  CHECK(value == "&quot; onclick=&quot;x(U+0001)(CR)");
  std::string json;
  render::append_script_json(json, "</script><!--\\\"\xFF");
  CHECK(json == "\"\\u003c/script>\\u003c!--\\\\\\\"\\ufffd\"");
}

TEST_CASE("ids, sources, rules and titles are escaped too") {
  Document document;
  document.assign("one\ntwo\n");
  document.source = "<img src=x onerror=a()>";
  document.id = "</h2><script>b()</script>";
  document.language = "\"><script>";
  document.decisions.push_back(
      {Deed::flag, {0, 3}, 0, "dedup", {"dedup.line", "</script><b>"}, ByRule{"<rule>"}, 1, {}});
  const formats::Batch batch;
  const formats::Record record;
  std::string out;
  render::HtmlWriter().document({document, batch, record, nullptr, {}}, out);
  for (const char* bad :
       {"<img", "<rule>", "</script><b>", "<b>", "\"><script>", "</h2><script>"}) {
    CHECK(out.find(bad) == std::string::npos);
  }
  const std::string head = render::PageFrame{"<script>c()</script>", "<i>", "<u>", "<s>"}.head();
  for (const char* bad : {"<script>c", "<i>", "<u>", "<s>"}) {
    CHECK(head.find(bad) == std::string::npos);
  }
}

TEST_CASE("every reason has a family, and every family a colour on the page") {
  for (const std::string_view kind : rules::kinds()) {
    const Reason& reason = rules::traits_of(*rules::kind_named(kind)).reason;
    CHECK(reason.code == "boilerplate." + std::string(kind));
    CHECK(reason.family != Family::other);
  }
  for (const FilterInfo& info : filters()) {
    for (const Reason& reason : info.reasons) {
      INFO(reason.code);
      CHECK(reason.family != Family::other);
      CHECK(reason.code.find('.') != std::string_view::npos);
    }
  }
  for (const std::string_view family : family_names) {
    CHECK(render::assets::style.find(".f-" + std::string(family) + " {") != std::string_view::npos);
  }
}

TEST_CASE("the marks of a document stand in order and leave the cleaned text") {
  static const std::vector<std::string> lines = {
      "The council met on Monday to talk about the bridge over the river in the rain.",
      "The council met on Monday to talk about the bridge over the river in the rain. It rained.",
      "Share on Facebook",
      "By Ada Verne",
      "cafe\xCC\x81  and   spaces \xE2\x80\x8B here ",
      "bad \xFF\xFE",
      "Caf&eacute; &amp;amp; <b>bold</b> an exam-",
      "ple of it",
      "",
      "Related articles",
      "Another story that was cut short in the mid..."};
  static const std::vector<std::string> ends = {"\n", "\n", "\r\n", "\r"};
  const std::vector<StageSpec> stages = {{"dedup", {{"min-words", "3"}, {"report", "true"}}, 1},
                                         {"normalize",
                                          {{"spaces", "collapse"},
                                           {"entities", "true"},
                                           {"markup", "true"},
                                           {"hyphenation", "true"},
                                           {"line-endings", "lf"}},
                                          1},
                                         {"boilerplate", {}, 1},
                                         {"teasers", {}, 1},
                                         {"dedup", {{"min-words", "3"}, {"within", "true"}}, 1}};
  const rules::PackLibrary packs;
  Resources resources;
  resources.packs = &packs;
  Chain both(stages, resources);
  // What is reported and goes later is one mark; without the last stage it is a flag.
  Chain reporting({stages.begin(), stages.end() - 1}, resources);
  std::mt19937 random(7);
  Document document;
  std::size_t drops = 0, rewrites = 0, flags = 0;
  for (int round = 0; round < 300; ++round) {
    std::string text;
    for (std::size_t n = random() % 25; n > 0; --n) {
      text += lines[random() % lines.size()] + ends[random() % ends.size()];
    }
    document.assign(text);
    Chain& chain = round % 2 == 0 ? both : reporting;
    chain.process(document, 0, chain.size());
    const std::vector<formats::Mark> marks = formats::marks_of(document);
    std::size_t at = 0;
    for (const formats::Mark& mark : marks) {
      REQUIRE(mark.span.begin >= at);
      REQUIRE(mark.span.end <= text.size());
      at = mark.span.end;
      drops += mark.by->deed == Deed::drop ? 1 : 0;
      rewrites += mark.by->deed == Deed::rewrite ? 1 : 0;
      flags += mark.by->deed == Deed::flag ? 1 : 0;
    }
    REQUIRE(without_marks(document, marks) == cleaned(document));
  }
  CHECK(drops > 100);
  CHECK(rewrites > 100);
  CHECK(flags > 10);
}
