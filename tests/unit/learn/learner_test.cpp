#include "learn/learner.h"

#include "catch.h"

using namespace dechaff;
using learn::LearnedSites;
using learn::Learner;
using learn::LearnOptions;

namespace {

struct Page {
  std::string host, text;
};

LearnedSites learned(const std::vector<Page>& pages, const LearnOptions& options,
                     std::size_t* forgotten = nullptr) {
  Learner learner(options);
  for (const int pass : {1, 2}) {
    if (pass == 2) learner.choose();
    for (const Page& page : pages) {
      Document document;
      document.assign(page.text);
      document.lines.measure();
      document.id = page.host;
      std::vector<learn::PageLine> lines;
      learn::read_lines(document, lines);
      if (pass == 1) {
        learner.first_pass(page.host, lines);
      } else {
        learner.second_pass(page.host, document, lines);
      }
    }
  }
  if (forgotten != nullptr) *forgotten = learner.forgotten_pages();
  return learner.finish();
}

std::string prose(int i) {
  return "This is what page number " + std::string(static_cast<std::size_t>(i) + 1, 'x') +
         " says, in a sentence that is long enough to be taken for prose.";
}

std::vector<std::string> texts(const LearnedSites& sites, const std::string& host) {
  std::vector<std::string> out;
  const auto at = sites.find(host);
  if (at == sites.end()) return out;
  for (const learn::LearnedLine& line : at->second.lines) out.push_back(line.text);
  return out;
}

}  // namespace

TEST_CASE("a line needs its share of enough pages of one site") {
  std::vector<Page> pages;
  for (int i = 0; i < 10; ++i) {
    pages.push_back({"a.org", "Menu\n" +
                                  std::string(i < 3   ? "Third\n"
                                              : i < 5 ? "Fifth\n"
                                                      : "") +
                                  prose(i) + "\nFoot"});
    if (i < 7) pages.push_back({"b.org", "Menu\n" + prose(i) + "\nFoot"});
  }
  const LearnedSites sites = learned(pages, {});
  CHECK(texts(sites, "a.org") == std::vector<std::string>{"Foot", "Menu", "Third"});
  CHECK(sites.count("b.org") == 0);
  CHECK(sites.at("a.org").pages == 10);
  CHECK(sites.at("a.org").lines[0].zones == Zones{Zone::tail});
  CHECK(sites.at("a.org").lines[1].zones == Zones{Zone::head});
  CHECK(sites.at("a.org").lines[1].above_text);
}

TEST_CASE("a sentence is learned where its neighbour is always the same") {
  std::vector<Page> pages;
  const std::string legal =
      "All that stands here is ours, and nobody may print it again without our word.";
  for (int i = 0; i < 10; ++i) {
    pages.push_back({"fixed.org", prose(i) + "\n" + legal + "\nImprint"});
    pages.push_back({"free.org", prose(i) + "\n" + legal + "\n" + prose(i + 20)});
  }
  const LearnedSites sites = learned(pages, {});
  CHECK(texts(sites, "fixed.org") == std::vector<std::string>{legal, "Imprint"});
  CHECK(texts(sites, "free.org").empty());
}

TEST_CASE("a page that is there many times teaches nothing") {
  std::vector<Page> pages;
  for (int i = 0; i < 20; ++i)
    pages.push_back({"a.org", "Title of it\n" + prose(i % 2) + "\nEnd of it"});
  CHECK(learned(pages, {}).empty());
}

TEST_CASE("memory is bounded: small sites are forgotten, large ones are not") {
  std::vector<Page> pages;
  for (int i = 0; i < 400; ++i) {
    pages.push_back({"site" + std::to_string(i) + ".org", prose(i)});
    if (i % 10 == 0) pages.push_back({"large.org", "Menu\n" + prose(i) + "\nFoot"});
  }
  LearnOptions options;
  options.memory = 100000;
  std::size_t forgotten = 0;
  const LearnedSites sites = learned(pages, options, &forgotten);
  CHECK(forgotten > 0);
  CHECK(forgotten < 440);
  CHECK(texts(sites, "large.org") == std::vector<std::string>{"Foot", "Menu"});
}
