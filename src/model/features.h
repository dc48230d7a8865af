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
inline constexpr std::uint32_t kFeatureVersion = 1;

inline constexpr std::size_t kRowFeatures = 112;
inline constexpr std::size_t kPageFeatures = 44;

extern const std::array<FeatureName, kRowFeatures> kRowFeatureNames;
extern const std::array<FeatureName, kPageFeatures> kPageFeatureNames;

/// Everything the model sees of one page. Rows are blocks (see blocks.h), in page order. Reusable:
/// its memory is kept from page to page; one a thread.
struct PageFeatures {
  std::vector<Block> blocks;
  LineScan scan;
  std::vector<float> rows;  ///< blocks × kRowFeatures
  std::array<float, kPageFeatures> page{};
  std::vector<float> words;  ///< word equivalents of each block

  /// Work space of compute_features().
  struct Work {
    std::vector<float> columns;
    std::vector<std::uint64_t> keys;
    std::vector<std::uint32_t> counts;
  } work;
};

/// Computes the features of one page from its lines (without line endings; UTF-8, bad bytes
/// allowed; blank lines allowed). The result holds no view into `lines`. The arithmetic is plain
/// IEEE single precision without fused operations: the same on every machine.
/// False, and no blocks, when there are more than `most_blocks`. O(bytes + blocks·features).
bool compute_features(std::span<const std::string_view> lines, PageFeatures& features,
                      std::size_t most_blocks = SIZE_MAX);

}  // namespace dechaff
