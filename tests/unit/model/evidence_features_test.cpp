#include "model/evidence_features.h"

#include <string>

#include "catch.h"
#include "evidence/page_text.h"
#include "evidence/plain.h"
#include "model/features.h"
#include "text/lines.h"

using namespace dechaff;

namespace {

struct Page {
  html::PageText page;
  evidence::Evidence evidence;
  PageFeatures features;
  EvidenceFeatures seen;

  explicit Page(const std::string& html) {
    REQUIRE(html::page_text(html, page, evidence));
    std::vector<text::Line> lines;
    text::split_lines(page.text, lines);
    std::vector<std::string_view> shown;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const std::string_view all(page.text);
      shown.push_back(evidence.shown(i, all.substr(lines[i].begin, lines[i].end - lines[i].begin)));
    }
    REQUIRE(compute_features(shown, features));
    compute_evidence_features(evidence, shown, features.blocks, seen);
  }

  float at(std::size_t block, std::string_view column) const {
    for (std::size_t i = 0; i < evidence_feature_count; ++i) {
      if (evidence_feature_names[i] == column) return seen.rows[block * evidence_feature_count + i];
    }
    FAIL("no such column");
    return 0;
  }
};

}  // namespace

TEST_CASE("evidence's columns say what the markup says") {
  const Page page(
      "<title>The bridge is closed | The Herald</title><nav><a href=/>Home</a></nav>"
      "<main><h1>The bridge is closed</h1><p>The <a href=/c>council</a> met on Monday.</p></main>");
  REQUIRE(page.features.blocks.size() == 3);
  REQUIRE(page.seen.known);
  CHECK(page.at(0, "markup") == 1);
  CHECK(page.at(0, "nav") == 1);
  CHECK(page.at(0, "all one link") == 1);
  CHECK(page.at(1, "title heading") == 1);
  CHECK(page.at(1, "main") == 1);
  CHECK(page.at(2, "partly link") == 1);
  for (const float value : page.seen.rows) CHECK((value >= 0 && value <= 1));
}

TEST_CASE("a line and the page's title are compared by their words") {
  const Page page(
      "<title>The bridge is closed | The Herald</title>"
      "<meta property=og:title content='The bridge is closed'>"
      "<p>The Herald</p><h1>The Bridge is closed</h1><p>It rains.</p>");
  REQUIRE(page.features.blocks.size() == 3);
  CHECK(page.at(0, "words in title") == 1);
  CHECK(page.at(0, "is a title") == 0);
  CHECK(page.at(1, "is a title") == 1);
  CHECK(page.at(1, "best title") == 1);
  CHECK(page.at(0, "best title") == 0);
  CHECK(page.at(2, "words in title") == 0);
  CHECK(page.at(2, "page names a title") == 1);
}

TEST_CASE("Han characters of a title are words") {
  const Page page("<title>今天天气很好</title><p>天气</p><p>今天天气很好</p>");
  REQUIRE(page.features.blocks.size() == 2);
  CHECK(page.at(0, "words in title") == 1);
  CHECK(page.at(0, "title words in it") < 0.5F);
  CHECK(page.at(1, "is a title") == 1);
}

TEST_CASE("plain text is no markup") {
  const std::string text = "* one\n* two\n";
  std::vector<text::Line> lines;
  text::split_lines(text, lines);
  evidence::Evidence evidence;
  evidence::read_plain(text, lines, evidence);
  const std::vector<std::string_view> shown = {"one", "two"};
  PageFeatures features;
  REQUIRE(compute_features(shown, features));
  EvidenceFeatures seen;
  compute_evidence_features(evidence, shown, features.blocks, seen);
  CHECK_FALSE(seen.known);
  CHECK(seen.rows.empty());
}
