#include <string>

#include "catch.h"
#include "dechaff_c.h"

namespace {

std::string taken(char* text) {
  std::string out = text == nullptr ? "" : text;
  dechaff_free(text);
  return out;
}

}  // namespace

TEST_CASE("C: what is NULL is an error with a message, or does nothing") {
  char* error = nullptr;
  CHECK(dechaff_clean(nullptr, "a", 1, nullptr, nullptr, nullptr, &error) == nullptr);
  CHECK(taken(error) == "pipeline is NULL");
  CHECK(dechaff_clean(nullptr, "a", 1, nullptr, nullptr, nullptr, nullptr) == nullptr);
  CHECK(dechaff_save(nullptr, &error) == 0);
  CHECK(taken(error) == "pipeline is NULL");
  dechaff_delete(nullptr);
  dechaff_free(nullptr);
  dechaff_pipeline* const pipeline = dechaff_new(nullptr, nullptr, nullptr, &error);
  REQUIRE(pipeline != nullptr);
  CHECK(error == nullptr);
  CHECK(dechaff_clean(pipeline, nullptr, 1, nullptr, nullptr, nullptr, &error) == nullptr);
  CHECK(taken(error) == "text is NULL");
  CHECK(taken(dechaff_clean(pipeline, nullptr, 0, nullptr, nullptr, nullptr, &error)).empty());
  CHECK(error == nullptr);
  dechaff_delete(pipeline);
  CHECK(dechaff_new("no-such-recipe", nullptr, nullptr, &error) == nullptr);
  CHECK_FALSE(taken(error).empty());
}
