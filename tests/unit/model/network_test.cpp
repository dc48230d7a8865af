#include "model/network.h"

#include <cmath>
#include <numeric>
#include <random>

#include "catch.h"
#include "core/error.h"
#include "core/line_table.h"
#include "decide/choice.h"
#include "model/line_model.h"

using namespace dechaff;
using namespace dechaff::model;
using dechaff::decide::choose_blocks;
using dechaff::decide::Mode;

namespace {

const std::string model_path = DECHAFF_RULES_DIR "/models/boilerplate.model";

std::string random_page(unsigned seed) {
  static const char* const pieces[] = {
      "Home",
      "News | Sport | Weather",
      "Share this",
      "12 May 2021, 09:30",
      "The council met on Monday to talk about the bridge, closed since the flood of last year.",
      "A short heading",
      "© 2021 All rights reserved.",
      "今天天气很好，我们去了公园，看见了很多人。",
      "* item one",
      "bad \xFF bytes"};
  std::mt19937 random(seed);
  std::string page;
  for (std::size_t i = 0, n = random() % 200; i < n; ++i)
    page += std::string(pieces[random() % 10]) + '\n';
  return page;
}

std::vector<std::string_view> split(const std::string& page) {
  LineTable table;
  table.assign(page);
  return table.text;
}

/// The same with all heads and kinds of page, whose weights are random.
Weights with_kinds(Weights weights) {
  std::mt19937 random(1);
  const auto fill = [&](std::vector<float>& values, std::size_t size) {
    while (values.size() < size)
      values.push_back((static_cast<float>(random() % 2001) - 1000.0F) / 4000.0F);
  };
  weights.heads = head_count;
  weights.knows_kinds = true;
  for (Weights::Member& network : weights.networks) {
    fill(network.out, head_count * channel_count);
    fill(network.out_bias, head_count);
    network.kind.clear();
    fill(network.kind, page_kind_count * 2 * channel_count);
    network.kind_bias.clear();
    fill(network.kind_bias, page_kind_count);
    network.out_of_kind.clear();
    fill(network.out_of_kind, page_kind_count * head_count * channel_count);
  }
  return weights;
}

/// The same with an evidence layer of random weights.
Weights with_evidence(Weights weights) {
  std::mt19937 random(2);
  weights.sees_evidence = true;
  for (Weights::Member& network : weights.networks) {
    Weights::EvidenceLayer& layer = network.evidence;
    layer.weights.clear();
    while (layer.weights.size() < channel_count * evidence_input_count)
      layer.weights.push_back(static_cast<std::int8_t>(static_cast<int>(random() % 255) - 127));
    layer.scale.assign(channel_count, 0.0007F);
  }
  weights.surrogate.resize(row_feature_count + page_feature_count + evidence_feature_count, 0.1F);
  return weights;
}

/// Evidence as a reader might give it; every third page has none.
EvidenceFeatures random_evidence(std::size_t blocks, const Weights& weights, unsigned seed) {
  std::mt19937 random(seed);
  EvidenceFeatures out;
  out.known = seed % 3 != 0;
  if (!out.known) return out;
  out.offsets.push_back(0);
  for (std::size_t b = 0; b < blocks; ++b) {
    const bool markup = random() % 4 != 0;
    for (std::size_t i = 0; i < evidence_feature_count; ++i)
      out.rows.push_back(markup ? static_cast<float>(random() % 65) / 64.0F : 0.0F);
    for (std::size_t i = 0, n = markup ? random() % 24 : 0; i < n; ++i)
      out.tokens.push_back(random() % 2 == 0 ? weights.tokens[random() % weights.tokens.size()]
                                             : static_cast<std::uint32_t>(random()));
    out.offsets.push_back(static_cast<std::uint32_t>(out.tokens.size()));
  }
  return out;
}

}  // namespace

TEST_CASE("all sets of kernels give the same bits") {
  const Weights shipped = load_model(model_path).weights;
  for (const Weights& weights : {shipped, with_kinds(shipped), with_evidence(shipped)}) {
    std::vector<Network> sets;
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2")) sets.emplace_back(weights, avx2_kernels);
#endif
    sets.emplace_back(weights, best_kernels());
    const Network plain(weights, baseline_kernels);
    PageFeatures features;
    NetworkWork work;
    for (unsigned seed = 0; seed < 100; ++seed) {
      const std::string page = random_page(seed);
      compute_features(split(page), features);
      std::vector<float> a, b;
      PageKinds kinds_a, kinds_b;
      const EvidenceFeatures evidence = random_evidence(features.blocks.size(), weights, seed);
      plain.score(features, &evidence, work, a, kinds_a);
      for (const Network& set : sets) {
        set.score(features, &evidence, work, b, kinds_b);
        REQUIRE(a == b);
        REQUIRE(kinds_a == kinds_b);
      }
      const float all = std::accumulate(kinds_a.begin(), kinds_a.end(), 0.0F);
      const bool known = weights.knows_kinds && !features.blocks.empty();
      REQUIRE(std::abs(all - (known ? 1.0F : 0.0F)) < 1e-5F);
    }
  }
}

TEST_CASE("evidence adds where markup is known, and nothing elsewhere") {
  const Network network(with_evidence(load_model(model_path).weights));
  PageFeatures features;
  REQUIRE(compute_features(split(random_page(4)), features));
  const std::size_t n = features.blocks.size();
  REQUIRE(n > 70);  // more than one slice
  NetworkWork work;
  PageKinds kinds;
  std::vector<float> without, unknown, empty, known;
  network.score(features, nullptr, work, without, kinds);

  EvidenceFeatures evidence;
  network.score(features, &evidence, work, unknown, kinds);
  CHECK(unknown == without);

  evidence.known = true;
  evidence.rows.assign(n * evidence_feature_count, 0.0F);
  evidence.offsets.assign(n + 1, 0);
  network.score(features, &evidence, work, empty, kinds);
  CHECK(empty == without);

  evidence.rows[0] = 1.0F;
  network.score(features, &evidence, work, known, kinds);
  CHECK(known != without);

  std::vector<float> shares;
  network.contributions(features, &evidence, 0, shares);
  CHECK(shares.size() == row_feature_count + page_feature_count + evidence_feature_count);
  network.contributions(features, nullptr, 0, shares);
  CHECK(shares.size() == row_feature_count + page_feature_count);
}

TEST_CASE("a model tells prose from navigation") {
  const LineModel model(model_path);
  const std::string page =
      "Home\nNews\nSport\nContact\nThe bridge is closed\n"
      "The council met on Monday to talk about the bridge, which has been closed since the flood "
      "of last year.\n"
      "It decided, after three hours of debate, to ask the county for the money, and to mend the "
      "road first.\n"
      "Work will begin in the spring, said the mayor, who has lived by the river for the whole of "
      "her life.\n"
      "Share on Facebook\nPrivacy policy\nAbout us\nLog in\n";
  PageScores scores;
  REQUIRE(model.score(split(page), scores));
  REQUIRE(scores.blocks() == 12);
  CHECK(scores.probability(5, Head::content) > 0.8F);
  CHECK(scores.probability(0, Head::content) < 0.3F);
  CHECK(scores.probability(11, Head::content) < 0.3F);
  CHECK(!model.evidence(scores, 11).empty());
  CHECK(scores.of(5).content == scores.probability(5, Head::content));
}

TEST_CASE("every kind of page has a name of its own") {
  for (std::size_t i = 0; i < page_kind_count; ++i)
    CHECK(page_kind(page_kind_names[i]) == static_cast<PageKind>(i));
  CHECK(name_of(PageKind::forum) == "forum");
  CHECK(!page_kind("newspaper"));
}

TEST_CASE("no features are kept of a page of too many blocks") {
  const LineModel model(model_path);
  std::string page;
  for (std::size_t i = 0; i < LineModel::most_blocks; ++i) page += "a\n\n";
  PageScores most;
  CHECK(model.score(split(page), most));
  page += "a\n";
  PageScores more;
  CHECK(!model.score(split(page), more));
  CHECK(more.blocks() == 0);
  CHECK(more.features.rows.capacity() == 0);
}

TEST_CASE("a broken model file is a clear error") {
  const ModelFile good = load_model(model_path);
  CHECK(good.value("trained-on").find("CC-BY-4.0") != std::string::npos);
  CHECK_THROWS_AS(load_model("/nowhere.model"), Error);
  CHECK_THROWS_WITH(parse_model("", "m"), "the model is not a dechaff model");
  CHECK_THROWS_WITH(parse_model("dechaff-model 9\n\n", "m"),
                    "the model is of a newer version than this program");
  CHECK_THROWS_WITH(parse_model("dechaff-model 3\nfeatures 1\nnetworks 2\nchannels 48\nheads "
                                "3\nwords 0\ntokens 0\nbytes 9\n\n",
                                "m"),
                    "the model is cut short");
  CHECK_THROWS_WITH(parse_model("dechaff-model 3\nfeatures 1\nnetworks 3\nchannels 48\nheads 3\n"
                                "words 0\ntokens 0\nbytes 0\n\n",
                                "m"),
                    "the model has impossible sizes");
  CHECK_THROWS_WITH(parse_model("dechaff-model 2\nfeatures 1\nchannels 48\nheads 3\nwords "
                                "0\ntokens 0\nbytes 2\ncrc32 1\n\nab",
                                "m"),
                    "the model is damaged: its checksum differs");
  CHECK_THROWS_WITH(parse_model("dechaff-model 4\nfeatures 1\nnetworks 1\nchannels 48\n"
                                "row-heads content end\nwords 0\ntokens 0\nbytes 0\n\n",
                                "m"),
                    "the model has other row-heads than this program knows");
  CHECK_THROWS_WITH(
      parse_model("dechaff-model 4\nfeatures 1\nnetworks 1\nchannels 48\n"
                  "row-heads content\nkinds news blog\nwords 0\ntokens 0\nbytes 0\n\n",
                  "m"),
      "the model has other kinds than this program knows");
}

TEST_CASE("evidence of other lines is not looked at") {
  const LineModel model(model_path);
  const evidence::Evidence none;
  PageScores with, without;
  const std::string page = random_page(4);
  REQUIRE(model.score(split(page), none, with));
  REQUIRE(model.score(split(page), without));
  CHECK(with.logits == without.logits);
}

TEST_CASE("a model for other evidence is refused") {
  CHECK_THROWS_WITH(
      parse_model("dechaff-model 5\nfeatures 1\nnetworks 1\nchannels 48\nrow-heads content\n"
                  "evidence-features 3\nwords 0\ntokens 0\nbytes 0\n\n",
                  "m"),
      "the model was made for other evidence");
}

TEST_CASE("decide keeps the blocks of the best expected F1") {
  const std::vector<float> words(6, 10.0F);
  std::vector<std::uint8_t> keep;
  choose_blocks(std::vector<float>{0.9F, 0.8F, 0.1F, 0.05F, 0.02F, 0.01F}, words, Mode::balanced, 0,
                keep);
  CHECK(keep == std::vector<std::uint8_t>{1, 1, 0, 0, 0, 0});
  choose_blocks(std::vector<float>{0.9F, 0.8F, 0.3F, 0.05F, 0.02F, 0.01F}, words, Mode::careful, 0,
                keep);
  CHECK(keep == std::vector<std::uint8_t>{1, 1, 1, 0, 0, 0});
  choose_blocks(std::vector<float>{0.9F, 0.8F, 0.3F, 0.05F, 0.02F, 0.01F}, words, Mode::balanced,
                0.85F, keep);
  CHECK(keep == std::vector<std::uint8_t>{1, 0, 0, 0, 0, 0});
  choose_blocks(std::vector<float>{0.1F, 0.0F, 0.0F, 0.0F}, std::vector<float>(4, 10.0F),
                Mode::balanced, 0, keep);
  CHECK(keep == std::vector<std::uint8_t>{1, 1, 1, 1});  // fewer than five blocks
  const std::vector<float> doubtful{0.1F, 0.05F, 0.02F, 0.02F, 0.01F, 0.01F};
  choose_blocks(doubtful, words, Mode::balanced, 0, keep);
  CHECK(keep == std::vector<std::uint8_t>(6, 0));  // hardly a word is expected to be content
  choose_blocks(doubtful, std::vector<float>(6, 500.0F), Mode::balanced, 0, keep);
  CHECK(keep != std::vector<std::uint8_t>(6, 0));  // many pages' worth of words: some of it stays
}
