#include <algorithm>
#include <bit>

#include "model/feature_columns.h"
#include "model/fixed_log.h"

namespace dechaff::model_features {
namespace {

using model_math::log2_1p;

/// Open-addressing counter over PageFeatures::Scratch, sized for `items` keys. Key 0 stands for 1.
class Counter {
 public:
  Counter(PageFeatures::Scratch& scratch, std::size_t items)
      : mask_(std::bit_ceil(items * 2 + 2) - 1), scratch_(scratch) {
    if (scratch_.keys.size() < mask_ + 1) scratch_.keys.resize(mask_ + 1);
    if (scratch_.counts.size() < mask_ + 1) scratch_.counts.resize(mask_ + 1);
    std::fill_n(scratch_.keys.begin(), mask_ + 1, 0U);
    std::fill_n(scratch_.counts.begin(), mask_ + 1, 0U);
  }

  std::uint32_t& at(std::uint64_t key) {
    key += key == 0 ? 1 : 0;
    std::size_t slot = (key * 0x9E3779B97F4A7C15ULL) >> 20 & mask_;
    while (scratch_.keys[slot] != key && scratch_.keys[slot] != 0) slot = (slot + 1) & mask_;
    scratch_.keys[slot] = key;
    return scratch_.counts[slot];
  }

 private:
  std::size_t mask_;
  PageFeatures::Scratch& scratch_;
};

/// What a line looks like from afar: its kinds of first and last character, its length to a
/// factor of two, and whether it has digits or capitals.
std::uint32_t shape_of(const LineStats& s) {
  const auto size = static_cast<std::uint32_t>(std::bit_width(s.words + s.ideographs / 2));
  return 1U + static_cast<std::uint32_t>(s.first) + static_cast<std::uint32_t>(s.last) * 16U +
         size * 256U + (s.digits != 0 ? 1U << 13 : 0U) + (s.currency != 0 ? 1U << 14 : 0U) +
         (s.capital_words * 2 > s.words ? 1U << 15 : 0U) + (s.leading_bullet << 16);
}

void write_line_repeats(PageFeatures& features, std::size_t n, float* rows) {
  Counter counter(features.scratch, n);
  const std::vector<LineStats>& blocks = features.scan.blocks;
  std::size_t repeated = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const bool seen = counter.at(blocks[i].hash)++ != 0;
    repeated += seen ? 1 : 0;
    rows[i * row_feature_count + 51] = seen ? 1.0F : 0.0F;
  }
  for (std::size_t i = 0; i < n; ++i)
    rows[i * row_feature_count + 50] = log2_1p(static_cast<float>(counter.at(blocks[i].hash) - 1));
  features.page[15] = static_cast<float>(repeated) / static_cast<float>(n);
}

void write_shapes(PageFeatures& features, std::size_t n, float* rows) {
  Counter counter(features.scratch, n);
  const std::vector<LineStats>& blocks = features.scan.blocks;
  for (std::size_t i = 0; i < n; ++i) ++counter.at(shape_of(blocks[i]));
  std::uint32_t before = 0;
  std::uint32_t run = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint32_t shape = shape_of(blocks[i]);
    run = shape == before ? run + 1 : 0;
    float* const row = rows + i * row_feature_count;
    row[52] = log2_1p(static_cast<float>(counter.at(shape) - 1));
    row[110] = log2_1p(static_cast<float>(run));
    row[111] = shape == before ? 1.0F : 0.0F;
    before = shape;
  }
}

/// How many of a block's long words stand in the page's prose, in its other lines, and in the
/// first prose lines (which name what the page is about): a text talks about its own subject,
/// teasers and menus talk about others'.
void write_topics(PageFeatures& features, const Columns& columns, float* rows) {
  const std::size_t n = columns.count;
  const LineScan& scan = features.scan;
  // Three counters in one word: 12 bits of prose blocks, 12 of other blocks, 8 of first prose.
  constexpr std::uint32_t one_prose = 1;
  constexpr std::uint32_t one_other = 1U << 12;
  constexpr std::uint32_t one_first = 1U << 24;
  constexpr std::uint32_t first_prose = 6;
  Counter counter(features.scratch, scan.topics.size());
  std::uint32_t prose_seen = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const LineStats& s = scan.blocks[i];
    const bool prose = columns.prose[i] != 0.0F;
    const bool first = prose && prose_seen < first_prose;
    prose_seen += prose ? 1 : 0;
    for (std::uint32_t t = s.topic_begin; t < s.topic_end; ++t) {
      std::uint32_t& count = counter.at(scan.topics[t]);
      if (prose && (count & 0xFFFU) < 0xFFFU) count += one_prose;
      if (!prose && (count >> 12 & 0xFFFU) < 0xFFFU) count += one_other;
      if (first && (count >> 24) < 0xFFU) count += one_first;
    }
  }
  prose_seen = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const LineStats& s = scan.blocks[i];
    const bool prose = columns.prose[i] != 0.0F;
    const bool first = prose && prose_seen < first_prose;
    prose_seen += prose ? 1 : 0;
    std::uint32_t in_prose = 0;
    std::uint32_t in_other = 0;
    std::uint32_t in_first = 0;
    for (std::uint32_t t = s.topic_begin; t < s.topic_end; ++t) {
      const std::uint32_t count = counter.at(scan.topics[t]);
      in_prose += (count & 0xFFFU) > (prose ? 1U : 0U) ? 1 : 0;
      in_other += (count >> 12 & 0xFFFU) > (prose ? 0U : 1U) ? 1 : 0;
      in_first += (count >> 24) > (first ? 1U : 0U) ? 1 : 0;
    }
    const float total = std::max(static_cast<float>(s.topic_end - s.topic_begin), 1.0F);
    float* const row = rows + i * row_feature_count;
    row[53] = static_cast<float>(in_prose) / total;
    row[54] = static_cast<float>(in_other) / total;
    row[55] = static_cast<float>(in_first) / total;
  }
}

}  // namespace

void write_repeats(PageFeatures& features, const Columns& columns, float* rows) {
  write_line_repeats(features, columns.count, rows);
  write_shapes(features, columns.count, rows);
  write_topics(features, columns, rows);
}

}  // namespace dechaff::model_features
