#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <map>
#include <optional>
#include <stdexcept>
#include <thread>

#include "catch.h"
#include "dechaff.h"
#include "dechaff_c.h"

using dechaff::NearKeys;
using dechaff::Pipeline;

namespace {

const std::string page =
    "Home\nShare this page\nThe mill turns again\n"
    "The old mill on the river opened its doors on Saturday after six years of patient repair, and "
    "several hundred people came to see it.\n"
    "The council had bought the building for one pound, and it paid for the roof of the house "
    "too.\n"
    "Copyright 2020 by the county. All rights reserved.\n";

std::vector<std::string> documents() {
  std::vector<std::string> sentences;
  for (int i = 0; i < 12; ++i) {
    sentences.push_back("This is what sentence number " +
                        std::string(static_cast<std::size_t>(i) + 1, 'x') +
                        " of a long and winding story said to us one day. ");
  }
  std::vector<std::string> out;
  unsigned state = 3;
  for (int i = 0; i < 60; ++i) {
    std::string text;
    for (int k = 0; k < 4; ++k) {
      state = state * 1103515245U + 12345U;
      text += sentences[(state >> 16U) % sentences.size()];
      if (k == 1) text += "\n";
    }
    out.push_back(text);
  }
  for (std::size_t i = 0; i < 15; ++i) out.push_back(std::string(out[3 * i]));
  return out;
}

Pipeline dedup(const std::string& unit, bool ledger) {
  Pipeline::Options options;
  options.recipe = "dedup";
  options.settings = {"dedup.scope=input", "dedup.unit=" + unit, "dedup.min-words=1"};
  options.ledger = ledger;
  return Pipeline(options);
}

}  // namespace

TEST_CASE("a pipeline cleans and says why") {
  const Pipeline pipeline;
  const Pipeline::Result result = pipeline.clean(page);
  CHECK(result.text == pipeline.clean_text(page));
  CHECK(result.text.find("Share this page") == std::string::npos);
  CHECK(result.text.find("The mill turns again\n") != std::string::npos);
  bool found = false;
  for (const Pipeline::Decision& d : result.decisions) {
    if (page.substr(d.begin, d.end - d.begin) != "Share this page\n") continue;
    found = true;
    CHECK(d.action == "drop");
    CHECK(d.line == 2);
    CHECK(d.stage == "boilerplate");
    CHECK(d.reason == "boilerplate.share");
    CHECK(!d.why.empty());
  }
  CHECK(found);
  CHECK(pipeline.clean_text("").empty());
  CHECK(pipeline.clean_text("\xFF\xFE bad\n") == "\xFF\xFE bad\n");
}

TEST_CASE("many threads share a pipeline") {
  const Pipeline pipeline;
  const std::string expected = pipeline.clean_text(page);
  std::vector<std::thread> threads;
  std::vector<int> wrong(4, 0);
  for (std::size_t t = 0; t < wrong.size(); ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 20; ++i) wrong[t] += pipeline.clean_text(page) == expected ? 0 : 1;
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(wrong == std::vector<int>(4, 0));
}

TEST_CASE("mistakes in a recipe are told with the way out") {
  Pipeline::Options options;
  options.recipe = "defualt";
  CHECK_THROWS_WITH(Pipeline(options),
                    Catch::Matchers::ContainsSubstring("did you mean 'default'"));
  options.recipe = "default";
  options.settings = {"boilerplate.mode"};
  CHECK_THROWS_AS(Pipeline(options), std::runtime_error);
  options.settings = {"boilerplate.mode=wild"};
  CHECK_THROWS_AS(Pipeline(options), std::runtime_error);
  options.settings.clear();
  options.languages = {"xx"};
  CHECK_THROWS_AS(Pipeline(options), std::runtime_error);
  options.languages.clear();
  options.rules = "/nowhere";
  CHECK_THROWS_AS(Pipeline(options), std::runtime_error);
}

TEST_CASE("documents apart, with the keys of earlier ones, come out as documents in a row") {
  for (const std::string unit : {"sentence", "line", "document"}) {
    const Pipeline in_a_row = dedup(unit, false), apart = dedup(unit, true);
    std::map<Pipeline::Key, std::size_t> first;
    const std::vector<std::string> all = documents();
    for (std::size_t i = 0; i < all.size(); ++i) {
      for (const Pipeline::Key& key : apart.keys(all[i])) first.try_emplace(key, i);
    }
    std::size_t shorter = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
      std::vector<Pipeline::Key> earlier;
      for (const Pipeline::Key& key : apart.keys(all[i])) {
        if (first[key] < i) earlier.push_back(key);
      }
      const std::string expected = in_a_row.clean_text(all[i]);
      REQUIRE(apart.clean_after(all[i], earlier) == expected);
      shorter += expected.size() < all[i].size() ? 1 : 0;
    }
    CHECK(shorter > 10);
  }
}

TEST_CASE("a store keeps what a pipeline added, unless the caller failed") {
  const std::filesystem::path store =
      std::filesystem::temp_directory_path() / ("dechaff-store-" + std::to_string(::getpid()));
  const auto with_store = [&] {
    Pipeline::Options options;
    options.recipe = "dedup";
    options.settings = {"dedup.scope=input", "dedup.unit=line", "dedup.min-words=1",
                        "dedup.store=" + store.string()};
    return Pipeline(options);
  };
  const std::string line = "One line of a text.\n";
  const auto known = [&] {
    const Pipeline look = with_store();
    const bool out = look.clean_text(line).empty();
    look.abandon();
    return out;
  };
  SECTION("nobody calls save()") {
    CHECK(with_store().clean_text(line) == line);
    CHECK(known());
  }
  SECTION("save()") {
    {
      const Pipeline pipeline = with_store();
      CHECK(pipeline.clean_text("Another line.\n") == "Another line.\n");
      CHECK(pipeline.clean_text(line) == line);
      pipeline.save();
      pipeline.abandon();
    }
    CHECK(known());
  }
  SECTION("abandon()") {
    {
      const Pipeline pipeline = with_store();
      CHECK(pipeline.clean_text(line) == line);
      pipeline.abandon();
    }
    CHECK(!known());
  }
  SECTION("an exception on the way to the output") {
    try {
      const Pipeline pipeline = with_store();
      CHECK(pipeline.clean_text(line) == line);
      throw std::runtime_error("the disk is full");
    } catch (const std::runtime_error&) {
    }
    CHECK(!known());
  }
  SECTION("in C") {
    const std::string setting = "dedup.store=" + store.string();
    const char* const settings[] = {"dedup.scope=input", "dedup.unit=line", "dedup.min-words=1",
                                    setting.c_str(), nullptr};
    dechaff_pipeline* pipeline = dechaff_new("dedup", nullptr, settings, nullptr);
    REQUIRE(pipeline != nullptr);
    char* text =
        dechaff_clean(pipeline, line.data(), line.size(), nullptr, nullptr, nullptr, nullptr);
    CHECK(std::string(text) == line);
    dechaff_free(text);
    CHECK(dechaff_save(pipeline, nullptr) == 1);
    dechaff_delete(pipeline);
    CHECK(known());
  }
  std::filesystem::remove(store);
}

TEST_CASE("near duplicates have a band in common") {
  std::string text, other;
  for (int i = 0; i < 200; ++i) text += "word" + std::to_string(i * i) + ' ';
  other = text + "and some more";
  const NearKeys a = dechaff::near_keys(text), b = dechaff::near_keys(other);
  REQUIRE(a.bands.size() == 16);
  std::size_t common = 0;
  for (std::size_t i = 0; i < a.bands.size(); ++i) common += a.bands[i] == b.bands[i] ? 1 : 0;
  CHECK(common > 0);
  CHECK(dechaff::similarity(a.shingles, b.shingles) == Approx(196.0 / 199.0));
  CHECK(dechaff::similarity(a.shingles, a.shingles) == 1);
  CHECK(dechaff::similarity(a.shingles, {}) == 0);
  CHECK(dechaff::near_keys("too short").bands.empty());
}

TEST_CASE("the C interface") {
  char* error = nullptr;
  CHECK(dechaff_new("nothing", nullptr, nullptr, &error) == nullptr);
  REQUIRE(error != nullptr);
  CHECK(std::string(error).find("no recipe is called 'nothing'") != std::string::npos);
  dechaff_free(error);
  const char* const settings[] = {"boilerplate.mode=careful", nullptr};
  dechaff_pipeline* pipeline = dechaff_new("default", nullptr, settings, &error);
  REQUIRE(pipeline != nullptr);
  CHECK(error == nullptr);
  std::size_t size = 0, decisions = 0;
  char* text = dechaff_clean(
      pipeline, page.data(), page.size(), &size,
      [](const dechaff_decision* d, void* user) {
        *static_cast<std::size_t*>(user) += d->end > d->begin ? 1U : 0U;
      },
      &decisions, &error);
  REQUIRE(text != nullptr);
  Pipeline::Options options;
  options.settings = {"boilerplate.mode=careful"};
  CHECK(std::string(text, size) == Pipeline(options).clean_text(page));
  CHECK(text[size] == '\0');
  CHECK(decisions > 0);
  dechaff_free(text);
  dechaff_delete(pipeline);
}
