#include "learn/site_pack.h"

#include "catch.h"

using namespace dechaff;

namespace {

std::vector<std::size_t> gone(const std::vector<rules::SiteLine>& lines, const std::string& text) {
  const learn::SitePack pack(lines);
  Document document;
  document.assign(text);
  document.lines.measure();
  std::vector<learn::PageLine> work;
  std::vector<learn::SiteLineHit> hits;
  learn::find_site_lines(*pack.find("a.org"), document, work, hits);
  std::vector<std::size_t> out;
  for (const learn::SiteLineHit& hit : hits) out.push_back(hit.line);
  return out;
}

/// A title and what stands around it; then prose.
const std::string text_below =
    "The title\nA word\nBy Ann\n"
    "The old mill on the river opened its doors on Saturday after six years of patient repair.\n";

}  // namespace

TEST_CASE("numbers, case and punctuation of a site line do not matter") {
  const std::vector<rules::SiteLine> lines = {{"a.org", "12 comments"}, {"a.org", "Home"}};
  CHECK(gone(lines, "«Home»\n3 Comments:\n" + text_below) == std::vector<std::size_t>{0, 1});
}

TEST_CASE("a site line goes beside another one or at an end of the page") {
  const std::vector<rules::SiteLine> lines = {{"a.org", "Method"}, {"a.org", "Foot"}};
  CHECK(gone(lines, "First of it\nMethod\n" + text_below + "Foot\n") ==
        std::vector<std::size_t>{6});
}

TEST_CASE("what stands where a title stands stays, unless the site's line often stands there") {
  std::vector<rules::SiteLine> lines = {{"a.org", "Home"}, {"a.org", "Sport"}};
  const std::string page = "Home\nSport\n" + text_below.substr(text_below.find("A word"));
  CHECK(gone(lines, page) == std::vector<std::size_t>{0});
  lines[1].above_text = true;
  CHECK(gone(lines, page) == std::vector<std::size_t>{0, 1});
}

TEST_CASE("a site line goes only in its zones") {
  const std::vector<rules::SiteLine> lines = {{"a.org", "Home", 1, {Zone::tail}}};
  CHECK(gone(lines, "Home\n" + text_below + "Home\n") == std::vector<std::size_t>{5});
}

TEST_CASE("a number alone goes between two other lines of the site") {
  const std::vector<rules::SiteLine> lines = {
      {"a.org", "12"}, {"a.org", "Home"}, {"a.org", "Shop"}};
  CHECK(gone(lines, "Home\n7\nShop\n9\n" + text_below) == std::vector<std::size_t>{0, 1, 2});
}
