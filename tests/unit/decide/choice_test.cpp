#include "decide/choice.h"

#include <numeric>
#include <random>

#include "catch.h"
#include "decide/keep_by_place.h"

using namespace dechaff::decide;

namespace {

double words_kept(const std::vector<float>& p, const std::vector<float>& words, Mode mode) {
  std::vector<std::uint8_t> keep;
  choose_blocks(p, words, mode, 0, keep);
  double out = 0;
  for (std::size_t i = 0; i < p.size(); ++i)
    out += keep[i] != 0 ? static_cast<double>(words[i]) : 0;
  return out;
}

}  // namespace

TEST_CASE("strict keeps no more than balanced, careful no less") {
  std::mt19937 random(1);
  double careful = 0, balanced = 0, strict = 0;
  for (int page = 0; page < 200; ++page) {
    std::vector<float> p, words;
    for (int i = 0; i < 40; ++i) {
      const float u = static_cast<float>(random() % 1000) / 1000;
      p.push_back(random() % 2 == 0 ? u * u : 1 - u * u);
      words.push_back(static_cast<float>(1 + random() % 60));
    }
    const double c = words_kept(p, words, Mode::careful), b = words_kept(p, words, Mode::balanced),
                 s = words_kept(p, words, Mode::strict);
    CHECK(s <= b);
    careful += c;
    balanced += b;
    strict += s;
  }
  CHECK(careful > balanced);
  CHECK(balanced > strict * 1.01);
}

TEST_CASE("a page of fewer than five blocks stays, and one that is nearly all content") {
  std::vector<std::uint8_t> keep;
  choose_blocks(std::vector<float>{0, 0, 0, 0}, std::vector<float>{5, 5, 5, 5}, Mode::strict, 0,
                keep);
  CHECK(keep == std::vector<std::uint8_t>{1, 1, 1, 1});
  choose_blocks(std::vector<float>{0.99F, 0.99F, 0.99F, 0.99F, 0.2F},
                std::vector<float>{50, 50, 50, 50, 5}, Mode::balanced, 0, keep);
  CHECK(keep == std::vector<std::uint8_t>{1, 1, 1, 1, 1});
}

TEST_CASE("a threshold decides alone") {
  std::vector<std::uint8_t> keep;
  choose_blocks(std::vector<float>{0.1F, 0.3F, 0.5F, 0.7F, 0.9F}, std::vector<float>{9, 9, 9, 9, 9},
                Mode::careful, 0.5F, keep);
  CHECK(keep == std::vector<std::uint8_t>{0, 0, 1, 1, 1});
}

TEST_CASE("the likeliest title stays, if the model is sure enough") {
  std::vector<std::uint8_t> keep = {0, 0, 0};
  keep_title({0.05F, 0.4F, 0.2F}, keep);
  CHECK(keep == std::vector<std::uint8_t>{0, 1, 0});
  keep = {0, 0, 0};
  keep_title({0.05F, 0.09F, 0.02F}, keep);
  CHECK(keep == std::vector<std::uint8_t>{0, 0, 0});
  keep_title({}, keep);
  CHECK(keep == std::vector<std::uint8_t>{0, 0, 0});
}
