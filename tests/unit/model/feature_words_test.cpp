#include "model/feature_words.h"

#include "catch.h"
#include "model/evidence_features.h"
#include "model/features.h"

using namespace dechaff;

TEST_CASE("a model's reason speaks of lines and pages, not of features") {
  CHECK(model::feature_words("words", false) == "a short line");
  CHECK(model::feature_words("complete sentence", false) == "no sentence");
  CHECK(model::feature_words("lines to the end", false) == "near the end of the page");
  CHECK(model::feature_words("after the best segment (gap 4)", true) == "below the main part");
  CHECK(model::feature_words("nav", true) == "in the page's navigation");
  CHECK(model::feature_words("no such feature", true).empty());
}

TEST_CASE("every feature of the whole page has words") {
  for (const FeatureName& its : page_feature_names) {
    CHECK(!model::feature_words(its.name, false).empty());
    CHECK(!model::feature_words(its.name, true).empty());
  }
}
