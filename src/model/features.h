#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "model/blocks.h"
#include "model/line_stats.h"

namespace dechaff {

/// Which side of the evidence a feature speaks for; explanations name these groups.
enum class FeatureGroup : std::uint8_t {
  length,      ///< length of the line
  sentence,    ///< sentence ends, commas, running text
  letters,     ///< capitals, digits, marks, symbols
  repeats,     ///< repeats of the line or its shape, words shared with the page's prose
  place,       ///< place in the page
  prose_near,  ///< prose around the line
  main_part,   ///< the page's best prose segments and clusters
  page,        ///< evidence of the whole page
};

struct FeatureName {
  std::string_view name;
  FeatureGroup group;
};

/// Version of the features' meaning. A model file names the version it was trained on; any change
/// to a feature or to the token hashes raises it.
inline constexpr std::uint32_t feature_version = 1;

inline constexpr std::size_t row_feature_count = 112;
inline constexpr std::size_t page_feature_count = 44;

extern const std::array<FeatureName, row_feature_count> row_feature_names;
extern const std::array<FeatureName, page_feature_count> page_feature_names;

/// Everything the model sees of one page. Rows are blocks (see blocks.h), in page order. Reusable:
/// its memory is kept from page to page; one a thread.
struct PageFeatures {
  std::vector<Block> blocks;
  LineScan scan;
  std::vector<float> rows;  ///< blocks × row_feature_count
  std::array<float, page_feature_count> page{};
  std::vector<float> words;  ///< word equivalents of each block

  /// Memory of compute_features(), reused.
  struct Scratch {
    std::vector<float> columns;
    std::vector<std::uint64_t> keys;
    std::vector<std::uint32_t> counts;
  } scratch;
};

/// Computes the features of one page from its lines (without line endings; UTF-8, bad bytes
/// allowed; blank lines allowed). The result holds no view into `lines`. The arithmetic is plain
/// IEEE single precision without fused operations: the same on every machine.
/// False, and no blocks, when there are more than `most_blocks`. O(bytes + blocks·features).
bool compute_features(std::span<const std::string_view> lines, PageFeatures& features,
                      std::size_t most_blocks = SIZE_MAX);

}  // namespace dechaff
